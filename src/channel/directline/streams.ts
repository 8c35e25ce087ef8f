import { WebSocketServer } from 'ws';
import type { Hub } from '../../instances/index.ts';
import type { Counters, Logger } from '../../observe/index.ts';
import type { Store } from '../../store/index.ts';
import { HttpError, type UpgradeHandler } from '../http/index.ts';
import { type Origins, originOf } from './origins.ts';
import { Stream } from './stream.ts';
import type { Tokens } from './tokens.ts';

export interface StreamParts {
  readonly store: Store;
  readonly hub: Hub;
  readonly tokens: Tokens;
  readonly origins: Origins;
  readonly log: Logger;
  readonly counters: Counters;
}

export interface Streams {
  readonly upgrade: UpgradeHandler;
  /** How many are open. */
  count(): number;
  /** Sends what is on its way, then closes all; clients reconnect with their watermark. */
  close(): Promise<void>;
}

/** All together, and from one address (many people share one: a shelter, a mobile network). Beyond: 503. */
const MOST_STREAMS = 5_000;
const MOST_OF_ADDRESS = 500;
/** Clients send empty frames only. */
const MOST_FRAME_BYTES = 4_096;
/** Hints may be lost between instances. */
const SWEEP_MS = 2_000;
/** Phones and proxies drop connections that are silent for a minute. */
const HEARTBEAT_MS = 25_000;
/** Not all at once: a few thousand frames in one round of the event loop would keep everybody waiting. */
const BEATS = 50;
const GOING_AWAY = 1001;
const NORMAL = 1000;

/** The WebSockets of Direct Line: one a conversation. */
export function createStreams(parts: StreamParts): Streams {
  const { store, hub, tokens, origins, log, counters } = parts;
  const server = new WebSocketServer({ noServer: true, clientTracking: false, maxPayload: MOST_FRAME_BYTES });
  const open = new Map<string, Stream>();
  const ofAddress = new Map<string, number>();
  const sweeper = hub.reliable ? undefined : setInterval(() => void sweep(), SWEEP_MS).unref();
  let sweeping = false;
  let opened = 0;
  const heart = setInterval(beat, HEARTBEAT_MS / BEATS).unref();
  let turn = 0;

  /** One look for all of them: a stream that has missed nothing costs next to nothing. */
  async function sweep(): Promise<void> {
    if (sweeping) return;
    sweeping = true;
    try {
      const watermarks = await store.highWatermarks([...open.keys()]);
      for (const [conversation, watermark] of watermarks) open.get(conversation)?.check(watermark);
    } catch (error) {
      log.warn({ err: error }, 'streams could not look for what they missed: they look again in two seconds');
    } finally {
      sweeping = false;
    }
  }

  /** An empty frame for the client, a ping for us: who has not answered the last one is gone. */
  function beat(): void {
    turn = (turn + 1) % BEATS;
    for (const stream of open.values()) {
      if (stream.turn !== turn) continue;
      if (!stream.alive) {
        stream.socket.terminate();
        continue;
      }
      stream.alive = false;
      stream.socket.send('', () => {});
      stream.socket.ping();
    }
  }

  function add(stream: Stream, address: string): void {
    const { conversation, socket } = stream;
    open.get(conversation)?.socket.close(NORMAL, 'collision');
    open.set(conversation, stream);
    stream.turn = opened++ % BEATS;
    ofAddress.set(address, (ofAddress.get(address) ?? 0) + 1);
    counters.add('streams-opened');
    const unsubscribe = hub.subscribe(conversation, () => stream.wake());
    const livesOn = () => {
      stream.alive = true;
    };
    socket.on('pong', livesOn).on('message', livesOn);
    socket.on('error', () => {}); // a frame that is too long, a reset: `close` follows
    socket.once('close', () => {
      unsubscribe();
      if (open.get(conversation) === stream) open.delete(conversation);
      const left = (ofAddress.get(address) ?? 1) - 1;
      if (left > 0) ofAddress.set(address, left);
      else ofAddress.delete(address);
    });
    stream.wake();
  }

  return {
    count: () => open.size,
    async upgrade(request) {
      const { raw, socket, head, client } = request;
      const [, conversation] = /^\/v3\/directline\/conversations\/([^/]+)\/stream$/.exec(request.path) ?? [];
      if (conversation === undefined)
        throw new HttpError(404, 'NotFound', 'There is no stream at this address.');
      const grant = await tokens.verifyStream(request.query.get('t') ?? '');
      if (grant.conversation !== conversation) {
        throw new HttpError(403, 'WrongConversation', 'The token is for another conversation.');
      }
      const origin = originOf(request);
      const trusted = grant.origins.length === 0 ? origins : new Set(grant.origins);
      if (origin !== null && !(origins.has(origin) && trusted.has(origin))) {
        throw new HttpError(403, 'OriginNotAllowed', 'Pages of this origin may not open a stream.');
      }
      if (open.size >= MOST_STREAMS || (ofAddress.get(client.key) ?? 0) >= MOST_OF_ADDRESS) {
        counters.add('streams-refused');
        throw new HttpError(
          503,
          'TooManyStreams',
          'Too many streams are open: poll instead, or try again later.',
        );
      }
      const failed = (error: unknown) =>
        log.warn({ err: error }, 'a stream could not be fed: it tries again');
      server.handleUpgrade(raw, socket, head, webSocket => {
        add(new Stream(store, webSocket, conversation, grant.watermark, failed), client.key);
      });
      return null;
    },
    async close() {
      clearInterval(sweeper);
      clearInterval(heart);
      const streams = [...open.values()];
      for (const stream of streams) stream.wake();
      await Promise.race([
        Promise.all(streams.map(stream => stream.drained())),
        new Promise(resolve => setTimeout(resolve, 1_000).unref()),
      ]);
      for (const { socket } of streams) socket.close(GOING_AWAY, 'restart');
      setTimeout(() => {
        for (const { socket } of streams) socket.terminate();
      }, 500).unref();
    },
  };
}
