import type { ActivitySet } from './wire.ts';

export interface StreamParts {
  /** Address of the WebSocket; null where the server gave none. */
  readonly url: string | null;
  /** Reads the log above the watermark: the way for networks that let no WebSocket through. */
  read(): Promise<ActivitySet>;
  onSet(set: ActivitySet): void;
  /** The WebSocket stands. */
  onOpen(): void;
  /** It has ended; `error` says why, where polling failed. Told once, and not after {@link Stream.close}. */
  onEnd(error?: unknown): void;
}

/** What comes from the server: over a WebSocket, or by polling where there is none. */
export interface Stream {
  /** Something was sent: an answer will come soon. */
  expect(): void;
  close(): void;
}

/** How long a WebSocket may take to open before the log is polled beside it. */
const OPEN_MS = 8_000;
/** Between two looks: while an answer is expected, and else. Milliseconds. */
const SOON_MS = 1_200;
const IDLE_MS = 6_000;
/** How long an answer is expected after a message. */
const EXPECT_MS = 30_000;
/** The server sends an empty frame every 25 s: a socket that is silent for longer is dead without knowing it. */
const SILENT_MS = 70_000;

export function createStream(parts: StreamParts): Stream {
  let closed = false;
  let socket: WebSocket | null = null;
  let stands = false;
  let polling = false;
  let reading = false;
  let expected = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let watch: ReturnType<typeof setTimeout> | undefined;

  function end(error?: unknown): void {
    if (closed) return;
    close();
    parts.onEnd(error);
  }

  function close(): void {
    closed = true;
    clearTimeout(timer);
    clearTimeout(watch);
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
  }

  function heard(): void {
    clearTimeout(watch);
    watch = setTimeout(() => end(), SILENT_MS);
  }

  function poll(): void {
    polling = true;
    void look();
  }

  async function look(): Promise<void> {
    if (reading || closed || stands) return;
    reading = true;
    clearTimeout(timer);
    try {
      const set = await parts.read();
      reading = false;
      if (closed || stands) return;
      parts.onSet(set);
      const soon = set.activities.length > 0 || Date.now() < expected;
      timer = setTimeout(look, soon ? SOON_MS : IDLE_MS);
    } catch (error) {
      reading = false;
      if (!stands) end(error);
    }
  }

  function connect(url: string): void {
    try {
      socket = new WebSocket(url);
    } catch {
      poll(); // the page's policy does not allow it
      return;
    }
    timer = setTimeout(poll, OPEN_MS);
    socket.onopen = () => {
      stands = true;
      clearTimeout(timer);
      heard();
      parts.onOpen();
    };
    socket.onmessage = ({ data }) => {
      heard();
      if (typeof data === 'string' && data !== '') parts.onSet(JSON.parse(data) as ActivitySet);
    };
    socket.onclose = ({ reason }) => {
      socket = null;
      // Never stood: no WebSocket comes through here. Another tab took it: two must not fight for one.
      if (!stands || reason === 'collision') {
        stands = false;
        clearTimeout(timer);
        clearTimeout(watch);
        poll();
      } else end();
    };
  }

  if (parts.url === null) poll();
  else connect(parts.url);

  return {
    expect() {
      expected = Date.now() + EXPECT_MS;
      if (polling) void look();
    },
    close,
  };
}
