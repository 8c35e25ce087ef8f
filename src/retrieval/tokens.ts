import { words, writtenOut } from '../language/index.ts';

/** A row is indexed up to this many words. */
const ROW_WORDS = 2_000;
/** Beyond this a query says nothing new; it bounds the time of a search. In words, and in UTF-16 units. */
const QUERY_WORDS = 120;
const QUERY_LENGTH = 8_000;

/** The words of a row, folded, shorthand written out. */
export function tokens(text: string): string[] {
  return writtenOut(words(text)).slice(0, ROW_WORDS);
}

/** The words of a query: the same, of a bounded part of it. */
export function queryTokens(query: string): string[] {
  return tokens(query.slice(0, QUERY_LENGTH)).slice(0, QUERY_WORDS);
}
