import type { Facet } from '../answer/reply.ts';
import type { Entry, EntryId } from '../knowledge/entry.ts';
import type { GlossaryConcept, Institution } from '../knowledge/knowledge.ts';
import { BASE_LANGUAGES, isFunctionWord, type Language, stem, words } from '../language/index.ts';
import { ASKS, INSTITUTION } from './kinds.ts';

/** The part of the knowledge that a message's words are looked up in besides the index. */
export interface Lexicon {
  /** Sorts the concepts that the index found, and adds institutions that count only as they are written. */
  named(
    text: string,
    concepts: readonly string[],
  ): { cues: string[]; institutions: string[]; matters: EntryId[] };
  /** Whether the words do nothing but name such things ("convenios", "border control"). */
  onlyNames(said: readonly string[]): boolean;
  /** What an entry answers besides its matter. */
  answeredBy(entry: EntryId): readonly Facet[];
}

/** A concept that points to more entries than this is too general to say what a message is about. */
const MOST_ENTRIES = 3;

/** The part of an edition that a lexicon is made of. */
export interface LexiconSource {
  readonly documents: readonly { readonly entries: readonly Pick<Entry, 'id' | 'facets'>[] }[];
  readonly glossary: readonly GlossaryConcept[];
  readonly institutions: readonly Institution[];
}

export function createLexicon({ documents, glossary, institutions }: LexiconSource): Lexicon {
  // Few entries answer a facet, of however many.
  const facetsOf = new Map<EntryId, Entry['facets']>();
  for (const { entries } of documents)
    for (const { id, facets } of entries) if (facets.length > 0) facetsOf.set(id, facets);
  const entriesOf = new Map(glossary.map(({ id, entries }) => [id, entries]));
  const names = new Set(
    glossary
      .filter(({ entries }) => pointsSomewhere(entries))
      .flatMap(({ es, en }) => [...es.flatMap(stems('es')), ...en.flatMap(stems('en'))]),
  );
  const exact = institutions.filter(institution => institution.exact);
  return {
    onlyNames(said) {
      const content = said.filter(word => !isFunctionWord(word));
      return (
        content.length > 0 &&
        content.every(word => BASE_LANGUAGES.some(lang => names.has(stemIn(lang, word))))
      );
    },
    answeredBy: entry => facetsOf.get(entry) ?? [],
    named(text, concepts) {
      const written = new Set(text.split(/[^\p{L}\p{N}]+/u));
      const shouted = text === text.toUpperCase();
      const exactly = exact.filter(
        ({ names }) => !shouted && [...names.es, ...names.en].some(name => written.has(name)),
      );
      const matters = concepts.flatMap(concept => {
        const entries = entriesOf.get(concept) ?? [];
        return pointsSomewhere(entries) ? entries : [];
      });
      return {
        cues: withPrefix(concepts, ASKS),
        institutions: [...withPrefix(concepts, INSTITUTION), ...exactly.map(({ id }) => id)],
        matters: [...new Set(matters)],
      };
    },
  };
}

function pointsSomewhere(entries: readonly EntryId[]): boolean {
  return entries.length > 0 && entries.length <= MOST_ENTRIES;
}

function stems(lang: Language): (phrase: string) => string[] {
  return phrase => words(phrase).map(word => stemIn(lang, word));
}

function stemIn(lang: Language, word: string): string {
  return `${lang} ${stem(word, lang)}`;
}

function withPrefix(concepts: readonly string[], prefix: string): string[] {
  return concepts.filter(concept => concept.startsWith(prefix)).map(concept => concept.slice(prefix.length));
}
