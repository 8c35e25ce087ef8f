import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import restify from 'restify';
import { securityHeaders, writeAnswer } from './answer-writer.ts';
import type { ClientOf } from './client-address.ts';
import { HttpError } from './errors.ts';
import { errorAnswer, type Handler, type HttpAnswer, type Routes, type UpgradeHandler } from './exchange.ts';
import { ServedRequest } from './request.ts';
import { createUpgrades } from './upgrades.ts';

export interface HttpServerOptions {
  readonly log: Logger;
  readonly clientOf: ClientOf;
  /** True where people reach us over https: adds Strict-Transport-Security. */
  readonly https: boolean;
  /** Told of every answer, by route. */
  readonly measure?: ((request: { route: string; status: number; seconds: number }) => void) | undefined;
}

export interface HttpServer {
  readonly routes: Routes;
  /**
   * Starts listening; port 0 takes any free one. Fails with the system's error (`EADDRINUSE` …).
   * Returns where it listens: `http://127.0.0.1:3978`.
   */
  listen(port: number, host: string): Promise<string>;
  /** Takes no new connections, lets those at work finish for `graceMs`, then cuts them. */
  close(graceMs: number): Promise<void>;
}

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const IDLE_TIMEOUT_MS = 65_000;
/** What `Host` may be: anything else would make restify's own reading of the address throw. */
const HOST = /^(?:[\w.-]{1,255}|\[[\da-f:.]{2,45}\])(?::\d{1,5})?$/i;

interface HasFirst {
  first(handler: (incoming: IncomingMessage, response: ServerResponse) => boolean): void;
}

/** The service's one HTTP server, on restify. Everything that fails inside becomes a JSON error without its cause. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { log, clientOf } = options;
  const always = securityHeaders(options.https);
  const server = restify.createServer({ name: '', log: log.child({}, { level: 'silent' }) as never });
  const upgrades = createUpgrades(clientOf, log);
  let notFoundPage: Handler | null = null;
  let closing = false;

  async function serve(incoming: IncomingMessage, response: ServerResponse, route: string, handler: Handler) {
    const started = performance.now();
    const params = (incoming as { params?: Record<string, string> }).params ?? {};
    const request = new ServedRequest(
      incoming,
      response,
      clientOf(incoming.socket.remoteAddress, incoming.headers),
      params,
    );
    for (const name in always) response.setHeader(name, always[name]!);
    response.setHeader('X-Request-Id', request.id);
    const answer = await answerTo(request, handler, route);
    if (closing && !response.headersSent) response.setHeader('Connection', 'close');
    writeAnswer(incoming, response, answer);
    const ms = performance.now() - started;
    options.measure?.({ route, status: answer.status, seconds: ms / 1000 });
    log.debug(
      { request: request.id, method: request.method, route, status: answer.status, ms: Math.round(ms) },
      'answered',
    );
  }

  async function answerTo(request: ServedRequest, handler: Handler, route: string): Promise<HttpAnswer> {
    try {
      return await handler(request);
    } catch (error) {
      if (error instanceof HttpError)
        return errorAnswer(error.status, error.code, error.message, error.headers);
      log.error({ request: request.id, route, err: error }, 'a handler failed');
      return errorAnswer(500, 'InternalError', `The service failed; its log knows more under ${request.id}.`);
    }
  }

  function register(method: 'get' | 'head' | 'post' | 'opts', path: string, handler: Handler): void {
    server[method](path, (incoming, response, next) => {
      serve(incoming, response, path, handler).then(
        () => next(),
        (error: unknown) => {
          log.error({ route: path, err: error }, 'an answer could not be written');
          response.destroy();
          next();
        },
      );
    });
  }

  // Before restify looks at a request: what it would choke on. (Its types do not know `first`.)
  (server as unknown as HasFirst).first((incoming: IncomingMessage, response: ServerResponse) => {
    const url = incoming.url ?? '';
    const host = incoming.headers.host ?? 'localhost';
    if (url.startsWith('/') && HOST.test(host) && URL.canParse(`http://${host}${url}`)) return true;
    void serve(incoming, response, '(malformed)', () => {
      throw new HttpError(400, 'BadRequest', 'The address or the Host header is malformed.');
    });
    return false;
  });

  // restify found no route, or not for this method. Its own answer is sent unless ours is.
  server.on(
    'restifyError',
    (incoming: IncomingMessage, response: ServerResponse, error: { statusCode?: number }) => {
      void serve(incoming, response, '(none)', request => {
        const page = notFoundPage !== null && request.headers.accept?.includes('text/html');
        if (page && (request.method === 'GET' || request.method === 'HEAD')) return notFoundPage!(request);
        if (error.statusCode !== 405)
          throw new HttpError(404, 'NotFound', 'There is nothing at this address.');
        const allowed = [response.getHeader('Allow') ?? ''].flat().join(', ');
        throw new HttpError(405, 'MethodNotAllowed', `This address takes ${allowed} only.`);
      });
    },
  );

  // restify hands on what Node's server emits; without a listener an error would end the process.
  server.on('error', (error: unknown) => log.debug({ err: error }, 'the server reports an error'));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => refuseMalformed(error, socket));
  const node = server.server;
  node.headersTimeout = HEADERS_TIMEOUT_MS;
  node.requestTimeout = REQUEST_TIMEOUT_MS;
  node.keepAliveTimeout = IDLE_TIMEOUT_MS;
  node.setTimeout(IDLE_TIMEOUT_MS);
  // Clients offer other protocols as well (Java's, curl: h2c). Those offers are ignored and the request is served.
  Object.assign(node, { shouldUpgradeCallback: isWebSocket });
  node.on('checkExpectation', (incoming: IncomingMessage, response: ServerResponse) => {
    void serve(incoming, response, '(malformed)', () => {
      throw new HttpError(417, 'ExpectationFailed', 'Expect may be 100-continue only.');
    });
  });
  node.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) =>
    upgrades.take(incoming, socket, head),
  );

  return {
    routes: {
      get(path, handler) {
        register('get', path, handler);
        register('head', path, handler);
      },
      post: (path, handler) => register('post', path, handler),
      options: (path, handler) => register('opts', path, handler),
      upgrade: (prefix: string, handler: UpgradeHandler) => upgrades.add(prefix, handler),
      notFoundPage(handler) {
        notFoundPage = handler;
      },
    },
    listen(port, host) {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      node.once('error', reject);
      node.listen(port, host, () => {
        node.off('error', reject);
        const { port: taken } = node.address() as AddressInfo;
        resolve(`http://${host.includes(':') ? `[${host}]` : host}:${taken}`);
      });
      return promise;
    },
    async close(graceMs) {
      closing = true;
      const { promise, resolve } = Promise.withResolvers<void>();
      node.close(() => resolve());
      node.closeIdleConnections();
      const timer = setTimeout(() => node.closeAllConnections(), graceMs);
      await promise;
      clearTimeout(timer);
    },
  };
}

function isWebSocket({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket';
}

/** What is no HTTP at all gets an answer that a person can read, and the connection is closed. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const statuses: Record<string, string> = {
    HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
    ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  };
  const status = statuses[error.code ?? ''] ?? '400 Bad Request';
  const body = JSON.stringify({ error: { code: 'BadRequest', message: 'The request is no valid HTTP.' } });
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
}
