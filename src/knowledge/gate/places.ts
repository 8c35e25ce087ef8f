import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Place } from './finding.ts';

/** Where a place is: the file, relative to the folder, and its line, from 1; 0 where there is none. */
export function located(folder: string, place: Place): { file: string; line: number } {
  const file = fileOf(place);
  const path = join(folder, file);
  if (!existsSync(path)) return { file, line: 0 };
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines });
  for (let depth = place.path.length; depth > 0; depth--) {
    const node = document.getIn(place.path.slice(0, depth), true);
    if (isNode(node) && node.range) return { file, line: lines.linePos(node.range[0]).line };
  }
  return { file, line: 1 };
}

function fileOf({ document, entry, file }: Place): string {
  if (file !== undefined) return file.startsWith('locales/') ? join('..', file) : file;
  return entry === undefined
    ? `documents/${document}/document.yaml`
    : `documents/${document}/entries/${entry}.yaml`;
}
