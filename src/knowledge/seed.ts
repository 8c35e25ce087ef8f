import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentOf, type StoredEdition, trainEdition } from './edition.ts';
import { readKnowledge } from './read-knowledge.ts';

/** Rooms whose code decides what the trained index looks like. */
const TRAINING_ROOMS = ['language', 'retrieval', 'understanding'];

/**
 * The edition in `knowledge/`. Its index is trained once for each state of knowledge and code, and kept in
 * `build/`; `onTraining` is called when that is about to happen, because it takes some seconds.
 *
 * Throws a KnowledgeError with every fault of the files.
 */
export function seedEdition(root: string, onTraining: () => void = () => {}): StoredEdition {
  const knowledge = readKnowledge(join(root, 'knowledge'));
  const { id, content } = contentOf(knowledge);
  const file = join(root, 'build', `index-${fingerprint(root, id)}.bin`);
  try {
    return { id, content, index: new Uint8Array(readFileSync(file)) };
  } catch {
    onTraining();
    const trained = trainEdition(knowledge);
    mkdirSync(join(root, 'build'), { recursive: true });
    // Written beside and renamed, so that a second process never reads half a file.
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, trained.index);
    renameSync(unfinished, file);
    return trained;
  }
}

function fingerprint(root: string, edition: string): string {
  const hash = createHash('sha256').update(edition);
  for (const room of TRAINING_ROOMS) {
    const folder = join(root, 'src', room);
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      // The judgement is fitted to a trained index, it does not change one.
      if (file.endsWith('.ts')) hash.update(readFileSync(join(folder, file)));
    }
  }
  return hash.digest('hex').slice(0, 24);
}
