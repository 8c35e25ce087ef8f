import { words, writtenOut } from '../language/index.ts';

/** Beyond this many words a query says nothing new; it bounds the time of a search. */
export const MAX_WORDS = 120;

/** The words of a row or a query, folded, shorthand written out. */
export function tokens(text: string): string[] {
  return writtenOut(words(text)).slice(0, MAX_WORDS);
}
