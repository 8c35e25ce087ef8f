/**
 * Retrieval: which entries of a knowledge base a question is about, and how sure that is. Knows nothing of the
 * institute: it can be measured on any collection of questions and answers. Runs in the server and the browser.
 *
 * How a search goes: the question's words are looked up, unknown ones repaired (`reading.ts`); the rows that
 * share its rarer terms are found (`rows.ts`) and the best looked at closely; a classifier trained ahead has its
 * say (`classifier.ts`); both give an order of ids, and features of the match a probability (`confidence.ts`).
 */
import type { Language } from '../language/index.ts';
import { build } from './build.ts';
import type { Parts } from './parts.ts';
import { readSaved, writeSaved } from './saved.ts';
import { explain, search } from './search.ts';
import type { BuildOptions, Explanation, Hit, Row, SearchOptions } from './types.ts';
import { isIn } from './vocabulary.ts';

export { completions } from './completions.ts';
export { DEFAULT_CALIBRATION } from './confidence.ts';
export { editDistance } from './edit-distance.ts';
export { misspeltCopy } from './misspell.ts';
export { randomFrom } from './random.ts';
export { tokens } from './tokens.ts';
export type {
  BuildOptions,
  Calibration,
  Concept,
  Explanation,
  Glossary,
  Hit,
  Row,
  SearchOptions,
} from './types.ts';

/** A knowledge base that can be searched. */
export class Index {
  readonly #parts: Parts;

  /** @internal Use {@link buildIndex} or {@link loadIndex}. */
  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The ids in it, in the order of their first row. */
  get ids(): readonly string[] {
    return this.#parts.ids.all();
  }

  /** The ids that fit a query, best first. Never throws; bounded in time whatever the query. */
  search(query: string, options?: SearchOptions): Hit[] {
    return search(this.#parts, query, options);
  }

  /** The same with what it was made of: the features of the confidence and how each word was read. */
  explain(query: string, options?: SearchOptions): Explanation {
    return explain(this.#parts, query, options);
  }

  /** The words, folded, that its rows and background questions in a language have. */
  wordsIn(lang: Language): string[] {
    const { words, languages, langs } = this.#parts.usage;
    const number = languages.indexOf(lang);
    return number < 0 ? [] : [...langs.keys()].filter(i => isIn(langs[i]!, number)).map(i => words.at(i));
  }

  /** @internal */
  static partsOf(index: Index): Parts {
    return index.#parts;
  }
}

/** Builds an index. Deterministic for a seed. Trains a classifier for small collections (see `train`). */
export function buildIndex(rows: readonly Row[], options?: BuildOptions): Index {
  return new Index(build(rows, options));
}

/** The index as bytes, the same for the same index; typed arrays over one transferable buffer. */
export function saveIndex(index: Index): Uint8Array {
  return writeSaved(Index.partsOf(index));
}

/** An index from {@link saveIndex}'s bytes. Throws a {@link SavedIndexError} on bytes of another form. */
export function loadIndex(bytes: Uint8Array): Index {
  return new Index(readSaved(bytes));
}

/**
 * The same of bytes that {@link loadIndex} took before, in another thread: they are not summed up again, which takes
 * some fifty milliseconds for a hundred thousand entries.
 */
export function loadCheckedIndex(bytes: Uint8Array): Index {
  return new Index(readSaved(bytes, true));
}

export { SavedIndexError } from './container.ts';
