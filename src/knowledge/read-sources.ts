import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Knowledge } from './knowledge.ts';

/** The official text of each document in a folder, by the document's id. Read after the folder was found to be in form. */
export function readSources(folder: string): Map<string, string> {
  const documents = join(folder, 'documents');
  return new Map(
    readdirSync(documents).flatMap(name => {
      const file = join(documents, name, 'document.yaml');
      if (!existsSync(file)) return [];
      const { source } = parse(readFileSync(file, 'utf8')) as { source: string };
      return [[name, readFileSync(join(documents, name, source), 'utf8')] as const];
    }),
  );
}

/** The words of all official texts, in lower case: how an import knows where a hyphen belongs. */
export function wordsOf({ documents }: Knowledge): string[] {
  const texts = documents.flatMap(({ entries }) =>
    entries.map(({ text, section }) => `${text?.es ?? ''} ${section.es}`),
  );
  return [
    ...new Set(
      texts
        .join(' ')
        .toLowerCase()
        .match(/\p{L}+(?:-\p{L}+)*/gu),
    ),
  ];
}
