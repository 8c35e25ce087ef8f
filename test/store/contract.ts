import { beforeEach, describe, expect, it } from 'vitest';
import { type Fixture, HOUR, message, newConversation, reply, request, START } from './fixture.ts';
import { queueContract } from './queue-contract.ts';
import { retentionContract } from './retention-contract.ts';

/** What every engine must do alike. Run it against each. */
export function storeContract(name: string, fixture: () => Fixture): void {
  describe(`${name}: conversations`, () => {
    let f: Fixture;
    let id: string;
    beforeEach(() => {
      f = fixture();
      f.clock.at = START;
      id = newConversation();
    });

    it('are opened once', async () => {
      const first = await f.store.openConversation({ id, channel: 'directline' });
      const second = await f.store.openConversation({ id, channel: 'directline' });
      expect([first.created, second.created]).toEqual([true, false]);
      expect(second.conversation).toEqual({
        id,
        channel: 'directline',
        createdAt: START,
        lastMessageAt: null,
        expiresAt: START + 24 * HOUR,
        watermark: 0,
        dialogue: null,
        version: 0,
        sealedAddress: null,
        handover: null,
      });
    });

    it('are gone once expired, also before a purge, and go on counting when opened again', async () => {
      await f.store.openConversation({ id, channel: 'directline', expiresAt: START + 600_000 });
      await f.store.append(id, { activities: [reply('welcome')] });
      f.clock.at = START + 600_000;
      expect(await f.store.conversation(id)).toBeNull();
      const again = await f.store.openConversation({ id, channel: 'directline' });
      expect(again).toMatchObject({ created: true, conversation: { watermark: 1, createdAt: f.clock.at } });
    });

    it('count as unused until the person writes', async () => {
      const before = await f.store.unusedConversations();
      await f.store.openConversation({ id, channel: 'directline', expiresAt: START + 600_000 });
      await f.store.append(id, { activities: [reply('welcome')] });
      expect(await f.store.unusedConversations()).toBe(before + 1);
      await f.store.accept(message(id));
      expect(await f.store.unusedConversations()).toBe(before);
    });

    it('are kept longer on request, never shorter', async () => {
      await f.store.openConversation({ id, channel: 'directline' });
      await f.store.keepUntil(id, START + 100 * HOUR);
      await f.store.keepUntil(id, START + HOUR);
      expect((await f.store.conversation(id))?.expiresAt).toBe(START + 100 * HOUR);
    });

    it('have ids of printable ASCII: reading any other finds nothing, writing is refused', async () => {
      for (const bad of ['', 'a b', 'ñ', 'a\0b', 'x'.repeat(201)]) {
        expect(await f.store.conversation(bad)).toBeNull();
        expect(await f.store.activitiesAfter(bad, 0)).toEqual([]);
        expect(await f.store.highWatermark(bad)).toBe(0);
        expect(await f.store.highWatermarks([bad])).toEqual(new Map());
        await f.store.forget(bad);
        await expect(f.store.accept(message(bad))).rejects.toMatchObject({ code: 'store-input' });
        await expect(f.store.openConversation({ id: bad, channel: 'x' })).rejects.toMatchObject({
          code: 'store-input',
        });
      }
    });
  });

  describe(`${name}: the log`, () => {
    let f: Fixture;
    let id: string;
    beforeEach(() => {
      f = fixture();
      f.clock.at = START;
      id = newConversation();
    });

    it('numbers what is accepted from 1, without gaps, also when all comes at once', async () => {
      const accepted = await Promise.all(Array.from({ length: 50 }, () => f.store.accept(message(id))));
      expect(accepted.map(a => a.watermark).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 50 }, (_, i) => i + 1),
      );
      expect(new Set(accepted.map(a => a.id)).size).toBe(50);
      expect(await f.store.highWatermark(id)).toBe(50);
    });

    it('tells of many conversations at once where they stand', async () => {
      const ids = Array.from({ length: 150 }, () => newConversation());
      await Promise.all(ids.map(one => f.store.accept(message(one))));
      await f.store.accept(message(ids[7]!));
      const found = await f.store.highWatermarks([...ids, id]);
      expect([...found.keys()].toSorted()).toEqual(ids.toSorted());
      expect(ids.map(one => found.get(one))).toEqual(ids.map((_, i) => (i === 7 ? 2 : 1)));
      expect(await f.store.highWatermarks([])).toEqual(new Map());
    });

    it('returns what came after a watermark, in order, a hundred at most', async () => {
      for (let i = 0; i < 3; i++) {
        await Promise.all(
          Array.from({ length: 50 }, (_, n) => f.store.accept(message(id, { activity: { n } }))),
        );
      }
      const page = await f.store.activitiesAfter(id, 20);
      expect(page.map(a => a.watermark)).toEqual(Array.from({ length: 100 }, (_, i) => i + 21));
      expect((await f.store.activitiesAfter(id, 148, 1)).map(a => a.watermark)).toEqual([149]);
      expect(await f.store.activitiesAfter(id, 150)).toEqual([]);
    });

    it('gives back any JSON as it was, whatever characters are in it', async () => {
      const activity = {
        text: "'; drop table work; --\0\ud800 ñ 🇬🇹",
        n: -0.5,
        list: [null, true, { '"': '\\' }],
      };
      await f.store.accept(message(id, { activity }));
      expect((await f.store.activitiesAfter(id, 0))[0]).toMatchObject({ activity, at: START, replyTo: null });
    });

    it('takes a repeated message once and returns what the first one got', async () => {
      const first = await f.store.accept(message(id, { key: 'k1' }));
      const [again, other] = await Promise.all([
        f.store.accept(message(id, { key: 'k1', activity: 'changed' })),
        f.store.accept(message(id, { key: 'k2' })),
      ]);
      expect(again).toEqual({ id: first.id, watermark: 1, duplicate: true, job: null });
      expect(other).toMatchObject({ watermark: 2, duplicate: false });
      expect(await f.store.highWatermark(id)).toBe(2);
      expect(await f.store.lease(request(START, { conversation: id }))).toHaveLength(1);
    });

    it('takes one of many copies that arrive at once', async () => {
      const copies = await Promise.all(
        Array.from({ length: 20 }, () => f.store.accept(message(id, { key: 'k' }))),
      );
      expect(copies.filter(copy => !copy.duplicate)).toHaveLength(1);
      expect(new Set(copies.map(copy => copy.id)).size).toBe(1);
      expect(await f.store.highWatermark(id)).toBe(1);
    });

    it('keeps the same key in two conversations apart', async () => {
      await f.store.accept(message(id, { key: 'k' }));
      expect(await f.store.accept(message(newConversation(), { key: 'k' }))).toMatchObject({
        duplicate: false,
      });
    });

    it('takes what answers no message, in a conversation that is there', async () => {
      await f.store.openConversation({ id, channel: 'directline' });
      const logged = await f.store.append(id, { activities: [reply('a'), reply('b')] });
      expect(logged.watermark).toBe(2);
      expect((await f.store.activitiesAfter(id, 0)).map(a => a.id)).toEqual(logged.ids);
      await expect(f.store.append(newConversation(), { activities: [reply('a')] })).rejects.toMatchObject({
        code: 'conversation-unknown',
      });
    });

    it('survives closing and opening again', async () => {
      const { id: activity } = await f.store.accept(message(id, { key: 'k' }));
      f.store = await f.reopen();
      expect((await f.store.activitiesAfter(id, 0)).map(a => a.id)).toEqual([activity]);
      expect(await f.store.accept(message(id, { key: 'k' }))).toMatchObject({
        id: activity,
        duplicate: true,
      });
    });
  });

  queueContract(name, fixture);
  retentionContract(name, fixture);
}
