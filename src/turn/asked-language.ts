import type { Language } from '../language/index.ts';

const NAMES: Record<string, Language> = {
  español: 'es',
  espanol: 'es',
  castellano: 'es',
  spanish: 'es',
  ingles: 'en',
  english: 'en',
};
/** "… in English, please", "en español": the language is asked for at the end of a message … */
const AT_THE_END =
  /[\s,;.:¿?¡!(-]*\b(?:pero |but |y |and |ahora |now |mejor |better )?(?:en|in|to|al|into) (español|espanol|castellano|spanish|ingles|english)(?: (?:por favor|porfa|please|pls|now|ahora|gracias|thanks))?[\s.,!?)]*$/;
/** … or at its beginning: "in English: …", "back to English, the fourth". */
const AT_THE_START =
  /^[\s¿¡]*(?:(?:ok|y|and|now|ahora|back|please|por favor|de vuelta) ?)*(?:en|in|to|al|a) (español|espanol|castellano|spanish|ingles|english)(?: (?:por favor|porfa|please|pls))?\b[\s,;:.-]*/;

/** How far from the end or the beginning a request is looked for, which bounds the time that it takes. */
const REACH = 80;

/** A language that a message asks for, and the rest of it; null when it asks for none. */
export function askedLanguage(folded: string): { lang: Language; rest: string } | null {
  const [head, tail] = [folded.slice(0, -REACH), folded.slice(-REACH)];
  const end = AT_THE_END.exec(tail);
  if (end) return { lang: NAMES[end[1]!]!, rest: (head + tail.replace(AT_THE_END, '')).trim() };
  const start = AT_THE_START.exec(folded.slice(0, REACH));
  if (start) return { lang: NAMES[start[1]!]!, rest: folded.slice(start[0].length).trim() };
  return null;
}
