import { availableParallelism } from 'node:os';
import { share } from '../../../src/evaluation/index.ts';
import { percent, table } from '../table.ts';
import type { Job } from './jobs.ts';
import type { Limits } from './limits.ts';
import { PEERS, type PeerKey } from './peers/index.ts';
import type { Quality, Scope, Tally } from './quality.ts';
import { type Outcome, reportOf, runChild } from './run-child.ts';

type Print = (text: string) => void;

/** A peer that was asked fewer questions than this in its time is too slow to say anything of. */
const FEWEST = 20;
/** Seconds for this project's own index, which may have to be trained first. */
const TRAINING = 300;

/** Gives the variant that was chosen for each peer; with `print`, measures what else the tables say, and prints them. */
export async function benchQuality(limits: Limits, print: Print | null): Promise<Map<PeerKey, number>> {
  const { seeds: copies, quality: seconds, qualityStop, choose } = limits;
  const seeds = print ? copies : 1;
  const outcomes = await pooled(
    PEERS,
    peer => ({ kind: 'quality', peer, seeds, seconds, choose }),
    qualityStop,
  );
  const variants = new Map<PeerKey, number>();
  const measured: [PeerKey, Quality][] = [];
  const left: string[] = [];
  for (const [peer, outcome] of outcomes) {
    const found = reportOf(outcome, 'quality')?.quality;
    if (!found)
      left.push(
        `${peer}: ${outcome.stopped === 'time' ? `stopped after ${qualityStop} s` : `failed: ${outcome.errors}`}`,
      );
    else if (found.first.of < FEWEST)
      left.push(`${peer}: too slow, ${found.first.of} questions in ${seconds / 5} s`);
    else measured.push([peer, found]);
    if (found) variants.set(peer, found.variantNumber);
  }
  if (print === null) return variants;
  print(
    '\nThe right entry, on the measured half of the bank (test/data/measured.jsonl, kind answer); all were given the',
  );
  print(
    'same entries and the same questions of knowledge/. Per cent, 95 % interval; misspelt: one slip in half of the',
  );
  print(`words of five letters or more, accents dropped, mean of ${seeds} copies; fall: in points, paired.`);
  print(
    table(
      ['', 'right first', '95 %', 'n', 'MRR@10', 'misspelt', 'MRR@10', 'fall', '95 %', 'copies'],
      measured.map(([peer, found]) => [peer, ...firstCells(found)]),
    ),
  );
  print(
    '\nAnswered and not answered: from one threshold on the score on, chosen on the tuning half for the best mean of',
  );
  print(
    '"right entry given" and "out of scope not answered". Falsely: out of scope (kind oos), given any entry.',
  );
  print(
    table(
      SCOPE_HEAD,
      measured.map(([peer, { scope }]) => [peer, ...scopeCells(scope)]),
    ),
  );
  await benchScope(limits.decoys ? variants : new Map(), limits, print);
  for (const line of left) print(`Left out: ${line}`);
  print(`\nSettings${choose ? ', each the best of its variants on the tuning half' : ''}:`);
  for (const [peer, { settings, variant }] of measured) print(`  ${peer}: ${settings}; ${variant}`);
  return variants;
}

const SCOPE_HEAD = ['', 'right given', 'falsely', 'AUROC', 'n'];

/** The same with the questions that no entry answers, which the project's index learns from, given to all. */
async function benchScope(
  variants: ReadonlyMap<PeerKey, number>,
  { quality: seconds, qualityStop }: Limits,
  print: Print,
): Promise<void> {
  const own = reportOf(await runChild({ kind: 'own scope' }, TRAINING), 'own scope');
  const peers = [...variants.keys()].filter(peer => peer !== 'this core');
  const outcomes = await pooled(
    peers,
    peer => ({ kind: 'scope', peer, variant: variants.get(peer)!, seconds }),
    qualityStop,
  );
  print(
    '\nThe same with the questions of knowledge/asked/, which no entry answers. Peers get them as decoys: when one',
  );
  print('comes first, nothing is answered. The assistant as a whole decides by itself.');
  print(
    table(SCOPE_HEAD, [
      ['the assistant', ...scopeCells(own?.assistant)],
      ["the assistant's index", ...scopeCells(own?.index)],
      ...outcomes.map(([peer, outcome]) => [peer, ...scopeCells(reportOf(outcome, 'scope')?.scope)]),
    ]),
  );
}

/** As many children at once as the machine has cores; times are not measured here. */
async function pooled(
  peers: readonly PeerKey[],
  jobOf: (peer: PeerKey) => Job,
  seconds: number,
): Promise<[PeerKey, Outcome][]> {
  const outcomes = new Map<PeerKey, Outcome>();
  const waiting = [...peers]; // from the last on: nlp.js takes longest
  const work = async () => {
    for (let peer = waiting.pop(); peer !== undefined; peer = waiting.pop())
      outcomes.set(peer, await runChild(jobOf(peer), seconds));
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
  return peers.map(peer => [peer, outcomes.get(peer)!]);
}

function firstCells({ first, mrr, misspelt, fall }: Quality): string[] {
  const { value, low, high } = share(first.hits, first.of);
  return [
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
  if (!scope) return ['stopped', '–', '–', '–'];
  if (scope.right.of < FEWEST) return ['too slow', '–', '–', '–'];
  const tally = ({ hits, of }: Tally) => percent(hits / of);
  return [
    tally(scope.right),
    tally(scope.falsely),
    Number.isNaN(scope.auroc) ? '–' : scope.auroc.toFixed(3),
    `${scope.right.of} + ${scope.falsely.of}`,
  ];
}
