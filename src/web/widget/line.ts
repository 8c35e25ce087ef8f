import { createBackoff } from './backoff.ts';
import { CallError, type Calls } from './calls.ts';
import type { Session } from './session.ts';
import { createStream, type Stream } from './stream.ts';
import type { Activity, Conversation } from './wire.ts';

/** What a line tells its owner. */
export interface LineEvents {
  /** An activity of the log, each once, in order. */
  onActivity(activity: Activity): void;
  /** Whether the server can be reached; told on every change. */
  onReach(reached: boolean): void;
  /** The conversation before is gone (its token has expired): the next message begins a new one. */
  onLost(): void;
}

export interface LineParts extends LineEvents {
  readonly calls: Calls;
  readonly session: Session;
  now?(): number;
}

/** A conversation with the server: opened when it is needed, held over reloads and lost connections. */
export interface Line {
  /** Opens the conversation, or resumes the one of before; safe to call again. */
  open(): void;
  /** Sends a message; gives its id in the log. Fails with CallError. Sent again it is still answered once. */
  send(activity: object): Promise<string>;
  /** The phone says that there is a network again, or that there is none. */
  network(isThere: boolean): void;
  /** Ends it. `forget`: the next {@link Line.open} begins a new conversation. */
  close(options?: { forget?: boolean }): void;
}

/** Direct Line's tokens live for half an hour; the official client refreshes after half of it. */
const REFRESH_SHARE = 0.5;
const RETRY = { first: 1_000, most: 30_000 };

export function createLine({ calls, session, now = Date.now, ...events }: LineParts): Line {
  const backoff = createBackoff(RETRY.first, RETRY.most);
  let watermark = '0';
  let stream: Stream | null = null;
  let opening: Promise<void> | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let refresh: ReturnType<typeof setTimeout> | undefined;
  let wanted = false;
  let reached = true;
  /** Counts closings, so that what was under way before one ends without effect. */
  let era = 0;

  function tell(isReached: boolean): void {
    if (isReached === reached) return;
    reached = isReached;
    events.onReach(isReached);
  }

  function keep({ conversationId: id, token, expires_in: seconds }: Conversation): void {
    session.write({ conversation: { id, token, expires: now() + seconds * 1000 } });
    clearTimeout(refresh);
    refresh = setTimeout(() => void renew(), seconds * 1000 * REFRESH_SHARE);
  }

  async function renew(): Promise<void> {
    const mine = era;
    const { conversation } = session.read();
    if (!conversation) return;
    try {
      const renewed = await calls.refresh(conversation.token);
      if (mine === era) keep(renewed);
    } catch {
      // The token still holds for as long again: the next opening finds out.
      if (mine === era) refresh = setTimeout(() => void renew(), 60_000);
    }
  }

  /** The conversation of before while its token holds, from where it was read; else a new one. */
  function given(): Promise<Conversation> {
    const { conversation } = session.read();
    if (conversation && conversation.expires <= now()) lose();
    else if (conversation) {
      const { id, token } = conversation;
      return watermark === '0' ? calls.start(token) : calls.resume(id, token, watermark);
    }
    return calls.begin();
  }

  function lose(): void {
    session.write({ conversation: null });
    watermark = '0';
    events.onLost();
  }

  async function connect(): Promise<void> {
    const mine = era;
    const held = await given();
    if (mine !== era) return;
    keep(held);
    stream?.close();
    stream = createStream({
      url: held.streamUrl ?? null,
      read: () =>
        calls.read(held.conversationId, session.read().conversation?.token ?? held.token, watermark),
      onSet({ activities, watermark: reachedMark }) {
        if (mine !== era) return;
        backoff.reset();
        tell(true);
        if (reachedMark !== undefined) watermark = reachedMark;
        for (const activity of activities) events.onActivity(activity);
      },
      onOpen() {
        backoff.reset();
        tell(true);
      },
      onEnd(error) {
        if (mine === era) failed(error);
      },
    });
  }

  function failed(error: unknown): void {
    stream?.close();
    stream = null;
    if (error instanceof CallError && isOver(error.status)) lose();
    else tell(false);
    clearTimeout(retry);
    const wait =
      (error instanceof CallError && error.retryAfter !== null ? error.retryAfter * 1000 : 0) ||
      backoff.next();
    if (wanted) retry = setTimeout(open, wait);
  }

  function open(): void {
    wanted = true;
    clearTimeout(retry);
    if (stream !== null || opening !== null) return;
    const mine = era;
    opening = connect()
      .catch((error: unknown) => {
        if (mine === era) failed(error);
      })
      .finally(() => {
        if (mine === era) opening = null;
      });
  }

  return {
    open,
    async send(activity) {
      open();
      const mine = era;
      // A message needs the token only: after a reload it goes out while the stream is still being opened.
      const { conversation } = session.read();
      if (!conversation) await opening;
      const { conversation: held } = session.read();
      if (mine !== era || !held) throw new CallError(0);
      try {
        const { id } = await calls.post(held.id, held.token, activity);
        tell(true);
        stream?.expect();
        return id;
      } catch (error) {
        if (error instanceof CallError && (error.status === 0 || isOver(error.status))) failed(error);
        throw error;
      }
    },
    network(isThere) {
      if (!isThere) {
        failed(new CallError(0));
        return;
      }
      backoff.reset();
      if (wanted) open();
    },
    close({ forget = false } = {}) {
      era++;
      wanted = false;
      opening = null;
      clearTimeout(retry);
      clearTimeout(refresh);
      stream?.close();
      stream = null;
      if (forget) {
        watermark = '0';
        session.write({ conversation: null });
      }
    },
  };
}

/** 401 and 403: the token has expired. 404: nobody wrote in the conversation, or its time is over. Both: begin anew. */
export function isOver(status: number): boolean {
  return status === 401 || status === 403 || status === 404;
}
