import { decodeJwt, decodeProtectedHeader } from 'jose';
import { HttpError, type HttpRequest } from '../http/index.ts';
import { isLoopbackName } from './service-urls.ts';

/** How far clocks may differ; the same as the SDK's own tolerance. */
const CLOCK_SECONDS = 5 * 60;
const ALGORITHMS: ReadonlySet<string> = new Set(['RS256', 'RS384', 'RS512']);
const LONGEST_TOKEN = 8_192;

/** What is known of the service, to decide whether this is local development. */
export interface LocalSetting {
  /** True when the server listens on the machine itself only. */
  readonly listensOnLoopback: boolean;
  readonly production: boolean;
}

/**
 * Without an app id the SDK checks nothing. So such a request is served only in the strict local case of
 * "Environment" in CONTRACTS.md; to anybody else there is nothing at this address.
 */
export function requireLocal(request: HttpRequest, setting: LocalSetting): void {
  const fromHere = setting.listensOnLoopback && !setting.production && request.client.local;
  if (fromHere && namesThisMachine(request.headers.host) && !isForeignPage(request.headers.origin)) return;
  throw new HttpError(404, 'NotFound', 'There is nothing at this address.');
}

/** `Host` without its port. A name that merely resolves to this machine (DNS rebinding) does not count. */
function namesThisMachine(host: string | undefined): boolean {
  return host !== undefined && isLoopbackName(host.toLowerCase().replace(/:\d{1,5}$/, ''));
}

/** A page of somebody else's, open in the developer's browser. */
function isForeignPage(origin: string | undefined): boolean {
  if (origin === undefined) return false;
  const url = URL.parse(origin);
  return url === null || !isLoopbackName(url.hostname);
}

/** What a token must say to be worth verifying. */
export interface Expected {
  readonly appId: string;
  /** `ToBotFromChannelTokenIssuer`. */
  readonly issuer: string;
  readonly tenantId: string | null;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Looks at what a bearer token claims, before anything is fetched or verified; the SDK verifies the signature
 * afterwards. This closes what the SDK leaves open: it takes tokens without an expiry or without a `serviceurl`,
 * answers 500 to `alg: none` and HS256, takes tokens of another issuer as the Emulator's, and remembers issuers for
 * every `tid` that it has not verified yet, for good.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot
 *
 * Fails with HttpError 401. Returns the service address that the token is for.
 */
export function claimedServiceUrl(authorization: string | undefined, expected: Expected): string {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
  if (token === undefined || token.length > LONGEST_TOKEN) throw unauthorized('no bearer token');
  const { header, claims } = read(token);
  if (!ALGORITHMS.has(header.alg ?? '')) throw unauthorized('the algorithm');
  if (claims.iss !== expected.issuer) throw unauthorized('the issuer');
  if (claims.aud !== expected.appId) throw unauthorized('the audience');
  const seconds = expected.now / 1000;
  if (typeof claims.exp !== 'number' || claims.exp + CLOCK_SECONDS < seconds)
    throw unauthorized('the expiry');
  if (claims.nbf !== undefined && !(Number(claims.nbf) - CLOCK_SECONDS <= seconds))
    throw unauthorized('not yet');
  if (claims.tid !== undefined && claims.tid !== expected.tenantId) throw unauthorized('the tenant');
  const { serviceurl } = claims;
  if (typeof serviceurl !== 'string' || serviceurl === '') throw unauthorized('the service address');
  return serviceurl;
}

/** Says nothing of the cause to whoever asks; `cause` is for the log. */
export function unauthorized(cause: string): HttpError {
  const refused = new HttpError(401, 'Unauthorized', 'The token is missing or not valid.', {
    'WWW-Authenticate': 'Bearer',
  });
  refused.cause = cause;
  return refused;
}

function read(token: string) {
  try {
    return { header: decodeProtectedHeader(token), claims: decodeJwt(token) };
  } catch {
    throw unauthorized('no JSON Web Token');
  }
}
