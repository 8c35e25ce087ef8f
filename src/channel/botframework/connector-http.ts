import type { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { AllowsServiceUrl } from './service-urls.ts';

type ConnectorOptions = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[4]>;
type SdkHttpClient = NonNullable<ConnectorOptions['httpClient']>;
type SdkRequest = Parameters<SdkHttpClient['sendRequest']>[0];
type SdkResponse = Awaited<ReturnType<SdkHttpClient['sendRequest']>>;

const TIMEOUT_MS = 15_000;

/**
 * A connector did not take a message.
 * - `connector-refused`     it answered with a status that is no success
 * - `connector-unreached`   it did not answer
 * - `connector-forbidden`   the address is not one that we send to
 */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly code: 'connector-refused' | 'connector-unreached' | 'connector-forbidden';
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;
  /** From `Retry-After`, milliseconds; null where it is not given. */
  readonly retryAfterMs: number | null;

  constructor(
    code: ConnectorError['code'],
    status = 0,
    retryAfterMs: number | null = null,
    options: ErrorOptions = {},
  ) {
    super(`The connector did not take the message (${code}${status === 0 ? '' : ` ${status}`}).`, options);
    this.code = code;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * How the SDK reaches a connector: only where the rule allows, without following redirects, within a time limit,
 * and once. The SDK would try a POST again by itself, which can double a message; trying again is the queue's.
 */
export function createConnectorHttp(allows: AllowsServiceUrl, timeoutMs: number = TIMEOUT_MS): SdkHttpClient {
  return {
    async sendRequest(request: SdkRequest): Promise<SdkResponse> {
      const base = new URL(request.url);
      base.search = '';
      if (!allows(base.href)) throw new ConnectorError('connector-forbidden');
      const response = await fetch(request.url, {
        method: request.method,
        headers: request.headers.toJson() as Record<string, string>,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
        ...(typeof request.body === 'string' ? { body: request.body } : {}),
      }).catch((cause: unknown) => {
        throw new ConnectorError('connector-unreached', 0, null, { cause });
      });
      const text = await response.text().catch(() => '');
      if (!response.ok) {
        throw new ConnectorError(
          'connector-refused',
          response.status,
          retryAfter(response.headers.get('retry-after')),
        );
      }
      // Headers of the answer are of no use to us: the request's, emptied, are of the class that the SDK wants.
      const headers = request.headers.clone();
      for (const name of headers.headerNames()) headers.remove(name);
      headers.set('content-type', 'application/json');
      return { request, status: response.status, headers, bodyAsText: isJson(text) ? text : '{}' };
    },
  };
}

function retryAfter(value: string | null): number | null {
  return value !== null && /^\d{1,6}$/.test(value) ? Number(value) * 1000 : null;
}

function isJson(text: string): boolean {
  try {
    return JSON.parse(text) !== null;
  } catch {
    return false;
  }
}
