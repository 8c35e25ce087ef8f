import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.ts';

/** One line of `test/data/language-*.jsonl`. */
export interface Fragment {
  q: string;
  /** `unsure`: a name, digits, a word of both languages; no detector can tell. */
  lang: 'es' | 'en' | 'other' | 'unsure';
  /** How it is written (Spanish and English): clean, sms and typo are of one to three words, long of more. */
  kind?: 'clean' | 'sms' | 'typo' | 'long';
  /** Code of the other language, or `script`. */
  in?: string;
}

export function readFragments(name: 'language-tuning' | 'language-measured'): Fragment[] {
  const text = readFileSync(join(ROOT, 'test/data', `${name}.jsonl`), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Fragment);
}
