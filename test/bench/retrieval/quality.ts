import type { BankLine } from '../../../src/evaluation/index.ts';
import { auroc } from '../../../src/evaluation/index.ts';
import type { Row } from '../../../src/retrieval/index.ts';
import { bankLines, DECOY, misspelt } from './bank.ts';
import type { Found, Peer, Searcher } from './peer.ts';

/** A count of questions and how many of them went well. */
export interface Tally {
  hits: number;
  of: number;
}

export interface Scope {
  /** From this score on an answer is given; chosen on the tuning half. */
  threshold: number;
  /** Answerable questions that were given the right entry. */
  right: Tally;
  /** Questions out of scope that were given any entry. */
  falsely: Tally;
  /** Answerable and out of scope told apart by the score of the first entry. */
  auroc: number;
}

export interface Quality {
  settings: string;
  variant: string;
  variantNumber: number;
  first: Tally;
  /** Mean reciprocal rank of the right entry among the first ten. */
  mrr: number;
  misspelt: { first: number; mrr: number; seeds: number };
  /** Points that the share of "right entry first" falls by, on the same questions, with its 95 % interval. */
  fall: { mean: number; half: number; of: number };
  scope: Scope;
}

interface Asked {
  line: BankLine;
  found: Found[];
}

/**
 * Asks a peer the bank: chooses its threshold, and its variant if it shall `choose`, on the tuning half; then
 * measures on the other.
 */
export async function measureQuality(
  peer: Peer,
  rows: readonly Row[],
  { seeds, seconds, choose }: { seeds: number; seconds: number; choose: boolean },
): Promise<Quality> {
  const tuning = bankLines('tuning');
  const measured = bankLines('measured');
  const { searcher, number } = await chosen(
    choose ? peer.variants : peer.variants.slice(0, 1),
    rows,
    tuning.answer,
    seconds * 0.2,
  );
  const threshold = bestThreshold(
    await ask(searcher, tuning.answer, seconds * 0.1),
    await ask(searcher, tuning.oos, seconds * 0.1),
  );
  const clean = await ask(searcher, measured.answer, seconds * 0.2);
  const oos = await ask(searcher, measured.oos, seconds * 0.1);
  const noisy: Asked[][] = [];
  const end = performance.now() + seconds * 300;
  for (let seed = 1; seed <= seeds && (seed === 1 || performance.now() < end); seed++) {
    noisy.push(
      await ask(searcher, measured.answer, (end - performance.now()) / 1000, line => misspelt(line, seed)),
    );
  }
  return {
    settings: peer.settings,
    variant: peer.variants[number]!.name,
    variantNumber: number,
    first: { hits: clean.filter(isFirst).length, of: clean.length },
    mrr: mean(clean.map(reciprocalRank)),
    misspelt: {
      first: mean(noisy.map(asked => mean(asked.map(one => Number(isFirst(one)))))),
      mrr: mean(noisy.map(asked => mean(asked.map(reciprocalRank)))),
      seeds: noisy.length,
    },
    fall: paired(clean, noisy),
    scope: scopeOf(clean, oos, threshold),
  };
}

/** Only what is answered and what is not, with the decoys among the rows. */
export async function measureScope(searcher: Searcher, seconds: number): Promise<Scope> {
  const tuning = bankLines('tuning');
  const measured = bankLines('measured');
  const share = seconds / 4;
  const threshold = bestThreshold(
    await ask(searcher, tuning.answer, share),
    await ask(searcher, tuning.oos, share),
  );
  return scopeOf(
    await ask(searcher, measured.answer, share),
    await ask(searcher, measured.oos, share),
    threshold,
  );
}

/** The variant with the most right entries first, clean and misspelt, on the tuning half. */
async function chosen(
  variants: Peer['variants'],
  rows: readonly Row[],
  lines: readonly BankLine[],
  seconds: number,
): Promise<{ searcher: Searcher; number: number }> {
  let best: { searcher: Searcher; number: number; hits: number } | undefined;
  for (const [number, variant] of variants.entries()) {
    const searcher = await variant.build(rows);
    if (variants.length === 1) return { searcher, number };
    const share = seconds / variants.length / 2;
    const clean = await ask(searcher, lines, share);
    const noisy = await ask(searcher, lines, share, line => misspelt(line, 0));
    const hits = mean(clean.map(one => Number(isFirst(one)))) + mean(noisy.map(one => Number(isFirst(one))));
    if (!best || hits > best.hits) best = { searcher, number, hits };
  }
  return best!;
}

/** Asks as many of the lines as the time allows; at least one. */
async function ask(
  searcher: Searcher,
  lines: readonly BankLine[],
  seconds: number,
  put = (line: BankLine) => line.q,
): Promise<Asked[]> {
  const end = performance.now() + seconds * 1000;
  const asked: Asked[] = [];
  for (const line of lines) {
    if (asked.length > 0 && performance.now() > end) break;
    asked.push({ line, found: await searcher.search(put(line)) });
  }
  return asked;
}

function isFirst({ line, found }: Asked): boolean {
  return line.accept.includes(found[0]?.id ?? '');
}

function reciprocalRank({ line, found }: Asked): number {
  const at = found.slice(0, 10).findIndex(({ id }) => line.accept.includes(id));
  return at < 0 ? 0 : 1 / (at + 1);
}

/** The score that an answer is given with; the lowest of all where there is none, or a decoy comes first. */
function scoreOf({ found }: Asked): number {
  const top = found[0];
  return top === undefined || top.id.startsWith(DECOY) ? Number.MIN_SAFE_INTEGER : top.score;
}

function given(asked: readonly Asked[], threshold: number): Asked[] {
  return asked.filter(one => scoreOf(one) > Number.MIN_SAFE_INTEGER && scoreOf(one) >= threshold);
}

/** The threshold with the best mean of "right entry given" and "out of scope not answered". */
function bestThreshold(answer: readonly Asked[], oos: readonly Asked[]): number {
  const candidates = [...new Set([...answer, ...oos].map(scoreOf))];
  const worth = candidates.map(threshold => ({
    threshold,
    worth:
      given(answer, threshold).filter(isFirst).length / answer.length -
      given(oos, threshold).length / oos.length,
  }));
  return worth.reduce((best, next) => (next.worth > best.worth ? next : best)).threshold;
}

function scopeOf(answer: readonly Asked[], oos: readonly Asked[], threshold: number): Scope {
  return {
    threshold,
    right: { hits: given(answer, threshold).filter(isFirst).length, of: answer.length },
    falsely: { hits: given(oos, threshold).length, of: oos.length },
    auroc: auroc([
      ...answer.map(one => ({ confidence: scoreOf(one), positive: true })),
      ...oos.map(one => ({ confidence: scoreOf(one), positive: false })),
    ]),
  };
}

/** Question by question: right as asked, less the share of its misspelt copies that are right. */
function paired(clean: readonly Asked[], noisy: readonly (readonly Asked[])[]): Quality['fall'] {
  const falls: number[] = [];
  clean.forEach((one, i) => {
    const copies = noisy.map(asked => asked[i]).filter(copy => copy !== undefined);
    if (copies.length > 0)
      falls.push(100 * (Number(isFirst(one)) - mean(copies.map(copy => Number(isFirst(copy))))));
  });
  const middle = mean(falls);
  const variance = mean(falls.map(fall => (fall - middle) ** 2));
  return { mean: middle, half: 1.96 * Math.sqrt(variance / falls.length), of: falls.length };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
}
