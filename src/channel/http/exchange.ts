import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Json } from '../../store/index.ts';
import type { BodyLimits } from './body.ts';
import type { Client } from './client-address.ts';

/** One request, free of the server's library. */
export interface HttpRequest {
  /** Random; in the log and in the answer's `X-Request-Id`. */
  readonly id: string;
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  /** Values of the `:names` in the route, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly client: Client;
  /** Aborted when the client goes away before the answer. */
  readonly signal: AbortSignal;
  /** The raw body. Reads once; later calls give the same. Fails with HttpError 400, 408, 413, 415. */
  bytes(limits?: Partial<BodyLimits>): Promise<Buffer>;
  /** The body as JSON; an empty body is `null`. Fails as {@link HttpRequest.bytes} does, and with 400. */
  json(limits?: Partial<BodyLimits>): Promise<Json>;
  /** An urlencoded body. Fails as {@link HttpRequest.bytes} does, with 400, and with 415 for another type. */
  form(limits?: Partial<BodyLimits>): Promise<URLSearchParams>;
}

export interface HttpAnswer {
  readonly status: number;
  /** Beside the security headers, which they may replace (a page has a policy of its own). */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | Uint8Array | undefined;
}

/** Answers a request. What it throws becomes a JSON error: an HttpError its own, anything else a bare 500. */
export type Handler = (request: HttpRequest) => HttpAnswer | Promise<HttpAnswer>;

export interface UpgradeRequest extends Pick<HttpRequest, 'id' | 'path' | 'query' | 'headers' | 'client'> {
  readonly raw: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** Takes the socket over and gives null, or refuses with an answer. */
export type UpgradeHandler = (request: UpgradeRequest) => Promise<HttpAnswer | null>;

/** Where every room registers what it serves. */
export interface Routes {
  /** Also answers HEAD. `path` may have `:names`. */
  get(path: string, handler: Handler): void;
  post(path: string, handler: Handler): void;
  options(path: string, handler: Handler): void;
  /** WebSockets on paths under `prefix`. */
  upgrade(prefix: string, handler: UpgradeHandler): void;
  /** A page for people, in place of the JSON error 404 or 405, where a browser asks for HTML. */
  notFoundPage(handler: Handler): void;
}

/** An answer in JSON. */
export function json(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** An answer without a body. */
export function empty(status: number, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  return { status, headers };
}

/** The JSON that every error has (CONTRACTS.md, "HTTP"). */
export function errorAnswer(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return json(status, { error: { code, message } }, headers);
}
