import { beforeEach, describe, expect, it } from 'vitest';
import type { Job, Json } from '../../src/store/index.ts';
import { type Fixture, message, newConversation, reply, request, START } from './fixture.ts';

/** Leases: each message is worked once, in order, whatever happens to its worker. */
export function queueContract(name: string, fixture: () => Fixture): void {
  describe(`${name}: the queue`, () => {
    let f: Fixture;
    let id: string;
    beforeEach(() => {
      f = fixture();
      f.clock.at = START;
      id = newConversation();
    });

    async function leaseOne(at = START, worker = 'w1'): Promise<Job> {
      const [job] = await f.store.lease(request(at, { conversation: id, worker }));
      if (job === undefined) throw new Error('nothing to lease');
      return job;
    }

    function done(job: Job, text = 'reply') {
      return f.store.complete(job, {
        activities: [reply(text)],
        dialogue: { lang: 'es' },
        expectedVersion: job.version,
      });
    }

    it('leases what is due, once, to one worker', async () => {
      await f.store.accept(message(id, { job: { data: { hint: 'es' } }, sealedAddress: 'sealed' }));
      const jobs = (
        await Promise.all(
          ['w1', 'w2', 'w3'].map(worker => f.store.lease(request(START, { worker, conversation: id }))),
        )
      ).flat();
      expect(jobs).toHaveLength(1);
      expect(jobs[0]).toMatchObject({
        kind: 'job',
        conversation: id,
        channel: 'directline',
        watermark: 1,
        acceptedAt: START,
        attempt: 1,
        lost: 0,
        leasedUntil: START + 30_000,
        sealedAddress: 'sealed',
        activity: { type: 'message', text: 'hola' },
        data: { hint: 'es' },
        dialogue: null,
        version: 0,
      });
    });

    it('finds the work of many conversations, the longest due first, and only of the buckets asked for', async () => {
      const ids = Array.from({ length: 40 }, newConversation);
      for (const conversation of ids) {
        await f.store.accept(message(conversation));
        f.clock.at += 1;
      }
      const none = await f.store.lease(request(f.clock.at, { buckets: [] }));
      expect(none).toEqual([]);
      const jobs = await f.store.lease(request(f.clock.at, { limit: 500 }));
      const ours = jobs.filter(job => ids.includes(job.conversation));
      expect(ours.map(job => job.conversation)).toEqual(ids);
      for (const job of ours) await done(job);
    });

    it('works the messages of one conversation in order, one at a time', async () => {
      await f.store.accept(message(id, { activity: 1 }));
      await f.store.accept(message(id, { activity: 2 }));
      const first = await leaseOne();
      expect(first.activity).toBe(1);
      await expect(leaseOne()).rejects.toThrow('nothing to lease');
      await done(first);
      const second = await leaseOne();
      expect([second.activity, second.dialogue, second.version]).toEqual([2, { lang: 'es' }, 1]);
    });

    it('gives the lease with the acceptance, unless an older message is still open', async () => {
      const job = { lease: { worker: 'w1', leaseMs: 1_000 } };
      const first = await f.store.accept(message(id, { job }));
      const second = await f.store.accept(message(id, { job }));
      expect(first.job).toMatchObject({ id: first.id, attempt: 1, leasedUntil: START + 1_000, version: 0 });
      expect(second.job).toBeNull();
      expect((await done(first.job!)).outcome).toBe('completed');
      expect((await leaseOne()).id).toBe(second.id);
    });

    it('closes a job with its replies and the dialogue in one go', async () => {
      await f.store.accept(message(id));
      const job = await leaseOne();
      const result = await f.store.complete(job, {
        activities: [reply('a'), reply('b')],
        dialogue: { lang: 'en' },
        expectedVersion: 0,
      });
      expect(result).toMatchObject({ outcome: 'completed', watermark: 3 });
      const log = await f.store.activitiesAfter(id, 1);
      expect(log.map(a => [a.id, a.replyTo])).toEqual([
        [`${job.id}.1`, job.id],
        [`${job.id}.2`, job.id],
      ]);
      expect(await f.store.conversation(id)).toMatchObject({
        dialogue: { lang: 'en' },
        version: 1,
        watermark: 3,
      });
    });

    it('completes a job once, however often it is tried', async () => {
      await f.store.accept(message(id));
      const job = await leaseOne();
      const outcomes = await Promise.all([done(job), done(job), done(job)]);
      expect(outcomes.map(o => o.outcome).sort()).toEqual(['closed', 'closed', 'completed']);
      expect(await f.store.highWatermark(id)).toBe(2);
    });

    it('gives the job to another worker when the lease runs out, and refuses the first one then', async () => {
      await f.store.accept(message(id));
      const slow = await leaseOne(START);
      await expect(leaseOne(START + 29_999, 'w2')).rejects.toThrow('nothing to lease');
      const quick = await leaseOne(START + 30_000, 'w2');
      expect([quick.attempt, quick.lost]).toEqual([2, 1]);
      expect((await done(slow)).outcome).toBe('closed');
      expect(await f.store.retry(slow, START, 'late')).toBe(false);
      expect(await f.store.abandon(slow, 'late')).toBe(false);
      expect((await done(quick)).outcome).toBe('completed');
      expect(await f.store.highWatermark(id)).toBe(2);
    });

    it('refuses a result that was made from an older dialogue, and keeps the job', async () => {
      await f.store.accept(message(id));
      const job = await leaseOne();
      const stale = { activities: [reply('a')], dialogue: 1, expectedVersion: 7 };
      expect(await f.store.complete(job, stale)).toEqual({ outcome: 'conflict' });
      expect(await f.store.highWatermark(id)).toBe(1);
      expect((await done(job)).outcome).toBe('completed');
    });

    it('tries again when told to, not before, and counts the tries', async () => {
      await f.store.accept(message(id));
      expect(await f.store.retry(await leaseOne(), START + 5_000, 'busy')).toBe(true);
      await expect(leaseOne(START + 4_999)).rejects.toThrow('nothing to lease');
      expect(await leaseOne(START + 5_000)).toMatchObject({ attempt: 2, lost: 0 });
    });

    it('gives a job up, says so in the audit, and goes on with the next message', async () => {
      await f.store.accept(message(id));
      await f.store.accept(message(id));
      expect(await f.store.abandon(await leaseOne(), 'too-often')).toBe(true);
      expect((await leaseOne()).watermark).toBe(2);
      expect(await f.store.audit(START)).toContainEqual({
        at: START,
        actor: 'service',
        action: 'job-abandoned',
        detail: { channel: 'directline', reason: 'too-often', attempts: 1 },
      });
    });

    it('hands back at once what a dead worker held', async () => {
      await f.store.accept(message(id));
      const dead = await leaseOne(START, `dead-${id}`);
      expect(await f.store.release(`dead-${id}`)).toBe(1);
      expect(await leaseOne(START, 'w2')).toMatchObject({ attempt: 2, lost: 1 });
      expect((await done(dead)).outcome).toBe('closed');
    });

    it('opens sends with the replies, and sends them in order', async () => {
      await f.store.accept(message(id, { sealedAddress: 'sealed', channel: 'whatsapp' }));
      const job = await leaseOne();
      await f.store.complete(job, {
        activities: [reply('a'), reply('b')],
        dialogue: null,
        expectedVersion: 0,
        sends: [
          { activity: 0, payload: 'a1' },
          { activity: 0, payload: 'a2', sealedAddress: 'other' },
          { activity: 1, payload: 'b1' },
        ],
      });
      const seen: Json[] = [];
      for (;;) {
        const [send, more] = await f.store.leaseSends(request(START, { conversation: id }));
        if (send === undefined) break;
        expect(more).toBeUndefined();
        expect(send).toMatchObject({
          kind: 'send',
          conversation: id,
          channel: 'whatsapp',
          acceptedAt: START,
        });
        seen.push([send.id, send.part, send.payload, send.sealedAddress]);
        expect(await f.store.settle(send)).toBe(true);
        expect(await f.store.settle(send)).toBe(false);
      }
      expect(seen).toEqual([
        [`${job.id}.1`, 0, 'a1', 'sealed'],
        [`${job.id}.1`, 1, 'a2', 'other'],
        [`${job.id}.2`, 0, 'b1', 'sealed'],
      ]);
    });

    it('leaves nothing behind when a result cannot be written', async () => {
      await f.store.accept(message(id));
      const job = await leaseOne();
      const wrong = { activities: [], dialogue: 1, expectedVersion: 0, sends: [{ activity: 3, payload: 1 }] };
      const [failed, other] = await Promise.allSettled([
        f.store.complete(job, wrong),
        f.store.accept(message(newConversation())),
      ]);
      expect([failed.status, other.status]).toEqual(['rejected', 'fulfilled']);
      expect(await f.store.conversation(id)).toMatchObject({ version: 0, dialogue: null });
      expect((await done(job)).outcome).toBe('completed');
    });

    it('knows how much is open', async () => {
      const before = await f.store.depth();
      await f.store.accept(message(id));
      expect(await f.store.depth()).toMatchObject({ jobs: before.jobs + 1, sends: before.sends });
    });
  });
}
