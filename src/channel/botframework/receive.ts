import type { BotFrameworkConfig } from '../../config.ts';
import { type HttpAnswer, HttpError, type HttpRequest } from '../http/index.ts';
import { IntakeStopped } from '../intake/index.ts';
import type { Adapter } from './adapter.ts';
import { claimedServiceUrl, requireLocal, unauthorized } from './gate.ts';
import { type InboundActivity, readInbound } from './inbound.ts';
import type { BotFrameworkParts } from './parts.ts';
import { responseTo } from './response.ts';
import type { AllowsServiceUrl } from './service-urls.ts';
import type { Turns } from './turns.ts';

/**
 * `POST /api/messages`, from the request to the response: let in, run the turn, acknowledge. Every refusal is an
 * HttpError of the 400s; where we fail ourselves it is 503, so that the channel tries again.
 */
export function createReceiver(
  parts: BotFrameworkParts,
  load: () => Promise<Adapter>,
  allows: AllowsServiceUrl,
  turns: Turns,
): (request: HttpRequest) => Promise<HttpAnswer> {
  const { config, counters, log } = parts;
  const { languages } = parts.sentences;

  async function admitLocal(request: HttpRequest): Promise<InboundActivity> {
    requireLocal(request, parts);
    const activity = readInbound(await request.json(), true, languages);
    const answersHere = activity.deliveryMode === 'expectReplies' || activity.type === 'invoke';
    if (activity.serviceUrl !== undefined || (activity.type === 'message' && !answersHere)) {
      requireServiceUrl(activity);
    }
    return activity;
  }

  async function admitSigned(request: HttpRequest, bot: BotFrameworkConfig): Promise<InboundActivity> {
    const { authorization = '' } = request.headers;
    const { appId, tenantId } = bot;
    const adapter = await load();
    const expected = { appId, tenantId, issuer: adapter.issuer, now: parts.now() };
    const serviceUrl = claimedServiceUrl(authorization, expected);
    const activity = readInbound(await request.json(), false, languages);
    requireServiceUrl(activity);
    if (activity.serviceUrl !== serviceUrl) throw unauthorized('another service address');
    await adapter.authenticate(activity, authorization);
    return activity;
  }

  function requireServiceUrl({ serviceUrl }: InboundActivity): void {
    if (serviceUrl === undefined) {
      throw new HttpError(400, 'BadActivity', 'The activity lacks a valid serviceUrl.');
    }
    if (allows(serviceUrl)) return;
    counters.add('service-urls-refused');
    log.warn(
      { origin: URL.parse(serviceUrl)?.origin ?? null },
      'a service address is not among BOT_SERVICE_URL_HOSTS',
    );
    throw new HttpError(403, 'ServiceUrlNotAllowed', 'Replies are not sent to this serviceUrl.');
  }

  return async request => {
    const activity = await (config === null ? admitLocal(request) : admitSigned(request, config)).catch(
      (error: unknown) => {
        noteRefusal(error);
        throw error;
      },
    );
    try {
      return responseTo(activity, await turns(activity));
    } catch (error) {
      throw notTaken(error, request.id);
    }
  };

  function noteRefusal(error: unknown): void {
    if (!(error instanceof HttpError)) return;
    if (error.status === 401) counters.add('bot-tokens-refused');
    if (error.status === 401 || error.status === 503) {
      const { code, cause } = error;
      log.warn({ code, cause: cause instanceof Error ? cause.message : cause }, 'an activity was not let in');
    }
  }

  function notTaken(error: unknown, request: string): HttpError {
    if (!(error instanceof IntakeStopped)) {
      log.error({ err: error, request }, 'an activity could not be taken');
    }
    return new HttpError(503, 'TryAgain', 'The message could not be taken: try again.', {
      'Retry-After': '5',
    });
  }
}
