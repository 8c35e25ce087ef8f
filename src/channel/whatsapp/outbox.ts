import type { Send } from '../../store/index.ts';
import { createInheritance } from '../inheritance.ts';
import type { Breaker } from './breaker.ts';
import type { Deliver } from './delivery.ts';
import { CHANNEL, type Times, type WhatsAppParts } from './parts.ts';

/** Takes replies from the store's queue, in the order of each conversation, and has them delivered. */
export interface Outbox {
  /** There is something to send in a conversation. */
  nudge(conversation: string): void;
  /** Takes up what an earlier process left, and looks for more from time to time. */
  start(): Promise<void>;
  /** Sends what is due, for at most `graceMs`, and waits for calls under way; the rest stays in the queue. */
  stop(graceMs: number): Promise<void>;
}

const EARLY_MS = 5;
/** Conversations that are looked at again at a certain moment; what comes beyond is found by the sweep. */
const MOST_WAITING = 1_000;
/** Conversations that are sent to at once; what comes beyond waits in the queue. */
const MOST_AT_WORK = 50;

export function createOutbox(
  parts: Pick<WhatsAppParts, 'store' | 'log' | 'now' | 'worker'>,
  { deliver, breaker }: { deliver: Deliver; breaker: Breaker },
  times: Times,
): Outbox {
  const { store, log, now } = parts;
  // A name of its own: the intake hands back all that its worker holds when it stops, while calls are under way here.
  const worker = `${parts.worker}-whatsapp`;
  const inherited = createInheritance(store, worker);
  const atWork = new Set<Promise<void>>();
  const waiting = new Set<NodeJS.Timeout>();
  let timer: NodeJS.Timeout | null = null;
  let sweeping: Promise<void> | null = null;
  let hungry = false;
  let ended = false;

  async function lease(limit: number, conversation?: string): Promise<Send[]> {
    await inherited();
    if (ended || limit <= 0 || breaker.paused()) return [];
    return store.leaseSends({
      worker,
      now: now(),
      leaseMs: times.lease,
      limit,
      channels: [CHANNEL],
      conversation,
    });
  }

  /** Delivers in one conversation until nothing is due there. The queue gives out only its first open item. */
  function work(conversation: string, first?: Send): void {
    const task = (async () => {
      let send = first ?? (await lease(1, conversation))[0];
      while (send !== undefined) {
        const at = await deliver(send);
        if (at !== 0) return lookAgain(conversation, at);
        send = (await lease(1, conversation))[0];
      }
    })()
      .catch((error: unknown) => log.error({ err: error }, 'the queue of replies failed: it is tried again'))
      .finally(() => {
        atWork.delete(task);
        if (hungry && atWork.size < MOST_AT_WORK / 2) void sweep();
      });
    atWork.add(task);
  }

  function lookAgain(conversation: string, at: number | null): void {
    if (at === null || ended || waiting.size >= MOST_WAITING) return;
    // A timer may ring a moment early, and then nothing would be due.
    const alarm = setTimeout(
      () => {
        waiting.delete(alarm);
        nudge(conversation);
      },
      Math.max(0, at - now()) + EARLY_MS,
    ).unref();
    waiting.add(alarm);
  }

  function nudge(conversation: string): void {
    if (atWork.size < MOST_AT_WORK) work(conversation);
    else hungry = true;
  }

  async function takeDue(): Promise<number> {
    hungry = false;
    const room = MOST_AT_WORK - atWork.size;
    const sends = await lease(room);
    for (const send of sends) work(send.conversation, send);
    hungry = sends.length === room;
    return sends.length;
  }

  function sweep(): Promise<void> {
    sweeping ??= takeDue()
      .then(
        () => {},
        (error: unknown) => log.error({ err: error }, 'the queue of replies could not be read'),
      )
      .finally(() => {
        sweeping = null;
      });
    return sweeping;
  }

  return {
    nudge,
    async start() {
      await inherited();
      timer = setInterval(() => void sweep(), times.sweep).unref();
      await sweep();
    },
    async stop(graceMs) {
      if (timer !== null) clearInterval(timer);
      const late = new Promise<void>(resolve => setTimeout(resolve, graceMs).unref());
      const end = now() + graceMs;
      do {
        await Promise.race([Promise.all([...atWork, sweeping]), late]);
      } while (now() < end && ((await takeDue().catch(() => 0)) > 0 || atWork.size > 0));
      ended = true;
      for (const alarm of waiting) clearTimeout(alarm);
      // A call under way is not broken off: nobody would know whether Meta has the message.
      await Promise.all(atWork);
    },
  };
}
