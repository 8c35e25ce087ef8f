import type { ActivitySet, Conversation } from './wire.ts';

/** A call that was answered with an error, or not at all (`status` 0). */
export class CallError extends Error {
  readonly status: number;
  readonly code: string;
  /** A sentence for the person, where the server wrote one. */
  readonly said: string | null;
  /** Seconds after which the server wants to be asked again; null when it did not say. */
  readonly retryAfter: number | null;

  constructor(status: number, code = '', said: string | null = null, retryAfter: number | null = null) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.said = said;
    this.retryAfter = retryAfter;
  }

  /** True when the same call may succeed later: no connection, a server that restarts, a limit. */
  get passing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** Slow 3G and a sleeping radio: what takes longer is lost. */
const CALL_MS = 25_000;

/** The calls of Direct Line 3.0 that the widget makes. Each fails with {@link CallError}. */
export interface Calls {
  /** Begins a conversation. Nothing in it makes a browser ask for leave first, which would be one more way. */
  begin(): Promise<Conversation>;
  /** The conversation of a token, from its beginning. */
  start(token: string): Promise<Conversation>;
  resume(conversation: string, token: string, watermark: string): Promise<Conversation>;
  refresh(token: string): Promise<Conversation>;
  read(conversation: string, token: string, watermark: string): Promise<ActivitySet>;
  post(conversation: string, token: string, activity: object): Promise<{ id: string }>;
}

export function createCalls(origin: string): Calls {
  const base = `${origin}/v3/directline`;

  async function call<T>(method: string, path: string, token: string | null, body?: object): Promise<T> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), CALL_MS);
    try {
      const response = await fetch(base + path, {
        method,
        headers: {
          ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        signal: abort.signal,
      });
      const answer: unknown = await response.json().catch(() => ({}));
      if (response.ok) return answer as T;
      const { code, message } = (answer as { error?: { code?: string; message?: string } }).error ?? {};
      const wait = Number(response.headers.get('Retry-After'));
      throw new CallError(response.status, code, message ?? null, wait > 0 ? wait : null);
    } catch (error) {
      throw error instanceof CallError ? error : new CallError(0);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    begin: () => call('POST', '/conversations', null),
    start: token => call('POST', '/conversations', token),
    resume: (id, token, watermark) => call('GET', `/conversations/${id}?watermark=${watermark}`, token),
    refresh: token => call('POST', '/tokens/refresh', token),
    read: (id, token, watermark) =>
      call('GET', `/conversations/${id}/activities?watermark=${watermark}`, token),
    post: (id, token, activity) => call('POST', `/conversations/${id}/activities`, token, activity),
  };
}
