import { describe, expect, it } from 'vitest';
import { asObject, createIntake } from '../../../src/channel/intake/index.ts';
import { openStore, type Store } from '../../../src/store/index.ts';
import { assistantDouble, brokenAssistant, incoming, intakeParts, until } from '../doubles.ts';

const textOf = (item: { activity: unknown }) => asObject(item.activity as never).text;

describe('a process that starts', () => {
  it('does not take up again what it has begun before its start was over', async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    let turns = 0;
    const assistant = assistantDouble();
    const parts = await intakeParts({
      async think(message, dialogue) {
        turns++;
        await gate;
        return { ...assistant.turn(message, dialogue), seconds: 0 };
      },
    });
    const intake = createIntake(parts);
    const { answered } = await intake.accept(incoming('hola'));
    await intake.start();
    open();
    expect(await answered).not.toBeNull();
    await intake.stop(1_000);
    expect(turns).toBe(1);
  });
});

describe('a job that another process left open', () => {
  it('is answered at once by a process that starts under the same name', async () => {
    const parts = await intakeParts();
    await parts.store.accept({
      ...incoming('hola'),
      activity: { type: 'message', text: 'hola' },
      job: { lease: { worker: 'test', leaseMs: 60_000 } },
    });
    const intake = createIntake(parts);
    await intake.start();
    await until(async () => (await parts.store.highWatermark('c1')) === 2);
    await intake.stop(1_000);
  });

  it('holds up those behind it only until its lease runs out: then they are answered one after the other', async () => {
    let now = Date.now();
    const clock = () => now;
    const store = await openStore('memory:', { now: clock });
    await store.accept({
      ...incoming('hola'),
      activity: { type: 'message', text: 'hola' },
      job: { lease: { worker: 'dead', leaseMs: 15_000 } },
    });
    let sweeps = 0;
    const lease: Store['lease'] = request => {
      if (request.conversation === undefined) sweeps++;
      return store.lease(request);
    };
    const parts = await intakeParts({ store: { ...store, lease }, now: clock });
    const intake = createIntake(parts);
    const behind = await Promise.all(Array.from({ length: 20 }, (_, i) => intake.accept(incoming(`m${i}`))));
    expect(await Promise.all(behind.map(({ answered }) => answered))).toEqual(behind.map(() => null));
    now += 16_000;
    await intake.start();
    await until(async () => (await store.depth()).jobs === 0, 20_000);
    expect(sweeps).toBeLessThan(5);
    const replies = (await store.activitiesAfter('c1', 0)).filter(item => item.replyTo !== null);
    expect(replies.map(textOf).slice(1)).toEqual(behind.map((_, i) => `reply to: m${i}`));
    await intake.stop(1_000);
  });

  it('is no failure of its message: the next pause does not grow with the leases that were lost', async () => {
    const now = Date.now();
    const clock = () => now;
    const store = await openStore('memory:', { now: clock });
    await store.accept({ ...incoming('hola'), activity: { text: 'hola' }, job: {} });
    for (let i = 0; i < 8; i++) {
      await store.lease({ worker: 'dies', now, leaseMs: 60_000, limit: 1 });
      await store.release('dies');
    }
    const pauses: number[] = [];
    const retry: Store['retry'] = (item, at, reason) => {
      pauses.push(at - now);
      return store.retry(item, at, reason);
    };
    const parts = await intakeParts({ store: { ...store, retry }, now: clock, assistant: brokenAssistant });
    const intake = createIntake(parts);
    await intake.start();
    await until(() => Promise.resolve(pauses.length > 0));
    expect(pauses[0]).toBeLessThanOrEqual(2_000);
    await intake.stop(1_000);
  });

  it('is answered by another process when its lease runs out, and then only once', async () => {
    let now = Date.now();
    const clock = () => now;
    const store = await openStore('memory:', { now: clock });
    const parts = await intakeParts({ store, now: clock });
    const { job } = await store.accept({
      ...incoming('hola'),
      activity: { type: 'message', text: 'hola' },
      job: { lease: { worker: 'dead', leaseMs: 15_000 } },
    });
    const intake = createIntake(parts);
    await intake.start();
    expect(await store.highWatermark('c1')).toBe(1);
    now += 16_000;
    await until(async () => (await store.highWatermark('c1')) === 2);
    const late = await store.complete(job!, {
      activities: [{ text: 'late' }],
      dialogue: null,
      expectedVersion: 0,
    });
    expect(late).toEqual({ outcome: 'closed' });
    await intake.stop(1_000);
  });
});
