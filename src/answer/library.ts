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
  /** What stands next to an entry: its siblings, then the document's other parts. */
  neighbours(id: EntryId): EntryId[];
  option(id: EntryId, lang: Language, role: Option['role']): Option;
}

/** What of an entry the answers need; the questions stay in the index. */
export type LibraryEntry = Omit<Entry, 'questions'>;
export type LibraryDocument = Omit<Document, 'entries'> & { readonly entries: readonly LibraryEntry[] };

export function createLibrary(edition: string, documents: readonly LibraryDocument[]): Library {
  const entries = new Map(documents.flatMap(({ entries }) => entries).map(entry => [entry.id, entry]));
  const documentOf = new Map(documents.map(document => [document.id, document]));
  const parents = new Map(
    [...entries.values()].flatMap(entry => entry.children.map(child => [child, entry.id] as const)),
  );
  const entry = (id: EntryId) => entries.get(id);
  const known = (id: EntryId): LibraryEntry => {
    const found = entries.get(id);
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
    neighbours(id) {
      const { document } = known(id);
      const order = documentOf.get(document)!.entries.map(other => other.id);
      const beside = siblings(id);
      const from = beside.indexOf(id);
      const following = [...beside.slice(from + 1), ...beside.slice(0, Math.max(0, from))];
      const parent = parents.get(id);
      const top = order.filter(other => !parents.has(other) || isListOfHeadings(known(parents.get(other)!)));
      const at = top.indexOf(parent !== undefined && !top.includes(id) ? parent : id);
      const round = [...top.slice(at + 1), ...top.slice(0, at + 1)];
      // The front matter comes last: few go on to it.
      const frontMatter = (other: EntryId) => (known(other).facets.length > 0 ? 1 : 0);
      const all = [
        ...following,
        ...(parent === undefined ? [] : [parent]),
        ...round.sort((a, b) => frontMatter(a) - frontMatter(b)),
      ];
      return [...new Set(all)].filter(other => other !== id);
    },
  };
}
