import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  type ConversationReference,
} from 'botbuilder';
import type { BotFrameworkConfig } from '../../config.ts';
import { HttpError } from '../http/index.ts';
import { createConnectorHttp } from './connector-http.ts';
import { unauthorized } from './gate.ts';
import type { InboundActivity } from './inbound.ts';
import type { AllowsServiceUrl } from './service-urls.ts';

/**
 * The SDK's adapter as we use it: it verifies who calls, and speaks to connectors. The turn in between is ours: the
 * SDK would make two HTTP clients for each, also where nothing is to be sent.
 */
export class Adapter extends CloudAdapter {
  readonly #authentication: ConfigurationBotFrameworkAuthentication;
  readonly #appId: string;
  /** The issuer that tokens of the channel must have. */
  readonly issuer: string;

  constructor(authentication: ConfigurationBotFrameworkAuthentication, appId: string, issuer: string) {
    super(authentication);
    this.#authentication = authentication;
    this.#appId = appId;
    this.issuer = issuer;
  }

  /** Verifies the token. Fails with HttpError 401, and 503 where the channel's keys cannot be had. */
  async authenticate(activity: InboundActivity, authorization: string): Promise<void> {
    try {
      await this.#authentication.authenticateRequest(asSdk(activity), authorization);
    } catch (error) {
      if (!isKeysFailure(error)) throw unauthorized((error as Error).message);
      const unavailable = new HttpError(503, 'KeysUnavailable', 'The token cannot be verified now.', {
        'Retry-After': '5',
      });
      unavailable.cause = error;
      throw unavailable;
    }
  }

  /** Sends an activity to where an earlier one came from. Fails with ConnectorError, or as signing in fails. */
  async send(reference: Partial<ConversationReference>, activity: Partial<Activity>): Promise<void> {
    await this.continueConversationAsync(this.#appId, reference, async context => {
      // So that Teams shows it in the thread of the question.
      context.activity.id = reference.activityId ?? '';
      await context.sendActivity(activity);
    });
  }
}

/**
 * Makes the adapter. This module alone loads the SDK, which takes a second or two and 60 MB: it is imported when it is
 * needed. Null builds the one for local development, which checks no token.
 */
export function createAdapter(config: BotFrameworkConfig | null, allows: AllowsServiceUrl): Adapter {
  const parameters = cloud(config);
  const options = { httpClient: createConnectorHttp(allows) };
  const authentication = new ConfigurationBotFrameworkAuthentication(
    { ...parameters, ...(config?.appId ? { MicrosoftAppId: config.appId } : {}) },
    new Credentials(config === null ? {} : credentialsOf(config)),
    undefined,
    undefined,
    options,
  );
  return new Adapter(authentication, config?.appId ?? '', parameters.ToBotFromChannelTokenIssuer);
}

/** A token is never sent in the clear: a connector over http (tests) gets none, and no token is asked for. */
class Credentials extends ConfigurationServiceClientCredentialFactory {
  override async createCredentials(appId: string, audience: string, login: string, validate: boolean) {
    const inner = await super.createCredentials(appId, audience, login, validate);
    const signRequest: typeof inner.signRequest = async request =>
      request.url.startsWith('https:') ? inner.signRequest(request) : request;
    return { signRequest };
  }
}

function credentialsOf({ appId, appType, password, tenantId }: BotFrameworkConfig) {
  return {
    MicrosoftAppId: appId,
    MicrosoftAppType: appType,
    // The SDK refuses a password beside a managed identity.
    ...(password !== null && appType !== 'UserAssignedMSI' ? { MicrosoftAppPassword: password } : {}),
    ...(tenantId !== null ? { MicrosoftAppTenantId: tenantId } : {}),
  };
}

/**
 * The SDK's parameters, those of the public cloud where the environment names none: setting one of them makes the
 * SDK expect them all.
 */
function cloud(config: BotFrameworkConfig | null) {
  return {
    ValidateAuthority: 'true',
    ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
    ToBotFromChannelOpenIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    ToBotFromEmulatorOpenIdMetadataUrl:
      'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
    OAuthUrl: 'https://api.botframework.com',
    CallerId: 'urn:botframework:azure',
    ...config?.parameters,
  };
}

/** What the SDK gets is what we have read, nothing more. */
function asSdk(activity: InboundActivity): Activity {
  return { ...activity } as unknown as Activity;
}

/** The provider of the keys did not answer, or not as it should: that is not the caller's fault. */
function isKeysFailure(error: unknown): boolean {
  const { name, statusCode, type } = error as { name?: string; statusCode?: number; type?: string };
  return statusCode === 500 || name === 'FetchError' || type === 'invalid-json';
}
