import * as oidc from 'openid-client';
import type { DeskConfig } from '../../config.ts';
import type { SessionStore } from '../../store/index.ts';
import { type Role, rolesIn } from '../roles.ts';
import { hashOf, newToken } from './tokens.ts';

/** How long a person may take at the provider. */
const UNDER_WAY_MS = 10 * 60_000;
export const PROVIDER_SECONDS = UNDER_WAY_MS / 1000;
/** The provider's answers are waited for so long. */
const TIMEOUT_SECONDS = 10;

/** Who the provider says has signed in. `roles` may be empty: known, but not for the desk. */
export interface ProviderIdentity {
  readonly account: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** The provider could not be asked, or its answer does not hold. Never shown to the person but by its code. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly code: 'provider-unreachable' | 'provider-refused' | 'provider-state';
  constructor(code: ProviderError['code'], message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}

/** Sign-in with OpenID Connect: authorization code with PKCE, state and nonce. */
export interface Provider {
  /** Where to send the browser, and what its cookie must hold when it comes back. */
  begin(): Promise<{ location: string; cookie: string }>;
  /** Reads the answer. Fails with {@link ProviderError}; an answer is read once. */
  finish(query: URLSearchParams, cookie: string | null): Promise<ProviderIdentity>;
  /** Where one may sign out of the provider too; null where it has no such page. */
  signOutAt(): Promise<string | null>;
}

export interface ProviderParts {
  readonly config: DeskConfig;
  readonly store: Pick<SessionStore, 'keepSignIn' | 'takeSignIn'>;
  /** Where people reach the service, without a slash at the end. */
  readonly publicUrl: string;
  now(): number;
}

/** Path that is registered at the provider as the redirect URI. */
export const CALLBACK_PATH = '/desk/oidc/callback';

interface UnderWay {
  verifier: string;
  nonce: string;
}

export function createProvider({ config, store, publicUrl, now }: ProviderParts): Provider {
  const redirect = publicUrl + CALLBACK_PATH;
  let discovered: Promise<oidc.Configuration> | null = null;

  /** Asked for when it is first needed, and again after a failure: the provider may start later than we do. */
  function discover(): Promise<oidc.Configuration> {
    discovered ??= oidc
      .discovery(new URL(config.issuer), config.clientId, config.clientSecret, undefined, {
        timeout: TIMEOUT_SECONDS,
        // Without the second, a token that comes over our own call to the provider is believed unsigned.
        execute: [
          ...(isPlain(config.issuer) ? [oidc.allowInsecureRequests] : []),
          oidc.enableNonRepudiationChecks,
        ],
      })
      .catch((error: unknown) => {
        discovered = null;
        throw new ProviderError(
          'provider-unreachable',
          `The provider at DESK_OIDC_ISSUER (${config.issuer}) did not say how to sign in: is the address right and reachable from here?`,
          { cause: error },
        );
      });
    return discovered;
  }

  return {
    async begin() {
      const provider = await discover();
      const state = newToken();
      const underWay: UnderWay = { verifier: oidc.randomPKCECodeVerifier(), nonce: newToken() };
      await store.keepSignIn(hashOf(state), JSON.stringify(underWay), now() + UNDER_WAY_MS);
      const location = oidc.buildAuthorizationUrl(provider, {
        redirect_uri: redirect,
        scope: 'openid profile email',
        state,
        nonce: underWay.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(underWay.verifier),
        code_challenge_method: 'S256',
      });
      return { location: location.href, cookie: state };
    },

    async finish(query, cookie) {
      const state = query.get('state') ?? '';
      // Rule 1: the browser that comes back is the one that began. Rule 2: an answer counts once.
      const kept = cookie === null || cookie !== state ? null : await store.takeSignIn(hashOf(state));
      if (kept === null) {
        throw new ProviderError('provider-state', 'The answer belongs to no sign-in that is under way here.');
      }
      const { verifier, nonce } = JSON.parse(kept) as UnderWay;
      const provider = await discover();
      try {
        const answer = new URL(`${redirect}?${query}`);
        const tokens = await oidc.authorizationCodeGrant(provider, answer, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        });
        return await identityOf(provider, tokens);
      } catch (error) {
        throw new ProviderError('provider-refused', 'The answer of the provider does not hold.', {
          cause: error,
        });
      }
    },

    async signOutAt() {
      const provider = await discover();
      if (provider.serverMetadata().end_session_endpoint === undefined) return null;
      return oidc.buildEndSessionUrl(provider, { post_logout_redirect_uri: `${publicUrl}/desk` }).href;
    },
  };

  async function identityOf(
    provider: oidc.Configuration,
    tokens: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers,
  ): Promise<ProviderIdentity> {
    const claims: Record<string, unknown> & { sub: string } = { ...tokens.claims()! };
    // Some providers put roles and names into the user's info only.
    const asks = claims[config.roleClaim] === undefined || claims.name === undefined;
    if (asks && provider.serverMetadata().userinfo_endpoint !== undefined) {
      Object.assign(claims, await oidc.fetchUserInfo(provider, tokens.access_token, claims.sub));
    }
    const name = [claims.name, claims.preferred_username, claims.email, claims.sub].find(
      text => typeof text === 'string' && text.trim() !== '',
    ) as string;
    return {
      account: `oidc:${claims.sub}`.slice(0, 200),
      name: name.slice(0, 100),
      roles: rolesIn([claims[config.roleClaim]].flat()),
    };
  }
}

function isPlain(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer);
  return (
    protocol === 'http:' && (hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname))
  );
}
