import type { Document, Entry, EntryId } from '../knowledge/entry.ts';
import { type Language, languageIn, OFFICIAL_LANGUAGE, textIn } from '../language/index.ts';
import type { Citation, Option, Quote } from './reply.ts';

/** The published edition as the answers see it: entries by id, their quotations and their neighbours. */
export interface Library {
  readonly edition: string;
  readonly documents: readonly LibraryDocument[];
  entry(id: EntryId): LibraryEntry | undefined;
  /**
   * The passages that an entry consists of: its own text, or one for each child; none for a list of headings. What has
   * no translation is the official text.
   */
  quotes(id: EntryId, lang: Language): Quote[];
  citation(id: EntryId, lang: Language): Citation;
  /** The parts of a group, in the document's order; empty for an entry with a text. */
  children(id: EntryId, lang: Language): Option[];
  /** An entry and those beside it under the same heading, in order; empty for one that stands alone. */
  siblings(id: EntryId): EntryId[];
  /** What stands next to an entry, each once: its siblings, then the document's other parts, the front matter last. */
  neighbours(id: EntryId): Iterable<EntryId>;
  option(id: EntryId, lang: Language, role: Option['role']): Option;
}

/** What of an entry the answers need; the questions stay in the index. */
export type LibraryEntry = Omit<Entry, 'questions'>;
export type LibraryDocument = Omit<Document, 'entries'> & { readonly entries: readonly LibraryEntry[] };

export function createLibrary(edition: string, documents: readonly LibraryDocument[]): Library {
  const all = documents.flatMap(({ entries }) => entries);
  /** Where each entry stands in `all`. */
  const numbers = new Map<EntryId, number>();
  const parents = new Map<EntryId, EntryId>();
  for (let number = 0; number < all.length; number++) {
    const { id, children } = all[number]!;
    numbers.set(id, number);
    for (const child of children) parents.set(child, id);
  }
  const documentOf = new Map(documents.map(document => [document.id, document]));
  const entry = (id: EntryId) => all[numbers.get(id) ?? -1];
  const known = (id: EntryId): LibraryEntry => {
    const found = entry(id);
    if (!found) throw new RangeError(`The edition has no entry "${id}".`);
    return found;
  };

  function quote({ id, section, text }: LibraryEntry, lang: Language): Quote[] {
    if (!text) return [];
    const found = languageIn(text, lang);
    const official = found === OFFICIAL_LANGUAGE;
    return [{ entry: id, lang: found, official, text: textIn(text, found), section: textIn(section, found) }];
  }

  /** A list of headings (`objetivos`) has parts under other headings; a group's parts stand under its own. */
  const isListOfHeadings = ({ section, children }: LibraryEntry) =>
    children.some(child => known(child).section.es !== section.es);

  function option(id: EntryId, lang: Language, role: Option['role']): Option {
    const { title, label } = known(id);
    return { entry: id, title: textIn(title, lang), label: textIn(label, lang), role };
  }

  function siblings(id: EntryId): EntryId[] {
    const parent = parents.get(id);
    return parent === undefined ? [] : [...known(parent).children];
  }

  const topOf = new Map<string, Uint32Array>();

  /** Numbers of a document's entries that stand under no other but a list of headings, ascending. */
  function top(document: string): Uint32Array {
    let found = topOf.get(document);
    if (found === undefined) {
      const { entries } = documentOf.get(document)!;
      const isTop = ({ id }: LibraryEntry) => {
        const parent = parents.get(id);
        return parent === undefined || isListOfHeadings(known(parent));
      };
      const first = numbers.get(entries[0]!.id)!;
      const parts: number[] = [];
      for (let i = 0; i < entries.length; i++) if (isTop(entries[i]!)) parts.push(first + i);
      found = Uint32Array.from(parts);
      topOf.set(document, found);
    }
    return found;
  }

  function* around(id: EntryId): Generator<EntryId> {
    const beside = siblings(id);
    const from = beside.indexOf(id);
    yield* beside.slice(from + 1);
    yield* beside.slice(0, Math.max(0, from));
    const parent = parents.get(id);
    if (parent !== undefined) yield parent;
    const parts = top(known(id).document);
    const own = placeOf(numbers.get(id)!, parts);
    const at = own < 0 && parent !== undefined ? placeOf(numbers.get(parent)!, parts) : own;
    // The front matter comes last: few go on to it.
    for (const isFrontMatter of [false, true]) {
      for (let step = 1; step <= parts.length; step++) {
        const part = all[parts[(at + step) % parts.length]!]!;
        if (part.facets.length > 0 === isFrontMatter) yield part.id;
      }
    }
  }

  return {
    edition,
    documents,
    entry,
    option,
    quotes(id, lang) {
      const group = known(id);
      if (group.children.length === 0) return quote(group, lang);
      return isListOfHeadings(group) ? [] : group.children.flatMap(child => quote(known(child), lang));
    },
    citation(id, lang) {
      const { document, section } = known(id);
      return { document, section: textIn(section, lang), issued: documentOf.get(document)!.issued, edition };
    },
    children(id, lang) {
      const group = known(id);
      const headings = isListOfHeadings(group);
      return group.children.map(child => {
        const made = option(child, lang, 'child');
        return headings ? { ...made, title: textIn(known(child).section, lang) } : made;
      });
    },
    siblings,
    neighbours: id => onceEach(around(id), id),
  };
}

/** What comes several times comes once, and `without` not at all. */
function* onceEach(ids: Iterable<EntryId>, without: EntryId): Generator<EntryId> {
  const seen = new Set([without]);
  for (const id of ids) {
    if (seen.has(id)) continue;
    seen.add(id);
    yield id;
  }
}

/** Where a number stands among ascending ones; −1 where it does not. */
function placeOf(number: number, ascending: Uint32Array): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < number) low = middle + 1;
    else high = middle;
  }
  return ascending[low] === number ? low : -1;
}
