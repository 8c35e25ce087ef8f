import type { Sentences } from '../answer/index.ts';
import { fold, isBaseLanguage, type Language } from '../language/index.ts';

/** A language that a message asks for, and the rest of it; null when it asks for none. */
export type AskedLanguage = (folded: string) => { lang: Language; rest: string } | null;

/** How far from the end or the beginning a request is looked for, which bounds the time that it takes. */
const REACH = 80;

/** Knows the languages by the names that `language.json` gives them, `asked`, and by what they call themselves: an added one also where nothing else is said. */
export function askedLanguageOf(say: Sentences): AskedLanguage {
  const names = new Map(
    say.languages.flatMap(lang => say.names(lang).map(name => [fold(name), lang] as const)),
  );
  const any = [...names.keys()]
    .sort((a, b) => b.length - a.length)
    .map(literally)
    .join('|');
  /** "… in English, please", "en español": the language is asked for at the end of a message … */
  const atTheEnd = new RegExp(
    `[\\s,;.:¿?¡!(-]*\\b(?:pero |but |y |and |ahora |now |mejor |better )?(?:en|in|to|al|into) (${any})(?: (?:por favor|porfa|please|pls|now|ahora|gracias|thanks))?[\\s.,!?)]*$`,
  );
  /** … or at its beginning: "in English: …", "back to English, the fourth". */
  const atTheStart = new RegExp(
    `^[\\s¿¡]*(?:(?:ok|y|and|now|ahora|back|please|por favor|de vuelta) ?)*(?:en|in|to|al|a) (${any})(?: (?:por favor|porfa|please|pls))?\\b[\\s,;:.-]*`,
  );

  return folded => {
    const named = names.get(folded);
    if (named !== undefined && !isBaseLanguage(named)) return { lang: named, rest: '' };
    const [head, tail] = [folded.slice(0, -REACH), folded.slice(-REACH)];
    const end = atTheEnd.exec(tail);
    if (end) return { lang: names.get(end[1]!)!, rest: (head + tail.replace(atTheEnd, '')).trim() };
    const start = atTheStart.exec(folded.slice(0, REACH));
    if (start) return { lang: names.get(start[1]!)!, rest: folded.slice(start[0].length).trim() };
    return null;
  };
}

function literally(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
