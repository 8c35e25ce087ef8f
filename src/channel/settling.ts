import type { Logger, Metrics } from '../observe/index.ts';
import type { Send, Store } from '../store/index.ts';

/**
 * Keeps the record of what somebody else's server has taken. Between its taking and our record there is one write;
 * where that fails because the store is away, it is tried as long as the lease lasts, and remembered beyond: a
 * message that comes up again in this process is then only recorded, not sent a second time.
 */
export interface Settling {
  /** True for a send that this process has handed over already. */
  isTaken(send: Send): boolean;
  /** Records that a send was taken. False when that did not succeed: it comes up again when its lease has run out. */
  record(send: Send): Promise<boolean>;
}

/** Before the lease runs out, lest another process begins. */
const MARGIN_MS = 1_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 500;
/** Sends remembered at once; beyond, the oldest is forgotten and may be doubled. */
const MOST_TAKEN = 10_000;

/** `prefix` names the channel in what is counted: `whatsapp-sends`. */
export function createSettling(parts: {
  readonly store: Pick<Store, 'settle'>;
  readonly log: Logger;
  readonly counters: Pick<Metrics, 'add'>;
  now(): number;
  readonly prefix: string;
}): Settling {
  const { store, log, counters, now, prefix } = parts;
  const taken = createRecent(MOST_TAKEN);

  return {
    isTaken: send => taken.has(nameOf(send)),
    async record(send) {
      const name = nameOf(send);
      const end = send.leasedUntil - MARGIN_MS;
      for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
        try {
          if (!(await store.settle(send))) counters.add(`${prefix}-taken-over`);
          taken.delete(name);
          return true;
        } catch (error) {
          taken.add(name);
          if (now() + pause >= end) {
            counters.add(`${prefix}-unrecorded`);
            log.error({ err: error }, 'a message went out and could not be recorded: it is recorded later');
            return false;
          }
        }
        await new Promise(resolve => setTimeout(resolve, pause));
      }
    },
  };
}

/** What a send is known by in a process. */
export function nameOf({ id, part }: Send): string {
  return `${id}#${part}`;
}

/** A set of so many names; beyond, the one that was added longest ago is forgotten. */
export function createRecent(
  most: number,
): Pick<Set<string>, 'has' | 'delete'> & { add(name: string): void } {
  const names = new Set<string>();
  return {
    has: name => names.has(name),
    delete: name => names.delete(name),
    add(name) {
      names.delete(name);
      names.add(name);
      if (names.size > most) names.delete(names.values().next().value!);
    },
  };
}
