import type { Facet } from '../answer/reply.ts';
import type { EntryId } from '../knowledge/entry.ts';
import type { Language } from '../language/index.ts';

/**
 * What the assistant remembers of a conversation between two turns. Plain JSON, no personal data, nothing that
 * the person wrote: only what was shown to them.
 */
export interface Dialogue {
  /** The language that the person asked for in so many words; it outweighs every guess. */
  chosenLang: Language | null;
  /** The language of the last reply; null before the first. */
  lang: Language | null;
  /** Entries of the last answer, what was asked about them, and those before, newest last (at most ten). */
  shown: { entries: EntryId[]; facet: Facet | null }[];
  /** What the last reply offered, in its order. */
  options: EntryId[];
  /** The last list that was shown to pick from (the parts of a group, alternatives); empty when it is over. */
  list: EntryId[];
  /** How many turns in a row were not understood. */
  misses: number;
  /** Why the last reply offered a person of the institute; null when it did not. */
  offer: 'danger' | 'not-understood' | null;
  /** True while danger was told and nothing else has been asked since. */
  alarmed: boolean;
  /** True once the person has been told what this assistant is. */
  introduced: boolean;
}

export function newDialogue(): Dialogue {
  return {
    chosenLang: null,
    lang: null,
    shown: [],
    options: [],
    list: [],
    misses: 0,
    offer: null,
    alarmed: false,
    introduced: false,
  };
}
