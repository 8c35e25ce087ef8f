import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpAnswer } from './exchange.ts';

/**
 * How long, and for how many bytes, we listen to a client that goes on sending after its refusal. Listening is cheap;
 * who is cut off in the middle of a file of some megabytes sees a broken connection in place of the reason.
 */
const LINGER_MS = 1_000;
const LINGER_BYTES = 64 * 1024 * 1024;

/**
 * On every answer; a room may replace them. The policy allows nothing at all: pages bring one of their own.
 * https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html#security-headers
 */
export function securityHeaders(https: boolean): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
    'Cache-Control': 'no-store',
    ...(https ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}

/**
 * Sends an answer. A body that was not read to its end would stand in the way of the next request, so the
 * connection is closed then; it is closed late, because closing on a client that is still sending would take the
 * answer from it (RFC 9112, 9.6).
 */
export function writeAnswer(incoming: IncomingMessage, response: ServerResponse, answer: HttpAnswer): void {
  if (response.headersSent || response.destroyed) return;
  const { body = NOTHING } = answer;
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (answer.status !== 204 && answer.status !== 304)
    response.setHeader('Content-Length', Buffer.byteLength(body));
  const unread = hasBody(incoming) && !incoming.readableEnded;
  if (unread) response.setHeader('Connection', 'close');
  response.writeHead(answer.status);
  const hasContent = incoming.method !== 'HEAD' && body.length > 0;
  if (!unread) {
    // Head and body in one piece.
    response.end(hasContent ? body : undefined);
    return;
  }
  if (hasContent) response.write(body);
  response.flushHeaders();
  linger(incoming, () => response.end());
}

const NOTHING = '';

function hasBody(incoming: IncomingMessage): boolean {
  const length = incoming.headers['content-length'];
  return incoming.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

function linger(incoming: IncomingMessage, done: () => void): void {
  let heard = 0;
  const timer = setTimeout(finish, LINGER_MS);
  incoming.on('data', hear).once('end', finish).once('close', finish).resume();

  function hear(chunk: Buffer): void {
    heard += chunk.length;
    if (heard > LINGER_BYTES) finish();
  }
  function finish(): void {
    clearTimeout(timer);
    incoming.off('data', hear).off('end', finish).off('close', finish);
    done();
  }
}
