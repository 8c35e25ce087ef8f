import type { EntryId } from '../knowledge/entry.ts';
import type { GlossaryConcept, Institution } from '../knowledge/knowledge.ts';
import { ASKS, INSTITUTION } from './kinds.ts';

/** The part of the knowledge that a message's words are looked up in besides the index. */
export interface Lexicon {
  /** Sorts the concepts that the index found, and adds institutions that count only as they are written. */
  named(
    text: string,
    concepts: readonly string[],
  ): { cues: string[]; institutions: string[]; matters: EntryId[] };
}

/** A concept that points to more entries than this is too general to say what a message is about. */
const MOST_ENTRIES = 3;

export function createLexicon(
  glossary: readonly GlossaryConcept[],
  institutions: readonly Institution[],
): Lexicon {
  const entriesOf = new Map(glossary.map(({ id, entries }) => [id, entries]));
  const exact = institutions.filter(institution => institution.exact);
  return {
    named(text, concepts) {
      const written = new Set(text.split(/[^\p{L}\p{N}]+/u));
      const shouted = text === text.toUpperCase();
      const exactly = exact.filter(
        ({ names }) => !shouted && [...names.es, ...names.en].some(name => written.has(name)),
      );
      const matters = concepts.flatMap(concept => {
        const entries = entriesOf.get(concept) ?? [];
        return entries.length <= MOST_ENTRIES ? entries : [];
      });
      return {
        cues: withPrefix(concepts, ASKS),
        institutions: [...withPrefix(concepts, INSTITUTION), ...exactly.map(({ id }) => id)],
        matters: [...new Set(matters)],
      };
    },
  };
}

function withPrefix(concepts: readonly string[], prefix: string): string[] {
  return concepts.filter(concept => concept.startsWith(prefix)).map(concept => concept.slice(prefix.length));
}
