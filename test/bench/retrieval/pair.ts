import { buildIndex, type Index, loadIndex, saveIndex } from '../../../src/retrieval/index.ts';
import type { Collection, Question } from './collection.ts';
import type { Pair } from './jobs.ts';
import { TIMED, WARM_UP } from './limits.ts';
import { LIMIT, type Searcher } from './peer.ts';
import { bm25OfTexts } from './peers/bm25.ts';
import { summary, type Times } from './timing.ts';

/** Questions that one answers before it is the other's turn. */
const TURN = 20;

/**
 * This core and a plain BM25 over the same texts (each title, question and answer a document), in one process and
 * in turns, so that whatever else the machine does disturbs both alike.
 */
export function measurePair({ rows, questions }: Collection): Pair {
  const [built, build] = timed(() => buildIndex(rows));
  const [bytes, save] = timed(() => saveIndex(built));
  const [index, load] = timed(() => loadIndex(bytes));
  const [, firstRepair] = timed(() =>
    index.search(questions[0]!.misspelt.replace(/\p{L}{6,}/u, word => `${word}x`)),
  );
  const baseline = bm25OfTexts(rows);
  const form = (name: 'asked' | 'misspelt') =>
    inTurns(index, baseline, questions, question => question[name]);
  const [asked, misspelt] = [form('asked'), form('misspelt')];
  return {
    core: { asked: asked.core, misspelt: misspelt.core },
    bm25: { asked: asked.bm25, misspelt: misspelt.bm25 },
    build,
    save,
    load,
    firstRepair,
    saved: bytes.length / 2 ** 20,
  };
}

function inTurns(
  index: Index,
  baseline: Searcher,
  questions: readonly Question[],
  put: (question: Question) => string,
): { core: Times; bm25: Times } {
  const core = (query: string) => index.search(query, { limit: LIMIT });
  const plain = (query: string) => baseline.search(query);
  const times = { core: [] as number[], bm25: [] as number[] };
  for (const question of questions.slice(0, WARM_UP)) {
    core(put(question));
    plain(put(question));
  }
  for (let from = WARM_UP; from < WARM_UP + TIMED; from += TURN) {
    const turn = questions.slice(from, from + TURN).map(put);
    for (const query of turn) times.core.push(timed(() => core(query))[1]);
    for (const query of turn) times.bm25.push(timed(() => plain(query))[1]);
  }
  return { core: summary(times.core), bm25: summary(times.bm25) };
}

function timed<T>(work: () => T): [result: T, ms: number] {
  const start = performance.now();
  return [work(), performance.now() - start];
}
