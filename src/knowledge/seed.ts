import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { contentOf, idOf, type StoredEdition, trainEdition } from './edition.ts';
import { readKnowledge } from './read-knowledge.ts';

/** Rooms whose code decides what is read and what the trained index looks like. */
const ROOMS = ['knowledge', 'language', 'retrieval', 'understanding'];

/** What of them only makes, compares and publishes editions. */
const UNTRAINED = /^(?:import|draft|files|compare|gate|publish|workshop)\//;

/**
 * The edition in `knowledge/`. It is read, checked and trained once for each state of files and code, and kept in
 * `build/`; `onTraining` is called when that is about to happen, because it takes some seconds.
 *
 * Throws a KnowledgeError with every fault of the files.
 */
export function seedEdition(root: string, onTraining: () => void = () => {}): StoredEdition {
  const kept = keptSeed(root);
  if (kept !== null) return kept;
  const knowledge = readKnowledge(join(root, 'knowledge'));
  onTraining();
  const trained = trainEdition(knowledge);
  keep(root, trained);
  return trained;
}

/** What `knowledge/` says, without an index: nothing is trained. Throws a KnowledgeError as {@link seedEdition} does. */
export function seedContent(root: string): Pick<StoredEdition, 'id' | 'content'> {
  return keptSeed(root) ?? contentOf(readKnowledge(join(root, 'knowledge')));
}

/** The index of an edition, if `knowledge/` is that edition and was trained by this code. */
export function keptIndex(root: string, id: string): Uint8Array | null {
  const kept = keptSeed(root);
  return kept?.id === id ? kept.index : null;
}

/** Keeps what was trained from `knowledge/`, so that the next start does not train it again. */
export function keepTrained(root: string, folder: string, edition: StoredEdition): void {
  if (resolve(folder) === resolve(root, 'knowledge')) keep(root, edition);
}

function keptSeed(root: string): StoredEdition | null {
  const name = keptName(root);
  try {
    const content = readFileSync(`${name}.json`, 'utf8');
    return { id: idOf(content), content, index: new Uint8Array(readFileSync(`${name}.index`)) };
  } catch {
    return null;
  }
}

function keep(root: string, { content, index }: StoredEdition): void {
  const name = keptName(root);
  mkdirSync(dirname(name), { recursive: true });
  write(`${name}.index`, index);
  write(`${name}.json`, content);
}

function keptName(root: string): string {
  return join(root, 'build', `edition-${fingerprint(root)}`);
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
