import { BASE_LANGUAGES, stem } from '../language/index.ts';
import { tokens } from './tokens.ts';
import type { Glossary } from './types.ts';

/** Prefix of a concept's name as a feature, which no word of a text can be. */
export const CONCEPT_MARK = '#';

/** A phrase of the glossary is looked for up to this many words. */
const MAX_PHRASE = 4;
/** Marks the phrases that count as they stand, whatever the language. */
const EXACT = '=';

/** Finds the glossary's words and phrases, by their stems, in a list of words. */
export interface ConceptFinder {
  /** Numbers of the concepts that the words name, each once. */
  find(words: readonly string[]): number[];
}

/**
 * A glossary made ready: its concepts, and for each phrase (the stems of its words, or, for fixed phrases, the
 * words) the numbers of the concepts that it names. Keys are in alphabetical order.
 */
export interface Phrases {
  concepts: string[];
  keys: string[];
  owners: number[][];
}

/** Compiles a glossary once, ahead: stemming its phrases takes longer than loading everything else. */
export function compileGlossary(glossary: Glossary | undefined): Phrases {
  const concepts = [...new Set((glossary?.concepts ?? []).map(({ id }) => id))];
  const numbers = new Map(concepts.map((id, i) => [id, i]));
  const phrases = new Map<string, Set<number>>();
  for (const concept of glossary?.concepts ?? []) {
    for (const lang of BASE_LANGUAGES) {
      for (const phrase of concept[lang]) {
        const words = tokens(phrase);
        if (words.length === 0) continue;
        const key = concept.exact
          ? `${EXACT} ${words.join(' ')}`
          : `${lang} ${words.map(word => stem(word, lang)).join(' ')}`;
        const owners = phrases.get(key) ?? new Set();
        owners.add(numbers.get(concept.id)!);
        phrases.set(key, owners);
      }
    }
  }
  const keys = [...phrases.keys()].sort();
  return { concepts, keys, owners: keys.map(key => [...phrases.get(key)!]) };
}

/** What a beginning of a phrase leads to: concepts when it is one, and whether a longer phrase begins so. */
interface Step {
  owners: readonly number[];
  longer: boolean;
}

export function conceptFinder({ keys, owners }: Phrases): ConceptFinder {
  if (keys.length === 0) return { find: () => [] };
  const steps = new Map<string, Step>();
  const step = (key: string) => {
    const found = steps.get(key) ?? { owners: [], longer: false };
    steps.set(key, found);
    return found;
  };
  keys.forEach((key, i) => {
    step(key).owners = owners[i]!;
    for (let at = key.indexOf(' ', key.indexOf(' ') + 1); at >= 0; at = key.indexOf(' ', at + 1))
      step(key.slice(0, at)).longer = true;
  });
  return { find: words => findPhrases(steps, words) };
}

function findPhrases(steps: ReadonlyMap<string, Step>, words: readonly string[]): number[] {
  const found: number[] = [];
  const look = (mark: string, forms: readonly string[]) => {
    for (let from = 0; from < forms.length; from++) {
      let key = mark;
      for (let length = 1; length <= MAX_PHRASE && from + length <= forms.length; length++) {
        key += ` ${forms[from + length - 1]}`;
        const step = steps.get(key);
        if (step === undefined) break;
        for (const concept of step.owners) if (!found.includes(concept)) found.push(concept);
        if (!step.longer) break;
      }
    }
  };
  look(EXACT, words);
  for (const lang of BASE_LANGUAGES)
    look(
      lang,
      words.map(word => stem(word, lang)),
    );
  return found;
}
