// npm run bench -- publish [--entries 100000]: another process publishes an edition of 100,000 entries while this one
// serves the small one, asks it twenty questions a second and takes the large one over; for how long the event loop
// stands still at most, how long the take-over takes, and whether an answer failed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openLiveEdition } from '../../src/app/live-edition.ts';
import { contentOf, type Entry, type Knowledge } from '../../src/knowledge/index.ts';
import { buildIndex, saveIndex } from '../../src/retrieval/index.ts';
import { openStore } from '../../src/store/index.ts';
import { newDialogue } from '../../src/turn/index.ts';
import { entryRows } from '../../src/understanding/train.ts';
import { quiet } from '../channel/doubles.ts';
import { ROOT, seedKnowledge, seedSentences, seedStored } from '../seed.ts';
import { makeCollection } from './retrieval/collection.ts';
import { short, table } from './table.ts';

const { values } = parseArgs({
  options: { entries: { type: 'string', default: '100000' }, publish: { type: 'string' } },
});
if (values.publish !== undefined) await publish(values.publish, Number(values.entries));
else await measure(Number(values.entries));

async function measure(entries: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'igm-publish-'));
  const url = `file:${join(folder, 'igm.db')}`;
  try {
    const store = await openStore(url);
    await store.publishEdition(seedStored());
    const parts = {
      store,
      sentences: seedSentences(),
      contacts: {},
      root: ROOT,
      log: quiet,
      onTraining() {},
    };
    const live = await openLiveEdition(parts);
    process.stderr.write(`Another process makes and publishes ${entries} entries …\n`);
    const child = spawnSync(
      process.execPath,
      [
        '--max-old-space-size=6000',
        fileURLToPath(import.meta.url),
        '--publish',
        url,
        '--entries',
        String(entries),
      ],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    if (child.status !== 0) throw new Error(`The publishing process ended with ${child.status}.`);
    for (let i = 0; i < 200; i++) live.assistant().turn({ text: '¿cuál es la misión?' }, newDialogue());
    const still = watch();
    let failed = 0;
    let asked = 0;
    const asking = setInterval(() => {
      asked++;
      try {
        live.assistant().turn({ text: '¿cuál es la misión?' }, newDialogue());
      } catch {
        failed++;
      }
    }, 50);
    await new Promise(resolve => setTimeout(resolve, 2_000));
    const before = still.take();
    const from = performance.now();
    const done = await live.refresh();
    const seconds = (performance.now() - from) / 1000;
    const during = still.take();
    await new Promise(resolve => setTimeout(resolve, 2_000));
    const after = still.take();
    clearInterval(asking);
    still.stop();
    if (!done) throw new Error('Nothing was taken over.');
    const rows = [before, during, after].map(({ most, tenth, count }, i) => [
      ['2 s before', `take-over (${short(seconds)} s)`, '2 s after'][i]!,
      short(most),
      tenth.map(short).join(' '),
      String(count),
    ]);
    process.stdout.write(
      `${table(['event loop', 'ms at most', 'the ten longest', 'looks'], rows)}\n${asked} questions asked, ${failed} failed; ${Math.round(process.memoryUsage().rss / 1024 / 1024)} MB held\n`,
    );
    await store.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * How long this thread worked without letting anything else have its turn: processor time between looks that follow
 * each other at once. Time that other programs took of the machine does not count.
 */
function watch() {
  let gaps: number[] = [];
  let last = spent();
  let running = true;
  const look = () => {
    const now = spent();
    gaps.push(now - last);
    last = now;
    if (running) setImmediate(look);
  };
  setImmediate(look);
  return {
    take() {
      const sorted = gaps.sort((a, b) => b - a);
      gaps = [];
      // Sorting a million looks is work of the bench, not of the service.
      last = spent();
      return { most: sorted[0] ?? 0, tenth: sorted.slice(0, 10), count: sorted.length };
    },
    stop() {
      running = false;
    },
  };
}

/** Milliseconds of processor time of this thread. */
function spent(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

async function publish(url: string, entries: number): Promise<void> {
  const seed = seedKnowledge();
  const { rows } = makeCollection(entryRows(seed), entries, 10, 1);
  const knowledge: Knowledge = {
    ...seed,
    documents: [{ ...seed.documents[0]!, entries: rows.map(entryOf) }],
    asked: { ...seed.asked, facets: emptied(seed) },
  };
  const index = buildIndex(entryRows(knowledge), { train: false });
  const store = await openStore(url);
  await store.publishEdition({ ...contentOf(knowledge), index: saveIndex(index) });
  await store.close();
}

function entryOf(row: { text?: string; questions?: string[] }, i: number): Entry {
  const text = row.text ?? '';
  const both = (value: string) => ({ es: value, en: value });
  return {
    id: `prueba.${i + 1}`,
    document: 'mision-vision-objetivos',
    section: both(`Seccion ${Math.floor(i / 20)}`),
    title: both(text.slice(0, 40)),
    label: both(`Punto ${i}`),
    facets: [],
    text: both(text),
    children: [],
    questions: { es: row.questions ?? [], en: row.questions ?? [] },
  };
}

function emptied({ asked }: Knowledge): Knowledge['asked']['facets'] {
  const facets = Object.fromEntries(Object.keys(asked.facets).map(facet => [facet, { es: {}, en: {} }]));
  return facets as unknown as Knowledge['asked']['facets'];
}
