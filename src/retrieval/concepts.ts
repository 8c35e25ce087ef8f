import { LANGUAGES, stem } from '../language/index.ts';
import { tokens } from './tokens.ts';
import type { Glossary } from './types.ts';

/** Prefix of a concept's term, which no word of a text can be. */
export const CONCEPT_MARK = '#';

/** A phrase of the glossary is looked for up to this many words. */
const MAX_PHRASE = 4;

/** Finds the glossary's words and phrases, by their stems, in a list of words. */
export interface ConceptFinder {
  /** Terms of the concepts that the words name, each once. */
  find(words: readonly string[]): string[];
}

/** A glossary made ready: the stems (or, for fixed phrases, the words) of each phrase, and the concepts it names. */
export type Phrases = Readonly<Record<string, readonly string[]>>;

/** Compiles a glossary once, ahead: stemming its phrases takes longer than loading everything else. */
export function compileGlossary(glossary: Glossary | undefined): Phrases {
  const phrases = new Map<string, Set<string>>();
  for (const concept of glossary?.concepts ?? []) {
    for (const lang of LANGUAGES) {
      for (const phrase of concept[lang]) {
        const words = tokens(phrase);
        if (words.length === 0) continue;
        const key = concept.exact
          ? `= ${words.join(' ')}`
          : `${lang} ${words.map(word => stem(word, lang)).join(' ')}`;
        const owners = phrases.get(key) ?? new Set();
        owners.add(CONCEPT_MARK + concept.id);
        phrases.set(key, owners);
      }
    }
  }
  return Object.fromEntries([...phrases].map(([key, owners]) => [key, [...owners]]));
}

export function conceptFinder(phrases: Phrases): ConceptFinder {
  const byKey = new Map(Object.entries(phrases));
  if (byKey.size === 0) return { find: () => [] };
  return { find: words => [...findPhrases(byKey, words)] };
}

function findPhrases(phrases: ReadonlyMap<string, readonly string[]>, words: readonly string[]): Set<string> {
  const found = new Set<string>();
  const look = (mark: string, forms: readonly string[]) => {
    for (let from = 0; from < forms.length; from++) {
      let key = mark;
      for (let length = 1; length <= MAX_PHRASE && from + length <= forms.length; length++) {
        key += ` ${forms[from + length - 1]}`;
        for (const concept of phrases.get(key) ?? []) found.add(concept);
      }
    }
  };
  look('=', words);
  for (const lang of LANGUAGES)
    look(
      lang,
      words.map(word => stem(word, lang)),
    );
  return found;
}
