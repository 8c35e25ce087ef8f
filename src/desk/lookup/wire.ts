import type { ByLanguage, Language } from '../../language/index.ts';

/** What goes over the wire between the desk's server and its code in the browser. Types only. */

/** An entry as an agent reads it aloud, in one language. */
export interface EntryText {
  readonly title: string;
  readonly section: string;
  readonly official: boolean;
  /** The language that the passages and the heading are in: an added one may have no translation of them. */
  readonly lang: Language;
  /** One for an entry with a text, one for each part of a group, none for a list of headings. */
  readonly passages: readonly string[];
  /** Headings, where the entry is a list of them. */
  readonly parts: readonly string[];
  /** "Mission, vision and objectives, “Vision”. Date of issue …" */
  readonly source: string;
  /** Where it stands on the public page. */
  readonly link: string;
}

export interface EntryView extends ByLanguage<EntryText> {
  readonly entry: string;
}

export interface Result extends EntryView {
  /** 0 to 1: the probability that this entry answers what was typed. */
  readonly confidence: number;
  /** Sure enough to be given as an answer. */
  readonly confident: boolean;
}

/** How a typed word was read, in words that stand in the texts. */
export interface WordRead {
  readonly word: string;
  readonly read: readonly string[];
  readonly how: 'known' | 'stem' | 'repaired' | 'prefix' | 'unknown';
}

export interface LookupAnswer {
  readonly results: readonly Result[];
  readonly words: readonly WordRead[];
}

/** What callers may be told where the document does not answer. */
export interface Advice {
  /**
   * `related`: the matter is mentioned, the question not answered; `outside`: it is not in the document;
   * `not-understood`; `urgent`: somebody is in danger.
   */
  readonly kind: 'related' | 'outside' | 'not-understood' | 'urgent';
  /** The entry that mentions it. */
  readonly entry: string | null;
  readonly say: ByLanguage<readonly string[]>;
}
