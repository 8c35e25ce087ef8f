import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentOf, idOf, type StoredEdition, trainEdition } from './edition.ts';
import { readKnowledge } from './read-knowledge.ts';

/** Rooms whose code decides what is read and what the trained index looks like. */
const ROOMS = ['knowledge', 'language', 'retrieval', 'understanding'];

/** What of them only makes, compares and publishes editions. */
const UNTRAINED = /^(?:import|draft|files|compare|gate|publish)\//;

/**
 * The edition in `knowledge/`. It is read, checked and trained once for each state of files and code, and kept in
 * `build/`; `onTraining` is called when that is about to happen, because it takes some seconds.
 *
 * Throws a KnowledgeError with every fault of the files.
 */
export function seedEdition(root: string, onTraining: () => void = () => {}): StoredEdition {
  const name = join(root, 'build', `edition-${fingerprint(root)}`);
  try {
    const content = readFileSync(`${name}.json`, 'utf8');
    return { id: idOf(content), content, index: new Uint8Array(readFileSync(`${name}.index`)) };
  } catch {
    const knowledge = readKnowledge(join(root, 'knowledge'));
    onTraining();
    const trained = trainEdition(knowledge);
    mkdirSync(join(root, 'build'), { recursive: true });
    write(`${name}.index`, trained.index);
    write(`${name}.json`, contentOf(knowledge).content);
    return trained;
  }
}

/** Written beside and renamed, so that a second process never reads half a file. */
function write(file: string, data: string | Uint8Array): void {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, data);
  renameSync(unfinished, file);
}

function fingerprint(root: string): string {
  const hash = createHash('sha256');
  for (const folder of [...ROOMS.map(room => join(root, 'src', room)), join(root, 'knowledge')]) {
    for (const file of filesIn(folder)) hash.update(`${file}\n`).update(readFileSync(join(folder, file)));
  }
  return hash.digest('hex').slice(0, 24);
}

/** Code and data that count. The judgement's weights are fitted to a trained index, they do not change one. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => /\.(ts|yaml|txt)$/.test(file) && !UNTRAINED.test(file))
    .sort();
}
