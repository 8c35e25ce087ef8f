import { percent, short, table } from '../table.ts';
import type { MadeCollection } from './collections.ts';
import type { Limits } from './limits.ts';
import { LOADING, TIMED, WARM_UP } from './limits.ts';
import { PEERS, type PeerKey } from './peers/index.ts';
import { reportOf, runChild } from './run-child.ts';

type Print = (text: string) => void;

/** A build that would by its growth so far take more than this many times the limit is not tried. */
const HOPELESS = 1.2;
const NOTHING = ['–', '–', '–', '–'];

/** What a peer took at the last size, in seconds; infinite where it was stopped. */
interface Taken {
  size: number;
  build: number;
  question: number;
}

/** Times every peer at every size, each in a process of its own, one after the other. */
export async function benchScale(
  made: readonly MadeCollection[],
  variants: ReadonlyMap<PeerKey, number>,
  limits: Limits,
  print: Print,
): Promise<void> {
  print(
    "\nGenerated collections: a question and an answer an entry, recombined from the project's own, half Spanish and",
  );
  print(
    'half English; content words drawn so that the vocabulary grows as in real text (Heaps: 44 · words^0.49).',
  );
  print(table(['entries', 'texts', 'words', 'different', 'by Heaps'], made.map(sizeRow)));
  const taken = new Map<PeerKey, Taken>();
  for (const collection of made) {
    const rows: string[][] = [];
    for (const peer of PEERS) {
      const last = taken.get(peer);
      const cells = last && hopeless(last, collection.size, limits);
      rows.push([
        peer,
        ...(cells ?? (await scaleCells(peer, collection, variants.get(peer) ?? 0, limits, taken))),
      ]);
    }
    print(
      `\n${collection.size.toLocaleString('en')} entries; milliseconds a misspelt question after ${WARM_UP} others (or ${limits.warm} s of them)`,
    );
    print(table(['', 'p50', 'p99', 'timed', 'own first %', 'build s', 'kept MB', 'peak MB'], rows));
  }
}

function sizeRow({ size, texts, tokens, vocabulary }: MadeCollection): string[] {
  return [size, texts, tokens, vocabulary, 44 * tokens ** 0.49].map(value =>
    Math.round(value).toLocaleString('en'),
  );
}

/** What is printed for a peer that would by its growth so far not finish; undefined where it may. */
function hopeless(
  { size: before, build, question }: Taken,
  size: number,
  limits: Limits,
): string[] | undefined {
  const growth = size / before;
  const why = Number.isFinite(build) ? `not tried: ${short(build)} at ${before}` : 'not tried';
  if (build * growth > limits.build * HOPELESS) return [...NOTHING, why];
  if (question * growth > limits.timed) return ['too slow', ...NOTHING.slice(1), '–'];
  return undefined;
}

async function scaleCells(
  peer: PeerKey,
  { file, size }: MadeCollection,
  variant: number,
  { build, warm, timed }: Limits,
  taken: Map<PeerKey, Taken>,
): Promise<string[]> {
  const job = { kind: 'scale', peer, variant, collection: file, seconds: { warm, timed } } as const;
  const outcome = await runChild(job, build + LOADING, warm + timed + LOADING);
  const built = reportOf(outcome, 'built');
  const answered = reportOf(outcome, 'asked');
  taken.set(peer, {
    size,
    build: built ? built.ms / 1000 : Number.POSITIVE_INFINITY,
    question: answered ? answered.asked.p50 / 1000 : Number.POSITIVE_INFINITY,
  });
  const stopped = outcome.stopped === 'time' ? 'stopped' : 'failed';
  if (!built) return [...NOTHING, stopped === 'stopped' ? `> ${build}` : stopped];
  const { kept, peak } = answered?.memory ?? built.memory;
  const resources = [built.ms / 1000, kept, peak].map(short);
  if (!answered) return [stopped, ...NOTHING.slice(1), ...resources];
  const { p50, p99, count, first } = answered.asked;
  // Of fewer than a hundred there is no 99th percentile: the slowest stands there.
  return [
    short(p50),
    count < 100 ? `≤ ${short(p99)}` : short(p99),
    count < TIMED ? String(count) : 'all',
    percent(first),
    ...resources,
  ];
}
