import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readDraft } from '../read-knowledge.ts';
import type { FileChange } from './write.ts';

/**
 * Writes all changes, or none. They are tried on a copy first, which must read as knowledge; then every file is
 * replaced whole, and put back if one of them cannot be. Throws a KnowledgeError, or the file system's error.
 */
export function applyChanges(folder: string, changes: readonly FileChange[]): void {
  if (changes.length === 0) return;
  rehearse(folder, changes);
  const undo: FileChange[] = [];
  try {
    for (const { file, text } of changes) {
      const path = join(folder, file);
      const before = existsSync(path) ? readFileSync(path, 'utf8') : null;
      put(folder, { file, text });
      undo.unshift({ file, text: before });
    }
  } catch (error) {
    for (const change of undo) put(folder, change);
    throw error;
  }
}

function rehearse(folder: string, changes: readonly FileChange[]): void {
  const copy = mkdtempSync(join(tmpdir(), 'igm-knowledge-'));
  try {
    if (existsSync(folder)) cpSync(folder, copy, { recursive: true });
    for (const change of changes) put(copy, change);
    readDraft(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function put(folder: string, { file, text }: FileChange): void {
  const path = join(folder, file);
  if (text === null) {
    rmSync(path, { force: true });
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}.tmp`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, path);
}
