import type { Row } from '../../../src/retrieval/index.ts';

/** An id with the peer's own score; larger is better. */
export interface Found {
  id: string;
  score: number;
}

/** A built index of a peer: ids for a question, best first, each id once, ten at most. */
export interface Searcher {
  search(query: string): Found[] | Promise<Found[]>;
}

/** One sensible way to set a peer up. Which one stands in the tables is chosen on the tuning half of the bank. */
export interface Variant {
  name: string;
  build(rows: readonly Row[]): Searcher | Promise<Searcher>;
}

/** A library that a team might take instead. */
export interface Peer {
  /** What holds for all its variants: what is switched on, and how strongly. */
  settings: string;
  /** Finds words that are misspelt. */
  typos: boolean;
  variants: readonly Variant[];
}

/** How many ids are asked for. */
export const LIMIT = 10;
/** How many documents are asked for where several stand for one id. */
export const DOCUMENT_LIMIT = 50;

/** A document for each text: a title, a question, an answer by itself. */
export function textsOf(rows: readonly Row[]): { id: string; text: string; lang: Row['lang'] }[] {
  return rows.flatMap(({ id, lang, title, text, questions }) =>
    [title, text, ...(questions ?? [])]
      .filter(part => part !== undefined)
      .map(part => ({ id, lang, text: part })),
  );
}

/** The best documents as ids: each id once, with the score of its best document. */
export function collapsed(documents: Iterable<Found>): Found[] {
  const best = new Map<string, number>();
  for (const { id, score } of documents) {
    if (score > (best.get(id) ?? Number.NEGATIVE_INFINITY)) best.set(id, score);
  }
  return [...best]
    .map(([id, score]) => ({ id, score }))
    .sort((a, b) => b.score - a.score)
    .slice(0, LIMIT);
}

/** Without accents and in lower case, as a team would do it in one line; ñ becomes n. */
export function plainFold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '');
}
