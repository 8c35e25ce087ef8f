// A child process of the benchmark: does the one job that it is given as its argument, reports, and ends.
import { readFileSync } from 'node:fs';
import { entryRows } from '../../../src/understanding/train.ts';
import { decoyRows, knowledge } from './bank.ts';
import type { Collection } from './collection.ts';
import type { Job, Report } from './jobs.ts';
import { measureAssistant, measureOwnIndex } from './own-scope.ts';
import { measurePair } from './pair.ts';
import { loadPeer } from './peers/index.ts';
import { profileQuestions } from './profile.ts';
import { measureQuality, measureScope } from './quality.ts';
import { keptMemory, peakMemory, timeQuestions } from './timing.ts';

await run(JSON.parse(process.argv[2]!) as Job);
process.disconnect();
process.exit(0);

async function run(job: Job): Promise<void> {
  switch (job.kind) {
    case 'quality': {
      const peer = await loadPeer(job.peer);
      return report({ kind: 'quality', quality: await measureQuality(peer, entryRows(knowledge()), job) });
    }
    case 'scope': {
      const read = knowledge();
      const variant = (await loadPeer(job.peer)).variants[job.variant]!;
      const searcher = await variant.build([...entryRows(read), ...decoyRows(read)]);
      return report({ kind: 'scope', scope: await measureScope(searcher, job.seconds) });
    }
    case 'own scope':
      return report({ kind: 'own scope', index: await measureOwnIndex(), assistant: measureAssistant() });
    case 'scale':
      return scale(job);
    case 'pair':
      return report({ kind: 'pair', pair: measurePair(readCollection(job.collection)) });
    case 'profile':
      return report({
        kind: 'profile',
        shares: await profileQuestions(job.which, readCollection(job.collection)),
      });
  }
}

/** Builds, says how long that took and what stays in memory, then answers questions and says it again. */
async function scale({
  peer: key,
  variant,
  collection,
  seconds,
}: Extract<Job, { kind: 'scale' }>): Promise<void> {
  const peer = await loadPeer(key);
  const { questions } = readCollection(collection);
  const before = keptMemory();
  let rows: Collection['rows'] | null = readCollection(collection).rows;
  const start = performance.now();
  const searcher = await peer.variants[variant]!.build(rows);
  const ms = performance.now() - start;
  rows = null;
  const memory = () => ({ kept: keptMemory() - before, peak: peakMemory() });
  report({ kind: 'built', ms, memory: memory() });
  const asked = await timeQuestions(searcher, questions, seconds);
  report({ kind: 'asked', asked, memory: memory() });
}

function readCollection(file: string): Collection {
  return JSON.parse(readFileSync(file, 'utf8')) as Collection;
}

function report(message: Report): void {
  process.send!(message);
}
