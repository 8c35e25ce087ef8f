import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Place } from './finding.ts';

/** Where places of one folder are. A file is read once for all of its places. */
export function locator(folder: string): (place: Place) => { file: string; line: number } {
  const read = new Map<string, ReturnType<typeof reading>>();
  return place => {
    const file = fileOf(place);
    const known = read.get(file) ?? reading(join(folder, file));
    read.set(file, known);
    return { file, line: known(place.path) };
  };
}

/** The line of a path of keys, from 1; 0 where there is no such file. */
function reading(path: string): (keys: Place['path']) => number {
  if (!existsSync(path)) return () => 0;
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines });
  return keys => {
    for (let depth = keys.length; depth > 0; depth--) {
      const node = document.getIn(keys.slice(0, depth), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
}

function fileOf({ document, entry, file }: Place): string {
  if (file !== undefined) return file.startsWith('locales/') ? join('..', file) : file;
  return entry === undefined
    ? `documents/${document}/document.yaml`
    : `documents/${document}/entries/${entry}.yaml`;
}
