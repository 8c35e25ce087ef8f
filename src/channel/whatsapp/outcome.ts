/**
 * What came of a call to the Graph API.
 * - `accepted`  Meta has it
 * - `later`     try again; `uncertain` where Meta may have it all the same
 * - `never`     no repetition will help this message
 * - `operator`  Meta refuses us, whatever we send: a person has to look
 */
export type Outcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'later'; readonly code: string; readonly afterMs: number; readonly uncertain: boolean }
  | { readonly kind: 'never'; readonly code: string }
  | { readonly kind: 'operator'; readonly code: string };

/**
 * Meta's error codes, sorted by what helps.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 */
const LATER: ReadonlySet<number> = new Set([
  1, // unknown, possibly passing
  2, // the service is away for a moment
  4, // too many calls of the app
  80007, // too many calls of the account
  130429, // too many messages of the number
  131000, // something went wrong
  131016, // the service is overloaded
  131056, // too many messages to this person
  131057, // the account is being maintained
]);
const OPERATOR: ReadonlySet<number> = new Set([
  0, // the token cannot be verified
  3, // the token lacks a capability
  10, // the token lacks a permission
  190, // the token has expired or was withdrawn
  368, // the account is blocked for its conduct
  131005, // access denied
  131031, // the account is locked
  131042, // payment
  133010, // the number is not registered
]);
/** Permissions that an app has to be given. */
const PERMISSIONS = { first: 200, last: 299 };

/** Sorts an answer of the Graph API by its error code, and where there is none by its status. */
export function sortAnswer(status: number, body: string, retryAfter: string | null): Outcome {
  const code = errorCode(body);
  // A success that cannot be read is one: sending it again would be a double.
  if (status >= 200 && status < 300 && code === null) return { kind: 'accepted' };
  const name = `graph-${code ?? `http-${status}`}`;
  const later: Outcome = { kind: 'later', code: name, afterMs: milliseconds(retryAfter), uncertain: false };
  if (code !== null && LATER.has(code)) return later;
  if (code !== null && isForOperator(code)) return { kind: 'operator', code: name };
  if (status === 429 || status === 408 || status >= 500) return later;
  if (code === null && status === 401) return { kind: 'operator', code: name };
  return { kind: 'never', code: name };
}

/** Failures of the connection after which Meta cannot have the message. */
const NOT_SENT: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** A call without an answer. */
export function sortFailure(error: unknown): Outcome {
  const { name, cause } = error as { name?: unknown; cause?: { code?: unknown } };
  const timeout = name === 'TimeoutError' || name === 'AbortError';
  const code = timeout ? 'graph-timeout' : 'graph-network';
  return { kind: 'later', code, afterMs: 0, uncertain: timeout || !NOT_SENT.has(cause?.code) };
}

function isForOperator(code: number): boolean {
  return OPERATOR.has(code) || (code >= PERMISSIONS.first && code <= PERMISSIONS.last);
}

/** `{"error":{"code":…}}` */
function errorCode(body: string): number | null {
  try {
    const { error } = JSON.parse(body) as { error?: { code?: unknown } };
    return typeof error?.code === 'number' ? error.code : null;
  } catch {
    return null;
  }
}

/** `Retry-After` in seconds; at most an hour is believed. */
function milliseconds(retryAfter: string | null): number {
  return /^\d{1,6}$/.test(retryAfter ?? '') ? Math.min(Number(retryAfter), 3_600) * 1_000 : 0;
}
