import { availableParallelism } from 'node:os';
import { share } from '../../../src/cli/statistics.ts';
import { percent, table } from '../table.ts';
import type { Job } from './jobs.ts';
import type { Limits } from './limits.ts';
import { PEERS, type PeerKey } from './peers/index.ts';
import type { Quality, Scope, Tally } from './quality.ts';
import { type Outcome, reportOf, runChild } from './run-child.ts';

type Print = (text: string) => void;

/** Measures every peer on the bank, prints the tables, and gives the variant that was chosen for each. */
export async function benchQuality(limits: Limits, print: Print): Promise<Map<PeerKey, number>> {
  const { seeds, quality: seconds, qualityStop } = limits;
  const outcomes = await pooled(PEERS, peer => ({ kind: 'quality', peer, seeds, seconds }), qualityStop);
  const variants = new Map<PeerKey, number>();
  const measured: Quality[] = [];
  for (const [peer, outcome] of outcomes) {
    const found = reportOf(outcome, 'quality')?.quality;
    if (found) {
      measured.push(found);
      variants.set(peer, found.variantNumber);
    } else print(`${peer}: ${outcome.stopped === 'time' ? `stopped after ${qualityStop} s` : `failed: ${outcome.errors}`}`);
  }
  print('\nThe right entry, on the measured half of the bank (test/data/measured.jsonl, kind answer); all were given the');
  print('same entries and the same questions of knowledge/. Per cent, 95 % interval; misspelt: one slip in half of the');
  print(`words of five letters or more, accents dropped, mean of ${seeds} copies; fall: in points, paired.`);
  print(table(['', 'right first', '95 %', 'n', 'MRR@10', 'misspelt', 'MRR@10', 'fall', '95 %', 'seeds'], measured.map(firstRow)));
  print('\nAnswered and not answered: from one threshold on the score on, chosen on the tuning half for the best mean of');
  print('"right entry given" and "out of scope not answered". Falsely: out of scope (kind oos), given any entry.');
  print(table(['', 'right given', 'falsely', 'AUROC', 'n'], measured.map(({ name, scope }) => [name, ...scopeCells(scope)])));
  await benchScope(new Map([...variants].filter(([peer]) => peer !== 'fuse')), limits, print);
  print('\nSettings, each the best of its variants on the tuning half:');
  for (const { name, settings, variant } of measured) print(`  ${name}: ${settings}; ${variant}`);
  return variants;
}

/** The same with the questions that no entry answers, which the project's index learns from, given to all. */
async function benchScope(variants: ReadonlyMap<PeerKey, number>, { quality: seconds, qualityStop }: Limits, print: Print): Promise<void> {
  const outcomes = await pooled([...variants.keys()], peer => ({ kind: 'scope', peer, variant: variants.get(peer)!, seconds }), qualityStop);
  const assistant = reportOf(await runChild({ kind: 'assistant' }, 180), 'scope');
  print('\nThe same, all given the questions of knowledge/asked/ besides, as decoys: when one comes first, nothing is');
  print('answered. The assistant as a whole decides by itself and learns from the same questions.');
  const rows = outcomes.map(([peer, outcome]) => [peer, ...scopeCells(reportOf(outcome, 'scope')?.scope)]);
  print(table(['', 'right given', 'falsely', 'AUROC', 'n'], [['the assistant', ...scopeCells(assistant?.scope)], ...rows]));
}

/** As many children at once as the machine has cores; times are not measured here. */
async function pooled(peers: readonly PeerKey[], jobOf: (peer: PeerKey) => Job, seconds: number): Promise<[PeerKey, Outcome][]> {
  const outcomes = new Map<PeerKey, Outcome>();
  const waiting = [...peers].reverse();
  const work = async () => {
    for (let peer = waiting.pop(); peer !== undefined; peer = waiting.pop()) outcomes.set(peer, await runChild(jobOf(peer), seconds));
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
  return peers.map(peer => [peer, outcomes.get(peer)!]);
}

function firstRow({ name, first, mrr, misspelt, fall }: Quality): string[] {
  const { value, low, high } = share(first.hits, first.of);
  return [
    name,
    percent(value),
    `${percent(low)}–${percent(high)}`,
    String(first.of),
    mrr.toFixed(3),
    percent(misspelt.first),
    misspelt.mrr.toFixed(3),
    fall.mean.toFixed(1),
    `±${fall.half.toFixed(1)}`,
    fall.of < first.of ? `${misspelt.seeds} (n ${fall.of})` : String(misspelt.seeds),
  ];
}

function scopeCells(scope: Scope | undefined): string[] {
  if (!scope) return ['stopped', '', '', ''];
  const tally = ({ hits, of }: Tally) => percent(hits / of);
  return [tally(scope.right), tally(scope.falsely), Number.isNaN(scope.auroc) ? '–' : scope.auroc.toFixed(3), `${scope.right.of} + ${scope.falsely.of}`];
}
