import {
  empty,
  errorAnswer,
  type Handler,
  type HttpAnswer,
  HttpError,
  type HttpRequest,
} from '../http/index.ts';

/** Which pages may call us from a browser: exact origins, in lower case. */
export type Origins = ReadonlySet<string>;

const METHODS = 'GET, POST, OPTIONS';
/** What directlinejs asks leave for, and what old browsers add by themselves. */
const HEADERS = 'authorization, content-type, x-ms-bot-agent, x-requested-with';

/**
 * Cross-origin rules (Fetch standard, "CORS protocol") around a handler. Errors are turned into answers in here:
 * without these headers a page would only see that something failed, and the official client would try for ever.
 * A page from elsewhere is refused; a client that is no browser sends no `Origin`, and its token decides.
 */
export function withCors(origins: Origins, handler: Handler): Handler {
  return async request => {
    const origin = originOf(request);
    if (origin !== null && !origins.has(origin)) return errorAnswer(403, 'OriginNotAllowed', REFUSAL, VARY);
    const headers = origin === null ? VARY : corsHeaders(origin);
    const answer = await answerOf(handler, request);
    return { ...answer, headers: { ...answer.headers, ...headers } };
  };
}

/** Answers the question that a browser asks before a call. */
export function preflight(origins: Origins): Handler {
  return request => {
    const origin = originOf(request);
    if (origin === null || !origins.has(origin)) return errorAnswer(403, 'OriginNotAllowed', REFUSAL, VARY);
    return empty(204, {
      ...corsHeaders(origin),
      'Access-Control-Allow-Methods': METHODS,
      'Access-Control-Allow-Headers': HEADERS,
      'Access-Control-Max-Age': '86400',
    });
  };
}

/** `Origin` of a request; null where a client sends none, as all do that are no browsers. */
export function originOf(request: Pick<HttpRequest, 'headers'>): string | null {
  return request.headers.origin?.toLowerCase() ?? null;
}

const REFUSAL = 'Pages of this origin may not call. The operator allows origins with DIRECTLINE_ORIGINS.';
const VARY = { Vary: 'Origin' } as const;

function corsHeaders(origin: string): Readonly<Record<string, string>> {
  return {
    ...VARY,
    'Access-Control-Allow-Origin': origin,
    // getsessionid is called with credentials; no cookie is ever set or read.
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': 'Retry-After, X-Request-Id',
  };
}

async function answerOf(handler: Handler, request: HttpRequest): Promise<HttpAnswer> {
  try {
    return await handler(request);
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return errorAnswer(error.status, error.code, error.message, error.headers);
  }
}
