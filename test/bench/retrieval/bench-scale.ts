import { percent, short, table } from '../table.ts';
import type { MadeCollection } from './collections.ts';
import type { Limits } from './limits.ts';
import { TIMED } from './limits.ts';
import { PEERS, type PeerKey } from './peers/index.ts';
import { reportOf, runChild } from './run-child.ts';

type Print = (text: string) => void;

/** A build that would by its growth so far take more than this many times the limit is not tried. */
const HOPELESS = 1.2;

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
  const lastBuild = new Map<PeerKey, { size: number; seconds: number }>();
  for (const collection of made) {
    const rows: string[][] = [];
    for (const peer of PEERS)
      rows.push([peer, ...(await scaleCells(peer, collection, variants.get(peer) ?? 0, limits, lastBuild))]);
    print(
      `\n${collection.size.toLocaleString('en')} entries; milliseconds a misspelt question after a warm-up of 2,000 or ${limits.warm} s`,
    );
    print(table(['', 'p50', 'p99', 'timed', 'own first %', 'build s', 'kept MB', 'peak MB'], rows));
  }
}

function sizeRow({ size, texts, tokens, vocabulary }: MadeCollection): string[] {
  return [size, texts, tokens, vocabulary, 44 * tokens ** 0.49].map(value =>
    Math.round(value).toLocaleString('en'),
  );
}

async function scaleCells(
  peer: PeerKey,
  { file, size }: MadeCollection,
  variant: number,
  { build, warm, timed }: Limits,
  lastBuild: Map<PeerKey, { size: number; seconds: number }>,
): Promise<string[]> {
  const last = lastBuild.get(peer);
  if (last && (last.seconds * size) / last.size > build * HOPELESS) {
    return [
      '–',
      '–',
      '–',
      '–',
      Number.isFinite(last.seconds) ? `not tried: ${short(last.seconds)} at ${last.size}` : 'not tried',
    ];
  }
  const job = { kind: 'scale', peer, variant, collection: file, seconds: { warm, timed } } as const;
  const outcome = await runChild(job, Math.max(build, warm + timed) + 10);
  const built = reportOf(outcome, 'built');
  const asked = reportOf(outcome, 'asked')?.asked;
  lastBuild.set(peer, { size, seconds: built ? built.ms / 1000 : Number.POSITIVE_INFINITY });
  const stopped = outcome.stopped === 'time' ? 'stopped' : 'failed';
  if (!built) return ['–', '–', '–', '–', outcome.stopped === 'time' ? `> ${build}` : 'failed'];
  const memory = [short(built.ms / 1000), short(built.memory.kept), short(built.memory.peak)];
  if (!asked) return [stopped, '–', '–', '–', ...memory];
  // Of fewer than a hundred there is no 99th percentile: the slowest stands there.
  const p99 = asked.count < 100 ? `≤ ${short(asked.p99)}` : short(asked.p99);
  return [
    short(asked.p50),
    p99,
    asked.count < TIMED ? String(asked.count) : 'all',
    percent(asked.first),
    ...memory,
  ];
}
