import { isBaseLanguage, type Language } from './language.ts';
import { words } from './normalise.ts';
import { isFunctionWord } from './stopwords.ts';

/** Which added language a message is in, and the share of its words that only that one has; null where it says too little. */
export type Recognise = (text: string) => { lang: Language; share: number } | null;

/** So many words of a message have to be of the language alone, and so large a share of all of them. */
const LEAST_WORDS = 2;
const LEAST_SHARE = 0.5;
/** Only the beginning of a longer text is looked at, in UTF-16 code units. */
const LONGEST = 2_000;

/**
 * Knows an added language by the words that only it has among everything that is written in each language: what the
 * assistant says, what it quotes, and how people ask. The detector of Spanish and English was trained on texts of many languages; this
 * needs none but those that an added language comes with, and knows no word beyond them.
 */
export function recogniserOf(texts: ReadonlyMap<Language, readonly string[]>): Recognise {
  const languages = [...texts.keys()];
  const added = languages.filter(lang => !isBaseLanguage(lang));
  if (added.length === 0) return () => null;
  const owner = new Map<string, Language | null>();
  for (const lang of languages) {
    for (const word of texts.get(lang)!.flatMap(words)) {
      const other = owner.get(word) ?? lang;
      owner.set(word, other === lang && owner.get(word) !== null && !isFunctionWord(word) ? lang : null);
    }
  }
  return text => {
    const said = words(text.slice(0, LONGEST));
    const counts = added.map(lang => said.filter(word => owner.get(word) === lang).length);
    const most = Math.max(...counts);
    const share = most / Math.max(1, said.length);
    return most >= LEAST_WORDS && share >= LEAST_SHARE ? { lang: added[counts.indexOf(most)]!, share } : null;
  };
}
