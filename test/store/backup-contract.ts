import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backup, openStore, restore, type Store } from '../../src/store/index.ts';
import { HOUR, message, newConversation, reply, request, START } from './fixture.ts';

/** Where a store can be made: an address of an empty one each time. */
export type NewPlace = () => Promise<{ url: string; remove(): Promise<void> }>;

const UNANSWERED = {
  text: 'where?',
  lang: 'es',
  decision: 'decline',
  reason: 'not-understood',
  channel: 'web',
  day: '2026-01-15',
};
const EDITION = {
  id: 'sha256:e',
  content: '{"ñ":"á"}',
  index: Uint8Array.from({ length: 70_000 }, (_, i) => i % 256),
};

/** What a backup takes along, from one kind of engine into another. */
export function backupContract(name: string, from: NewPlace, to: NewPlace): void {
  describe(`a backup ${name}`, () => {
    const clock = { at: START };
    let places: Awaited<ReturnType<NewPlace>>[];
    let store: Store;
    let restored: Store | null;
    let lines: string[];
    beforeEach(async () => {
      clock.at = START;
      places = [await from(), await to()];
      store = await openStore(places[0]!.url, { now: () => clock.at });
      restored = null;
      lines = [];
    });
    afterEach(async () => {
      await store.close();
      await restored?.close();
      for (const place of places) await place.remove();
    });

    const save = (all = false) =>
      backup(places[0]!.url, async line => void lines.push(line), { all, now: clock.at });
    const load = async (given: readonly string[] = lines) => {
      const count = await restore(places[1]!.url, () => given[Symbol.iterator]() as never, { now: clock.at });
      restored = await openStore(places[1]!.url, { now: () => clock.at });
      return count;
    };

    it('keeps what lasts, cut off from the conversations that it came from', async () => {
      const id = newConversation();
      await store.accept(message(id, { key: 'k', sealedAddress: 'v1.sealed', activity: 'somebody asked' }));
      await store.recordUnanswered({ ...UNANSWERED, conversation: id });
      for (let i = 0; i < 450; i++)
        await store.recordAudit({ actor: 'agent', action: `a${i}`, detail: { i } });
      await store.publishEdition(EDITION);
      expect(await save()).toBe(453);
      const text = lines.join('\n');
      for (const passing of [id, 'v1.sealed', 'somebody asked']) expect(text).not.toContain(passing);
      expect(await load()).toBe(453);
      expect(await restored!.unanswered('2026-01-01')).toMatchObject([UNANSWERED]);
      expect(await restored!.publishedEdition()).toEqual({ ...EDITION, publishedAt: START });
      expect(new Set((await restored!.audit(0)).map(({ action }) => action)).size).toBe(450);
      expect(await restored!.conversation(id)).toBeNull();
    });

    it('takes everything for a move, but no address; what was owed is owed there', async () => {
      const id = newConversation();
      await store.accept(
        message(id, { key: 'k', sealedAddress: 'v1.sealed', activity: { text: 'hola 😀' } }),
      );
      await save(true);
      expect(lines.join('\n')).not.toContain('v1.sealed');
      // Hashes of messages outlive their conversation: they must not name it.
      const hashes = lines.filter(line => line.startsWith('{"table":"message_hashes"'));
      expect(hashes).toHaveLength(1);
      expect(hashes[0]).not.toContain(id);
      await load();
      const [job] = await restored!.lease(request(START));
      expect(job).toMatchObject({ conversation: id, activity: { text: 'hola 😀' }, sealedAddress: null });
      await restored!.complete(job!, { activities: [reply('a')], dialogue: null, expectedVersion: 0 });
      expect(await restored!.accept(message(id, { key: 'k' }))).toMatchObject({ duplicate: true });
    });

    it('is of one moment, while others write', async () => {
      await store.recordAudit({ actor: 'a', action: 'before', detail: null });
      const write = async (line: string) => {
        lines.push(line);
        await store.recordAudit({ actor: 'a', action: 'meanwhile', detail: null });
      };
      await backup(places[0]!.url, write, { now: clock.at });
      expect((await store.audit(0)).length).toBeGreaterThan(2);
      await load();
      expect((await restored!.audit(0)).map(({ action }) => action)).toEqual(['before']);
    });

    it('is refused when it is not whole, or when there is data already, and nothing is written', async () => {
      await store.recordAudit({ actor: 'a', action: 'kept', detail: null });
      await save();
      const [head = '', rows = '', end = ''] = lines;
      const bad = [[], [head, rows], [head, end], [rows, end], [head, rows, '{'], [head, rows, end, rows]];
      bad.push([head.replace('"migrations":[', '"migrations":["9999-later",'), rows, end]);
      for (const given of bad) {
        await expect(load(given)).rejects.toMatchObject({ code: 'backup-invalid' });
      }
      await load();
      await expect(load()).rejects.toMatchObject({ code: 'store-not-empty' });
      expect(await restored!.audit(0)).toHaveLength(1);
    });

    it('brings nothing back that is past its time', async () => {
      await store.accept(message(newConversation()));
      await save(true);
      clock.at = START + 24 * HOUR;
      await load();
      expect(await restored!.purge(clock.at)).toMatchObject({ conversations: 1, activities: 1 });
    });
  });
}
