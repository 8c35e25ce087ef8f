import type { WebSocket } from 'ws';
import type { Json, Store } from '../../store/index.ts';
import { readPage } from './log-page.ts';

/** A frame that a client has not taken after this time means that it is gone, or far too slow. */
const FRAME_TIMEOUT_MS = 20_000;
/** After the store failed. */
const RETRY_MS = 2_000;

/**
 * Sends a conversation's log over one WebSocket, from a watermark on. The next page is read when the last one is on
 * its way, so that a slow client costs one page of memory, and reads what it missed when it
 * comes back.
 */
export class Stream {
  readonly conversation: string;
  readonly socket: WebSocket;
  /** False since the last sign of life was asked for. */
  alive = true;
  /** Whose turn it is to be asked. */
  turn = 0;
  readonly #store: Store;
  readonly #failed: (error: unknown) => void;
  #position: number;
  #news = false;
  #running = false;

  constructor(
    store: Store,
    socket: WebSocket,
    conversation: string,
    position: number,
    failed: (error: unknown) => void,
  ) {
    this.#store = store;
    this.socket = socket;
    this.conversation = conversation;
    this.#position = position;
    this.#failed = failed;
  }

  /** Sends what the log has above the stream's watermark. Cheap to call often. */
  wake(): void {
    this.#news = true;
    if (this.#running) return;
    this.#running = true;
    this.#run()
      .catch((error: unknown) => {
        this.#news = false;
        this.#failed(error);
        setTimeout(() => this.wake(), RETRY_MS).unref();
      })
      .finally(() => {
        this.#running = false;
        if (this.#news) this.wake();
      });
  }

  /** Told where the log stands: looks at it when it has moved without a hint. */
  check(watermark: number): void {
    if (!this.#running && watermark !== this.#position) this.wake();
  }

  /** Resolves when nothing is on its way any more. */
  async drained(): Promise<void> {
    while (this.#running && this.socket.readyState === this.socket.OPEN) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
  }

  async #run(): Promise<void> {
    while (this.#news) {
      this.#news = false;
      if (this.socket.readyState !== this.socket.OPEN) return;
      const page = await readPage(this.#store, this.conversation, this.#position);
      if (page === null || page.activities.length === 0) continue;
      await this.#send(
        page.activities.map((activity, i) => frameOf(activity, page.watermarks[i] ?? page.watermark)),
      );
      this.#position = page.watermark;
      // A hint that came meanwhile has said so already.
      this.#news ||= page.more;
    }
  }

  async #send(frames: readonly string[]): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(() => this.socket.terminate(), FRAME_TIMEOUT_MS);
    // An error means that the socket is closing: its `close` event does the rest.
    for (const [i, frame] of frames.entries()) {
      this.socket.send(frame, i === frames.length - 1 ? () => resolve() : undefined);
    }
    this.socket.once('close', resolve);
    await promise;
    this.socket.off('close', resolve);
    clearTimeout(timer);
  }
}

/**
 * One activity a frame: the official client hands on the activities of a frame one by one, in turns with those of
 * the next frame, and so mixes them up when a frame holds several.
 */
function frameOf(activity: Json, watermark: number): string {
  return JSON.stringify({ activities: [activity], watermark: String(watermark) });
}
