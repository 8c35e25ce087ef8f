import { stem } from '../../../../src/language/index.ts';
import type { Row } from '../../../../src/retrieval/index.ts';
import {
  collapsed,
  DOCUMENT_LIMIT,
  type Found,
  type Peer,
  plainFold,
  type Searcher,
  textsOf,
} from '../peer.ts';

/** Robertson's k1 and b at their usual values. */
const K1 = 1.2;
const B = 0.75;

/**
 * BM25 and nothing else: every text is a document, every posting of every word of the query is added up, no stop
 * words, no typo repair. In compressed sparse rows of typed arrays, the weight of each posting worked out ahead:
 * about as fast as it can be without skipping.
 */
export const bm25: Peer = {
  settings: 'own, typed arrays; k1 1.2, b 0.75, accents folded, no stop words, no typo repair',
  typos: false,
  variants: [
    {
      name: 'a document for each entry; Spanish and English stems',
      build: rows => new Bm25(rows.map(whole), stemsOf),
    },
    { name: 'a document for each entry', build: rows => new Bm25(rows.map(whole), wordsOf) },
    { name: 'a document for each text', build: bm25OfTexts },
  ],
};

/** Each title, question and answer is a document: the texts that this project's own index consists of. */
export function bm25OfTexts(rows: readonly Row[]): Bm25 {
  return new Bm25(textsOf(rows), wordsOf);
}

function whole({ id, title, text, questions }: Row): { id: string; text: string } {
  return { id, text: [title, ...(questions ?? []), text].join('\n') };
}

function wordsOf(text: string): string[] {
  return plainFold(text).match(/[a-z0-9]+/g) ?? [];
}

function stemsOf(text: string): string[] {
  return wordsOf(text).flatMap(word => [...new Set([stem(word, 'es'), stem(word, 'en')])]);
}

export class Bm25 implements Searcher {
  readonly #terms = new Map<string, number>();
  readonly #termsOf: (text: string) => string[];
  readonly #ids: string[];
  readonly #starts: Uint32Array;
  readonly #documents: Uint32Array;
  readonly #weights: Float32Array;
  readonly #scores: Float32Array;
  readonly #touched: Uint32Array;

  constructor(texts: readonly { id: string; text: string }[], termsOf: (text: string) => string[]) {
    this.#termsOf = termsOf;
    this.#ids = texts.map(({ id }) => id);
    const lists = texts.map(({ text }) => counted(termsOf(text), this.#terms));
    const lengths = texts.map(({ text }) => termsOf(text).length);
    const average = lengths.reduce((sum, length) => sum + length, 0) / lists.length;
    this.#starts = new Uint32Array(this.#terms.size + 1);
    for (const list of lists) for (const term of list.keys()) this.#starts[term + 1]!++;
    for (let term = 0; term < this.#terms.size; term++) this.#starts[term + 1]! += this.#starts[term]!;
    const next = this.#starts.slice();
    this.#documents = new Uint32Array(this.#starts.at(-1)!);
    this.#weights = new Float32Array(this.#documents.length);
    lists.forEach((list, document) => {
      const norm = K1 * (1 - B + (B * lengths[document]!) / average);
      for (const [term, count] of list) {
        const holding = this.#starts[term + 1]! - this.#starts[term]!;
        const rarity = Math.log(1 + (lists.length - holding + 0.5) / (holding + 0.5));
        const at = next[term]!++;
        this.#documents[at] = document;
        this.#weights[at] = (rarity * count * (K1 + 1)) / (count + norm);
      }
    });
    this.#scores = new Float32Array(lists.length);
    this.#touched = new Uint32Array(lists.length);
  }

  search(query: string): Found[] {
    const scores = this.#scores;
    const touched = this.#touched;
    let count = 0;
    for (const word of this.#termsOf(query)) {
      const term = this.#terms.get(word);
      if (term === undefined) continue;
      for (let at = this.#starts[term]!; at < this.#starts[term + 1]!; at++) {
        const document = this.#documents[at]!;
        if (scores[document] === 0) touched[count++] = document;
        scores[document]! += this.#weights[at]!;
      }
    }
    const best = highest(scores, touched, count);
    const found = collapsed(best.map(document => ({ id: this.#ids[document]!, score: scores[document]! })));
    for (let i = 0; i < count; i++) scores[touched[i]!] = 0;
    return found;
  }
}

/** The highest of the touched documents, kept in a short sorted list. */
function highest(scores: Float32Array, touched: Uint32Array, count: number): number[] {
  const best: number[] = [];
  let least = 0;
  for (let i = 0; i < count; i++) {
    const document = touched[i]!;
    const score = scores[document]!;
    if (best.length === DOCUMENT_LIMIT && score <= least) continue;
    let at = best.length === DOCUMENT_LIMIT ? DOCUMENT_LIMIT - 1 : best.length;
    for (; at > 0 && scores[best[at - 1]!]! < score; at--) best[at] = best[at - 1]!;
    best[at] = document;
    least = scores[best.at(-1)!]!;
  }
  return best;
}

function counted(terms: readonly string[], numbers: Map<string, number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const term of terms) {
    const number = numbers.get(term) ?? numbers.size;
    numbers.set(term, number);
    counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  return counts;
}
