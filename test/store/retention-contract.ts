import { beforeEach, describe, expect, it } from 'vitest';
import { type Fixture, HOUR, message, newConversation, reply, request, START } from './fixture.ts';

const DAY = 24 * HOUR;

/** What is forgotten, when, and what is kept beside conversations. */
export function retentionContract(name: string, fixture: () => Fixture): void {
  describe(`${name}: forgetting`, () => {
    let f: Fixture;
    let id: string;
    beforeEach(async () => {
      f = fixture();
      // Each test begins with nothing that an earlier one could have left to purge.
      f.clock.at = START;
      await f.store.purge(START + 1_000 * DAY);
      id = newConversation();
    });

    const question = {
      text: 'where?',
      lang: 'es',
      decision: 'decline',
      reason: 'not-understood',
      channel: 'directline',
      day: '2026-01-15',
    };
    const feedback = {
      positive: false,
      text: null,
      decision: 'answer',
      entry: 'mision',
      lang: 'es',
      channel: 'directline',
      day: '2026-01-15',
    };

    it('deletes all of a conversation on request, and keeps its counter', async () => {
      await f.store.accept(message(id, { key: 'k', sealedAddress: 'sealed' }));
      await f.store.recordUnanswered({ ...question, conversation: id });
      await f.store.recordFeedback({ ...feedback, conversation: id });
      await f.store.forget(id);
      expect(await f.store.activitiesAfter(id, 0)).toEqual([]);
      expect(await f.store.lease(request(START))).toEqual([]);
      expect(await f.store.unanswered('2026-01-01')).toEqual([]);
      expect(await f.store.feedback('2026-01-01')).toEqual([]);
      expect(await f.store.conversation(id)).toMatchObject({
        dialogue: null,
        sealedAddress: null,
        watermark: 1,
      });
      expect(await f.store.accept(message(id))).toMatchObject({ watermark: 2 });
    });

    it('does not take a message again that was delivered before it was forgotten', async () => {
      await f.store.accept(message(id, { key: 'k' }));
      await f.store.forget(id);
      expect(await f.store.accept(message(id, { key: 'k' }))).toMatchObject({ duplicate: true });
      expect(await f.store.activitiesAfter(id, 0)).toEqual([]);
    });

    it('answers the message that asked for it, and what was written after it', async () => {
      await f.store.accept(message(id, { activity: 'before' }));
      const [before] = await f.store.lease(request(START));
      await f.store.complete(before!, { activities: [reply('a')], dialogue: 1, expectedVersion: 0 });
      await f.store.accept(message(id, { activity: 'delete my data', sealedAddress: 'sealed' }));
      await f.store.accept(message(id, { activity: 'after' }));
      const [job] = await f.store.lease(request(START));
      await f.store.complete(job!, {
        activities: [reply('deleted')],
        dialogue: null,
        expectedVersion: 1,
        sends: [{ activity: 0, payload: 'deleted' }],
        forget: true,
      });
      expect((await f.store.activitiesAfter(id, 0)).map(a => a.activity)).toEqual([
        'after',
        reply('deleted'),
      ]);
      expect((await f.store.lease(request(START)))[0]?.activity).toBe('after');
      expect((await f.store.leaseSends(request(START)))[0]).toMatchObject({
        payload: 'deleted',
        sealedAddress: 'sealed',
      });
    });

    it('destroys a conversation 24 hours after its last message, not before', async () => {
      await f.store.accept(message(id, { job: undefined }));
      f.clock.at = START + 20 * HOUR;
      await f.store.accept(message(id));
      expect(await f.store.purge(START + 44 * HOUR - 1)).toMatchObject({ conversations: 0, activities: 0 });
      expect(await f.store.purge(START + 44 * HOUR)).toMatchObject({
        conversations: 1,
        activities: 2,
        jobs: 1,
      });
      expect(await f.store.activitiesAfter(id, 0)).toEqual([]);
      expect(await f.store.highWatermark(id)).toBe(0);
    });

    it('leaves a person who comes back nothing of the day before, also when the purge is late', async () => {
      await f.store.accept(message(id));
      const [job] = await f.store.lease(request(START));
      await f.store.complete(job!, {
        activities: [reply('a')],
        dialogue: { lang: 'en' },
        expectedVersion: 0,
        sends: [{ activity: 0, payload: 'a' }],
      });
      f.clock.at = START + 24 * HOUR;
      const back = await f.store.accept(message(id, { job: { lease: { worker: 'w', leaseMs: 1 } } }));
      expect(back).toMatchObject({ watermark: 3, job: { dialogue: null } });
      expect(await f.store.conversation(id)).toMatchObject({ createdAt: f.clock.at, dialogue: null });
      expect((await f.store.activitiesAfter(id, 0)).map(a => a.watermark)).toEqual([3]);
      expect(await f.store.leaseSends(request(f.clock.at))).toEqual([]);
      f.clock.at += 24 * HOUR;
      await f.store.openConversation({ id, channel: 'directline' });
      expect(await f.store.activitiesAfter(id, 0)).toEqual([]);
      expect(await f.store.depth()).toMatchObject({ jobs: 0, sends: 0 });
    });

    it('keeps the log of a hand-over as long as it is told, and its address only for a day', async () => {
      await f.store.accept(message(id, { sealedAddress: 'sealed' }));
      const [job] = await f.store.lease(request(START));
      await f.store.complete(job!, { activities: [], dialogue: null, expectedVersion: 0, keepAddress: true });
      await f.store.keepUntil(id, START + 7 * DAY);
      await f.store.append(id, { activities: [reply('agent')], sends: [{ activity: 0, payload: 'agent' }] });
      expect((await f.store.conversation(id))?.sealedAddress).toBe('sealed');
      expect((await f.store.leaseSends(request(START)))[0]?.sealedAddress).toBe('sealed');
      f.clock.at = START + DAY;
      expect((await f.store.conversation(id))?.sealedAddress).toBeNull();
      expect((await f.store.leaseSends(request(f.clock.at)))[0]?.sealedAddress).toBeNull();
      expect(await f.store.purge(START + DAY)).toMatchObject({ conversations: 0, addresses: 2 });
      expect(await f.store.activitiesAfter(id, 0)).toHaveLength(2);
      expect(await f.store.purge(START + 7 * DAY)).toMatchObject({ conversations: 1, sends: 1 });
    });

    it('destroys a kept address when the hand-over is closed', async () => {
      await f.store.accept(message(id, { sealedAddress: 'sealed' }));
      const [job] = await f.store.lease(request(START));
      await f.store.complete(job!, { activities: [], dialogue: null, expectedVersion: 0, keepAddress: true });
      await f.store.dropAddress(id);
      expect((await f.store.conversation(id))?.sealedAddress).toBeNull();
    });

    it('remembers a message for 8 days', async () => {
      await f.store.accept(message(id, { key: 'k' }));
      expect(await f.store.purge(START + 8 * DAY - 1)).toMatchObject({ conversations: 1, messageHashes: 0 });
      expect(await f.store.accept(message(id, { key: 'k' }))).toMatchObject({ duplicate: true });
      expect(await f.store.purge(START + 8 * DAY)).toMatchObject({ messageHashes: 1 });
      expect(await f.store.accept(message(id, { key: 'k' }))).toMatchObject({ duplicate: false });
    });

    it('purges many conversations, and only those that are due', async () => {
      await Promise.all(Array.from({ length: 450 }, () => f.store.accept(message(newConversation()))));
      f.clock.at = START + HOUR;
      await f.store.accept(message(id));
      expect(await f.store.purge(START + DAY)).toMatchObject({
        conversations: 450,
        activities: 450,
        jobs: 450,
      });
      expect(await f.store.conversation(id)).not.toBeNull();
    });

    it('keeps questions and feedback for 180 days, without the conversation once that is gone', async () => {
      await f.store.accept(message(id));
      await f.store.recordUnanswered({ ...question, conversation: id, text: 'half \ud800 zero \0' });
      await f.store.recordFeedback({ ...feedback, positive: true, conversation: id });
      await f.store.purge(START + DAY);
      await f.store.forget(id);
      expect(await f.store.unanswered('2026-01-15')).toEqual([
        { ...question, text: 'half \ufffd zero ', id: expect.any(String) },
      ]);
      expect(await f.store.feedback('2026-01-15')).toEqual([
        { ...feedback, positive: true, id: expect.any(String) },
      ]);
      expect(await f.store.unanswered('2026-01-16')).toEqual([]);
      const midnight = Date.UTC(2026, 0, 15);
      expect(await f.store.purge(midnight + 180 * DAY - 1)).toMatchObject({ unanswered: 0, feedback: 0 });
      expect(await f.store.purge(midnight + 180 * DAY)).toMatchObject({ unanswered: 1, feedback: 1 });
    });

    it('keeps the audit for a year', async () => {
      await f.store.recordAudit({ actor: 'agent-1', action: 'publish', detail: { edition: 'x' } });
      expect(await f.store.audit(START)).toEqual([
        { at: START, actor: 'agent-1', action: 'publish', detail: { edition: 'x' } },
      ]);
      expect(await f.store.purge(START + 365 * DAY - 1)).toMatchObject({ audit: 0 });
      expect(await f.store.purge(START + 365 * DAY)).toMatchObject({ audit: 1 });
    });
  });

  describe(`${name}: editions`, () => {
    it('share one draft, which nobody overwrites unseen', async () => {
      const { store, clock } = fixture();
      clock.at = START;
      const draft = { content: '{"a":1}', sources: { d: 'texto' }, actor: 'ana' };
      await store.dropEditionDraft();
      expect(await store.editionDraft()).toBeNull();
      expect(await store.saveEditionDraft(draft, 0)).toBe(true);
      expect(await store.saveEditionDraft({ ...draft, actor: 'luis' }, 0)).toBe(false);
      expect(await store.editionDraft()).toEqual({ ...draft, at: START, version: 1 });
      expect(await store.saveEditionDraft({ ...draft, actor: 'luis' }, 1)).toBe(true);
      expect(await store.saveEditionDraft(draft, 1)).toBe(false);
      expect(await store.editionDraft()).toMatchObject({ actor: 'luis', version: 2 });
      await store.dropEditionDraft();
    });

    it('are published, rolled back by publishing an older one, and never changed', async () => {
      const { store, clock } = fixture();
      const one = { id: `sha256:1${name}`, content: '{"n":1}', index: new Uint8Array([0, 1, 255]) };
      const two = { id: `sha256:2${name}`, content: '{"n":2}', index: new Uint8Array(100_000).fill(7) };
      clock.at = START;
      expect(await store.publishedEdition()).toBeNull();
      expect(await store.publishedEditionId()).toBeNull();
      await store.publishEdition(one);
      await store.publishEdition(one);
      clock.at = START + 1;
      await store.publishEdition(two);
      expect(await store.publishedEdition()).toEqual({ ...two, publishedAt: START + 1 });
      clock.at = START + 2;
      await store.publishEdition(one);
      expect(await store.publishedEditionId()).toBe(one.id);
      expect(await store.publications()).toEqual([
        { id: one.id, publishedAt: START + 2 },
        { id: two.id, publishedAt: START + 1 },
        { id: one.id, publishedAt: START },
      ]);
      expect(await store.edition(two.id)).toEqual({ ...two, publishedAt: START + 1 });
      expect(await store.edition('sha256:none')).toBeNull();
      await expect(store.publishEdition({ ...one, content: 'changed' })).rejects.toMatchObject({
        code: 'edition-changed',
      });
    });

    it('are kept in pieces where they are large, and are live again without being written again', async () => {
      const { store } = fixture();
      const large = {
        id: `sha256:3${name}`,
        content: JSON.stringify('ñ'.repeat(3_000_000)),
        index: new Uint8Array(2_500_000).map((_, i) => i % 251),
      };
      const before = await store.publishedEditionId();
      await store.publishEdition(large);
      const read = (await store.publishedEdition())!;
      expect([read.content === large.content, Buffer.from(read.index).equals(large.index)]).toEqual([
        true,
        true,
      ]);
      const bytes = { content: 0, index: 0 };
      for await (const piece of store.editionPieces(large.id)) {
        expect(piece.bytes.length).toBeLessThanOrEqual(1024 * 1024);
        bytes[piece.part] += piece.bytes.length;
      }
      expect(bytes).toEqual({ content: Buffer.byteLength(large.content), index: large.index.length });
      if (before !== null) expect(await store.republishEdition(before)).toBe(true);
      expect(await store.republishEdition(large.id)).toBe(true);
      expect(await store.publishedEditionId()).toBe(large.id);
      expect(await store.republishEdition('sha256:none')).toBe(false);
    });
  });
}
