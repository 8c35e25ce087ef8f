import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Json } from '../../store/index.ts';
import { BODY_LIMITS, type BodyLimits, decodeUtf8, parseJson, readBytes } from './body.ts';
import type { Client } from './client-address.ts';
import { HttpError } from './errors.ts';
import type { HttpRequest } from './exchange.ts';

/** A request as the handlers see it, over Node's own. */
export class ServedRequest implements HttpRequest {
  readonly id: string = randomUUID();
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly params: Readonly<Record<string, string>>;
  readonly client: Client;
  readonly #search: string;
  readonly #incoming: IncomingMessage;
  readonly #response: ServerResponse;
  #query: URLSearchParams | null = null;
  #body: Promise<Buffer> | null = null;
  #gone: AbortController | null = null;

  constructor(
    incoming: IncomingMessage,
    response: ServerResponse,
    client: Client,
    params: Readonly<Record<string, string>>,
  ) {
    const url = incoming.url ?? '/';
    const mark = url.indexOf('?');
    this.method = incoming.method ?? 'GET';
    this.path = mark < 0 ? url : url.slice(0, mark);
    this.#search = mark < 0 ? '' : url.slice(mark + 1);
    this.headers = incoming.headers;
    this.params = params;
    this.client = client;
    this.#incoming = incoming;
    this.#response = response;
  }

  get query(): URLSearchParams {
    this.#query ??= new URLSearchParams(this.#search);
    return this.#query;
  }

  get signal(): AbortSignal {
    if (this.#gone === null) {
      const gone = new AbortController();
      this.#gone = gone;
      this.#response.once('close', () => gone.abort());
      if (this.#response.destroyed) gone.abort();
    }
    return this.#gone.signal;
  }

  bytes(limits: Partial<BodyLimits> = {}): Promise<Buffer> {
    this.#body ??= readBytes(this.#incoming, { ...BODY_LIMITS, ...limits });
    return this.#body;
  }

  async json(limits: Partial<BodyLimits> = {}): Promise<Json> {
    const text = decodeUtf8(await this.bytes(limits));
    return text.trim() === '' ? null : parseJson(text, limits.depth);
  }

  async form(limits: Partial<BodyLimits> = {}): Promise<URLSearchParams> {
    const type = this.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
    if (type !== 'application/x-www-form-urlencoded') {
      throw new HttpError(
        415,
        'UnsupportedMediaType',
        'Send Content-Type: application/x-www-form-urlencoded.',
      );
    }
    const text = decodeUtf8(await this.bytes(limits));
    // URLSearchParams would put U+FFFD for bytes that are no UTF-8: the strict decoder has to see them first.
    decodeUtf8(percentDecoded(text));
    return new URLSearchParams(text);
  }
}

/** The bytes that an urlencoded text stands for; only for looking at them. */
function percentDecoded(text: string): Uint8Array {
  const binary = Buffer.from(text).toString('latin1');
  return Buffer.from(
    binary.replace(/%([0-9a-f]{2})/gi, (_whole, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
    'latin1',
  );
}
