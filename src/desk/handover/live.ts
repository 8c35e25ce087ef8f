import { type WebSocket, WebSocketServer } from 'ws';
import { DESK_TOPIC, HttpError, type UpgradeHandler } from '../../channel/index.ts';
import type { OpenHandover } from '../../store/index.ts';
import type { DeskParts } from '../parts.ts';
import { mayOneOf, SPEAKING } from '../roles.ts';
import type { Sessions, SignedIn } from '../signin/sessions.ts';
import { conversationView, queueItem } from './views.ts';
import { CLOSED, type LiveEvent, type WatchRequest } from './wire.ts';

/** Hints may be lost, sessions may end on another instance: everything is looked at this often. */
const SWEEP_MS = 2_000;
/** How often an open desk is written down as a sign of life; {@link LIVE_MS} of the presence is longer. */
const ALIVE_MS = 20_000;
const MOST_SOCKETS = 500;
const MOST_FRAME_BYTES = 1_024;
/** Requests of one browser between two sweeps. */
const MOST_REQUESTS = 40;
const GOING_AWAY = 1001;

export interface Live {
  readonly upgrade: UpgradeHandler;
  close(): Promise<void>;
}

interface Desk {
  readonly socket: WebSocket;
  /** Id of the session. */
  readonly session: string;
  watching: string | null;
  /** What was sent last, so that nothing is sent twice. */
  queue: string;
  conversation: string;
  requests: number;
  aliveAt: number;
  pinged: boolean;
}

/**
 * One WebSocket a browser: the queue, and the conversation that is looked at. Whenever something is sent, and with
 * every sweep, the session and its role are asked for anew: a desk that was signed out is closed within seconds.
 */
export function createLive(parts: DeskParts, sessions: Sessions): Live {
  const { store, hub, log, counters, now, origins } = parts;
  const server = new WebSocketServer({ noServer: true, clientTracking: false, maxPayload: MOST_FRAME_BYTES });
  const desks = new Set<Desk>();
  let feeding: Promise<void> | null = null;
  let again = false;
  const unsubscribe = hub.subscribe(DESK_TOPIC, () => feed());
  const sweeper = setInterval(() => {
    for (const desk of desks) desk.requests = 0;
    feed();
  }, SWEEP_MS).unref();
  const heart = setInterval(beat, ALIVE_MS).unref();

  /** Brings all desks up to date; asked for while it is under way, once more after it. */
  function feed(): void {
    if (desks.size === 0) return;
    if (feeding !== null) {
      again = true;
      return;
    }
    feeding = store
      .openHandovers()
      .then(open => Promise.all([...desks].map(desk => update(desk, open))))
      .then(
        () => {},
        (error: unknown) => log.warn({ err: error }, 'desks could not be brought up to date: they will be'),
      )
      .finally(() => {
        feeding = null;
        if (again) {
          again = false;
          feed();
        }
      });
  }

  async function update(desk: Desk, open: readonly OpenHandover[]): Promise<void> {
    const session = await sessions.again(desk.session);
    if (session === null) return desk.socket.close(CLOSED.signedOut, 'signed out');
    if (!mayOneOf(session.roles, SPEAKING)) return desk.socket.close(CLOSED.roleLost, 'role lost');
    if (now() - desk.aliveAt >= ALIVE_MS) {
      desk.aliveAt = now();
      await store.touchSession(session.id, { live: true });
    }
    const items = open.map(item => queueItem(item, session));
    const queue = JSON.stringify(items);
    if (queue !== desk.queue) {
      desk.queue = queue;
      send(desk, { type: 'queue', items, now: now() });
    }
    if (desk.watching === null) return;
    const watched = open.find(({ conversation }) => conversation === desk.watching);
    if (watched === undefined) {
      send(desk, { type: 'gone', conversation: desk.watching });
      desk.watching = null;
      return;
    }
    const view = await conversationView(store, watched, session);
    const text = JSON.stringify(view);
    if (text === desk.conversation) return;
    desk.conversation = text;
    send(desk, { type: 'conversation', view });
  }

  function send({ socket }: Desk, event: LiveEvent): void {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(event), () => {});
  }

  /** Who has not answered the last ping is gone. */
  function beat(): void {
    for (const desk of desks) {
      if (desk.pinged) desk.socket.terminate();
      desk.pinged = true;
      desk.socket.ping(() => {});
    }
  }

  async function heard(desk: Desk, data: unknown, account: string): Promise<void> {
    if (++desk.requests > MOST_REQUESTS) return desk.socket.close(CLOSED.tooMuch, 'too much');
    const request = read(data);
    if (request === null) return;
    desk.watching = request.conversation;
    desk.conversation = '';
    if (request.conversation !== null) {
      await store.recordAudit({
        actor: account,
        action: 'desk-conversation-viewed',
        detail: { conversation: request.conversation },
      });
    }
    feed();
  }

  function add(socket: WebSocket, session: SignedIn): void {
    const desk: Desk = {
      socket,
      session: session.id,
      watching: null,
      queue: '',
      conversation: '',
      requests: 0,
      aliveAt: 0,
      pinged: false,
    };
    desks.add(desk);
    counters.add('desk-opened');
    socket.on('error', () => {}); // a frame that is too long, a reset: `close` follows
    socket.on('pong', () => {
      desk.pinged = false;
    });
    socket.on('message', data => {
      heard(desk, data, session.account).catch((error: unknown) =>
        log.warn({ err: error }, 'a desk could not be shown what it asked for'),
      );
    });
    socket.once('close', () => {
      desks.delete(desk);
      const elsewhere = [...desks].some(other => other.session === desk.session);
      if (!elsewhere) void store.touchSession(desk.session, { live: false }).catch(() => {});
    });
    feed();
  }

  return {
    async upgrade(request) {
      const { origin } = request.headers;
      // A browser always says where a socket comes from; cookies alone would let any site open one.
      if (request.path !== '/desk/live') throw new HttpError(404, 'NotFound', 'There is no stream here.');
      if (origin === undefined || !origins.includes(origin))
        throw new HttpError(403, 'OriginNotAllowed', 'Only pages of this desk may open its stream.');
      const session = await sessions.of(request.headers);
      if (session === null) throw new HttpError(401, 'NotSignedIn', 'Sign in first.');
      if (!mayOneOf(session.roles, SPEAKING))
        throw new HttpError(403, 'RoleMissing', 'Your role may not do this.');
      if (desks.size >= MOST_SOCKETS)
        throw new HttpError(503, 'TooManyDesks', 'Too many desks are open here: try again later.');
      server.handleUpgrade(request.raw, request.socket, request.head, socket => add(socket, session));
      return null;
    },

    async close() {
      unsubscribe();
      clearInterval(sweeper);
      clearInterval(heart);
      const open = [...desks];
      for (const { socket } of open) socket.close(GOING_AWAY, 'restart');
      setTimeout(() => {
        for (const { socket } of open) socket.terminate();
      }, 500).unref();
      await feeding;
    },
  };
}

function read(data: unknown): Pick<WatchRequest, 'conversation'> | null {
  try {
    const value = JSON.parse(String(data)) as { type?: unknown; conversation?: unknown };
    if (value.type !== 'watch') return null;
    const { conversation } = value;
    return { conversation: typeof conversation === 'string' ? conversation.slice(0, 200) : null };
  } catch {
    return null;
  }
}
