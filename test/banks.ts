import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './seed.ts';

/** A message of a bank in `test/data/`. */
export interface Asked {
  id: string;
  q: string;
}

/** A conversation of a bank: its messages in order. */
export interface AskedInTurn {
  id: string;
  turns: { q: string; decision?: string[]; accept?: string[]; lang?: string }[];
}

/** The rows of a file of JSON lines in `test/data/`, its header left out. */
export function bankRows<T>(name: string): T[] {
  return readFileSync(join(ROOT, 'test/data', `${name}.jsonl`), 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line) as T)
    .filter(row => !Object.hasOwn(row as object, 'bank'));
}
