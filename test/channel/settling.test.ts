import { describe, expect, it } from 'vitest';
import { createSettling } from '../../src/channel/settling.ts';
import { createMetrics } from '../../src/observe/index.ts';
import type { Send } from '../../src/store/index.ts';
import { quiet } from './doubles.ts';

function send(leaseMs: number): Send {
  return { id: 'c1|0000001.1', part: 0, conversation: 'c1', leasedUntil: Date.now() + leaseMs } as Send;
}

/** A store that is away for so many tries. */
function open(failures: number) {
  let tries = 0;
  const counters = createMetrics();
  const settling = createSettling({
    store: {
      async settle() {
        if (++tries <= failures) throw new Error('away');
        return true;
      },
    },
    log: quiet,
    counters,
    now: Date.now,
    prefix: 'sends',
  });
  return { settling, counters, tries: () => tries };
}

describe('the record of what was taken', () => {
  it('is tried again while the lease lasts', async () => {
    const { settling, tries } = open(2);
    const item = send(30_000);
    expect(await settling.record(item)).toBe(true);
    expect(tries()).toBe(3);
    expect(settling.isTaken(item)).toBe(false);
  });

  it('is remembered when the store stays away, so that the message is only recorded when it comes up again', async () => {
    const { settling, counters } = open(2);
    const item = send(1_150);
    expect(await settling.record(item)).toBe(false);
    expect(counters.all()).toEqual({ 'sends-unrecorded': 1 });
    expect(settling.isTaken(item)).toBe(true);
    expect(settling.isTaken({ ...item, part: 1 })).toBe(false);
    expect(await settling.record(send(30_000))).toBe(true);
    expect(settling.isTaken(item)).toBe(false);
  });
});
