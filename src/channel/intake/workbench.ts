import type { Job } from '../../store/index.ts';
import { createInheritance } from '../inheritance.ts';
import type { Answer, Answered } from './answering.ts';
import type { IntakeParts } from './parts.ts';

/** Long enough for any turn; as long does a question wait when the process is killed in the middle of it. */
export const LEASE_MS = 15_000;
/** Covers lost hints and leases of processes that died. */
const SWEEP_MS = 2_000;
/** Messages worked on at once; what comes beyond waits in the store's queue, which is durable. */
const MOST_AT_WORK = 256;
const BATCH = 64;

/** Where jobs are worked on: those that were leased as they came, and those that the sweep finds. */
export interface Workbench {
  /** False when so many jobs are at work that a new one had better wait in the queue. */
  hasRoom(): boolean;
  /** Resolves when leases may be taken: see `inheritance.ts`. */
  ready(): Promise<void>;
  /** Works on a leased job. */
  work(job: Job): Promise<Answered | null>;
  /** For a message behind an older one of its conversation: resolves when this process has answered it. */
  behind(conversation: string, id: string): Promise<Answered | null>;
  start(): Promise<void>;
  stop(graceMs: number): Promise<void>;
}

export function createWorkbench(parts: IntakeParts, answer: Answer): Workbench {
  const { store, worker, now, log } = parts;
  const ready = createInheritance(store, worker);
  const atWork = new Map<string, Promise<Answered | null>>();
  /** Of each conversation, who waits for which message. */
  const lines = new Map<string, Map<string, (answered: Answered | null) => void>>();
  let sweeping: Promise<unknown> | null = null;
  let hungry = false;
  let timer: NodeJS.Timeout | null = null;

  function work(job: Job): Promise<Answered | null> {
    const { conversation } = job;
    const done = answer(job).then(async answered => {
      atWork.delete(conversation);
      const line = lines.get(conversation);
      line?.get(job.id)?.(answered);
      line?.delete(job.id);
      const more = answered !== null && isMoreLogged(job, answered);
      if (line !== undefined || more) await next(conversation, more);
      if (hungry && atWork.size < MOST_AT_WORK / 2) void sweep();
      return answered;
    });
    atWork.set(conversation, done);
    return done;
  }

  /**
   * Goes on with a conversation; `more`: messages may wait in it that nobody here has announced. Whoever waits for a
   * message that is not ours to answer is told so.
   */
  async function next(conversation: string, more = false): Promise<void> {
    const line = lines.get(conversation);
    if (more || (line !== undefined && line.size > 0)) await lease(1, conversation);
    if (atWork.has(conversation)) return;
    for (const resolve of line?.values() ?? []) resolve(null);
    lines.delete(conversation);
  }

  /** Takes due jobs, of one conversation or of all, and sets to work. How many there were. */
  async function lease(limit: number, conversation?: string): Promise<number> {
    if (limit <= 0) return 0;
    try {
      await ready();
      const jobs = await store.lease({ worker, now: now(), leaseMs: LEASE_MS, limit, conversation });
      for (const job of jobs) void work(job);
      return jobs.length;
    } catch (error) {
      log.error({ err: error }, 'the queue could not be read: the next look is in two seconds');
      return 0;
    }
  }

  /** Takes what there is room for. Where all of the room was taken there may be more: that is looked at soon. */
  async function takeDue(): Promise<number> {
    hungry = false;
    const room = Math.min(BATCH, MOST_AT_WORK - atWork.size);
    const taken = await lease(room);
    hungry ||= taken === room;
    return taken;
  }

  function sweep(): Promise<unknown> {
    sweeping ??= takeDue().finally(() => {
      sweeping = null;
    });
    return sweeping;
  }

  return {
    hasRoom() {
      hungry ||= atWork.size >= MOST_AT_WORK;
      return atWork.size < MOST_AT_WORK;
    },
    work,
    behind(conversation, id) {
      const { promise, resolve } = Promise.withResolvers<Answered | null>();
      lines.set(conversation, (lines.get(conversation) ?? new Map()).set(id, resolve));
      if (!atWork.has(conversation)) void next(conversation);
      return promise;
    },
    ready,
    async start() {
      await ready();
      timer = setInterval(() => void sweep(), SWEEP_MS);
      timer.unref();
      await sweep();
    },
    async stop(graceMs) {
      if (timer !== null) clearInterval(timer);
      const end = now() + graceMs;
      const late = new Promise(resolve => setTimeout(resolve, graceMs).unref());
      do {
        await Promise.race([Promise.all([...atWork.values(), sweeping]), late]);
      } while (now() < end && ((await takeDue()) > 0 || atWork.size > 0));
      await store.release(worker).catch((error: unknown) => {
        log.warn({ err: error }, 'what was not finished is taken up when its lease runs out');
      });
      for (const line of lines.values()) for (const resolve of line.values()) resolve(null);
      lines.clear();
    },
  };
}

/**
 * Whether something was written into the conversation after the message and before its reply: another message perhaps,
 * which the queue holds back until this one is answered.
 */
function isMoreLogged(job: Job, { watermark, ids }: Answered): boolean {
  return watermark - ids.length > job.watermark;
}
