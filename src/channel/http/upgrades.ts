import { randomUUID } from 'node:crypto';
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import type { ClientOf } from './client-address.ts';
import { HttpError } from './errors.ts';
import { errorAnswer, type HttpAnswer, type UpgradeHandler } from './exchange.ts';

export interface Upgrades {
  add(prefix: string, handler: UpgradeHandler): void;
  /** Hands a socket to whoever serves its path, or refuses it. */
  take(raw: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** WebSockets: finds the handler by the start of the path, and answers a refusal as HTTP. */
export function createUpgrades(clientOf: ClientOf, log: Logger): Upgrades {
  const handlers = new Map<string, UpgradeHandler>();

  async function offer(raw: IncomingMessage, socket: Duplex, head: Buffer): Promise<HttpAnswer | null> {
    const url = raw.url ?? '';
    const [path = '', search = ''] = url.split('?', 2);
    const handler = [...handlers].find(([prefix]) => path.startsWith(prefix))?.[1];
    if (handler === undefined) throw new HttpError(404, 'NotFound', 'There is no WebSocket at this address.');
    const client = clientOf(raw.socket.remoteAddress, raw.headers);
    const query = new URLSearchParams(search);
    return handler({ id: randomUUID(), path, query, headers: raw.headers, client, raw, socket, head });
  }

  return {
    add: (prefix, handler) => void handlers.set(prefix, handler),
    take(raw, socket, head) {
      const ignore = () => {}; // a socket without a listener for errors ends the process
      socket.on('error', ignore);
      offer(raw, socket, head)
        .catch((error: unknown) => {
          if (error instanceof HttpError)
            return errorAnswer(error.status, error.code, error.message, error.headers);
          log.error({ err: error }, 'a WebSocket could not be opened');
          return errorAnswer(500, 'InternalError', 'The service failed.');
        })
        .then(answer => {
          if (answer === null) socket.off('error', ignore);
          else refuse(socket, answer);
        });
    },
  };
}

function refuse(socket: Duplex, answer: HttpAnswer): void {
  const body = Buffer.from(answer.body ?? '');
  const headers = { ...answer.headers, 'Content-Length': String(body.length), Connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}\r\n${lines.join('')}\r\n`;
  socket.end(Buffer.concat([Buffer.from(head), body]));
}
