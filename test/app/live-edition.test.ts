import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openLiveEdition } from '../../src/app/live-edition.ts';
import { contentOf, type Knowledge, type StoredEdition } from '../../src/knowledge/index.ts';
import { publishEdition, RollbackError, rollBack } from '../../src/knowledge/publish/index.ts';
import { buildIndex, saveIndex } from '../../src/retrieval/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { newDialogue } from '../../src/turn/index.ts';
import { quiet } from '../channel/doubles.ts';
import { ROOT, seedKnowledge, seedSentences, seedStored } from '../seed.ts';

const folder = mkdtempSync(join(tmpdir(), 'live-edition-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The document as issued on another day, and with another mission; its index is the same. */
function laterEdition(day = '2025-02-03'): StoredEdition {
  const knowledge = structuredClone(seedKnowledge()) as Mutable<Knowledge>;
  const [document] = knowledge.documents;
  document!.issued = day;
  const mision = document!.entries.find(({ id }) => id === 'mision')!;
  mision.text!.es = `${day} ${mision.text!.es}`;
  return { ...contentOf(knowledge), index: seedStored().index };
}
type Mutable<T> = { -readonly [K in keyof T]: Mutable<T[K]> };

let number = 0;
async function opened(store?: Store) {
  const own = store ?? (await openStore(`file:${join(folder, `${number++}.db`)}`));
  await own.publishEdition(seedStored());
  const parts = { sentences: seedSentences(), contacts: {}, root: ROOT, log: quiet, onTraining() {} };
  return { store: own, live: await openLiveEdition({ ...parts, store: own }) };
}

function mission(live: Awaited<ReturnType<typeof openLiveEdition>>) {
  const { reply } = live.assistant().turn({ text: '¿cuál es la misión?' }, newDialogue());
  return { text: reply.quotes[0]!.text, ...reply.citation! };
}

describe('the live edition', { timeout: 60_000 }, () => {
  it('takes over what another process has published, and goes back, without a restart', async () => {
    const { store, live } = await opened();
    const later = laterEdition();
    expect(await live.refresh()).toBe(false);
    await publishEdition(store, later, 'somebody');
    expect(await live.refresh()).toBe(true);
    expect(mission(live)).toMatchObject({ edition: later.id, issued: '2025-02-03' });
    expect(live.published().edition).toBe(later.id);
    expect(live.published().documents).toEqual(JSON.parse(later.content).documents);
    expect(live.shared().id).toBe(later.id);
    expect(Buffer.from(live.shared().index).equals(Buffer.from(later.index))).toBe(true);

    await rollBack(store, 'somebody');
    expect(await live.refresh()).toBe(true);
    expect(mission(live)).toMatchObject({ edition: seedStored().id, issued: '2024-01-15' });
    expect((await store.audit(0)).map(({ action }) => action).sort()).toEqual([
      'edition-published',
      'edition-rolled-back',
    ]);
    await store.close();
  });

  it('answers every question of one edition as a whole while another is taken over', async () => {
    const { store, live } = await opened();
    const editions = Array.from({ length: 4 }, (_, i) => laterEdition(`2025-02-0${i + 1}`));
    const issued = new Map([
      [seedStored().id, '2024-01-15'],
      ...editions.map((one, i) => [one.id, `2025-02-0${i + 1}`] as const),
    ]);
    let publishing = true;
    const asked: ReturnType<typeof mission>[] = [];
    const asking = (async () => {
      while (publishing) {
        asked.push(mission(live));
        await new Promise(resolve => setTimeout(resolve, 10));
      }
    })();
    for (const edition of editions) {
      await publishEdition(store, edition, 'somebody');
      await live.refresh();
    }
    publishing = false;
    await asking;
    expect(new Set(asked.map(({ edition }) => edition)).size).toBeGreaterThan(2);
    const mixed = asked.filter(({ text, edition, issued: day }) => {
      const own = issued.get(edition);
      return (
        day !== own ||
        text.startsWith('2025') !== (own !== '2024-01-15') ||
        (text.startsWith('2025') && !text.startsWith(own!))
      );
    });
    expect(mixed).toEqual([]);
    await store.close();
  });

  it('stays as it is when what was published is damaged', async () => {
    const { store, live } = await opened();
    await store.publishEdition({ ...laterEdition(), id: `sha256:${'0'.repeat(64)}` });
    await expect(live.refresh()).rejects.toThrow('damaged');
    expect(mission(live).edition).toBe(seedStored().id);
    await store.close();
  });

  it('loads an edition that is kept in pieces', async () => {
    const { store, live } = await opened();
    const knowledge = structuredClone(seedKnowledge()) as Mutable<Knowledge>;
    const filler = Array.from(
      { length: 60_000 },
      (_, i) => `esta es la pregunta de relleno número ${i} que nadie hace`,
    );
    knowledge.asked.elsewhere.filler = { es: filler, en: [] };
    const large = { ...contentOf(knowledge), index: seedStored().index };
    await publishEdition(store, large, 'somebody');
    const pieces: number[] = [];
    for await (const { bytes } of store.editionPieces(large.id)) pieces.push(bytes.length);
    expect(pieces.length).toBeGreaterThan(4);
    expect(Math.max(...pieces)).toBeLessThanOrEqual(1024 * 1024);
    expect(await store.edition(large.id)).toMatchObject({ content: large.content });
    expect(await live.refresh()).toBe(true);
    expect(mission(live).edition).toBe(large.id);
    await store.close();
  });

  it('trains again what another release has trained', async () => {
    const { store, live } = await opened();
    const small = structuredClone(seedKnowledge()) as Mutable<Knowledge>;
    for (const entry of small.documents[0]!.entries)
      entry.questions = { es: entry.questions.es.slice(0, 3), en: entry.questions.en.slice(0, 3) };
    for (const by of Object.values(small.asked.facets)) Object.assign(by, { es: {}, en: {} });
    Object.assign(small.asked, { elsewhere: {}, intents: {} });
    await publishEdition(store, { ...contentOf(small), index: new Uint8Array(64) }, 'somebody');
    expect(await live.refresh()).toBe(true);
    expect(live.assistant().edition).toBe(contentOf(small).id);
    await store.close();
  });
});

describe('going back', () => {
  it('goes back edition by edition, not to and fro', async () => {
    const store = await openStore('memory:');
    const index = saveIndex(buildIndex([{ id: 'a', lang: 'es', text: 'hola' }], { train: false }));
    const [one, two, three] = ['1', '2', '3'].map(n => ({
      id: `sha256:${n.repeat(64)}`,
      content: `{"n":${n}}`,
      index,
    }));
    for (const edition of [one!, two!, three!]) await publishEdition(store, edition, 'a');
    expect((await rollBack(store, 'a')).id).toBe(two!.id);
    expect((await rollBack(store, 'a')).id).toBe(one!.id);
    await expect(rollBack(store, 'a')).rejects.toMatchObject({ code: 'nothing-before' });
    expect((await rollBack(store, 'a', three!.id.slice(0, 12))).id).toBe(three!.id);
    await expect(rollBack(store, 'a', 'sha256:9999')).rejects.toThrow(RollbackError);
    await expect(rollBack(store, 'a', three!.id)).rejects.toMatchObject({ code: 'edition-live' });
  });
});
