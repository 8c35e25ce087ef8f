import type { Language } from '../language/index.ts';

const NAMES: Record<string, Language> = {
  espanol: 'es',
  castellano: 'es',
  spanish: 'es',
  ingles: 'en',
  english: 'en',
};
/** "… in English, please", "en español": the language is asked for at the end of a message … */
const AT_THE_END =
  /[\s,;.:¿?¡!(-]*\b(?:pero |but |y |and |ahora |now |mejor |better )?(?:en|in|to|al|into) (espanol|castellano|spanish|ingles|english)(?: (?:por favor|porfa|please|pls|now|ahora|gracias|thanks))?[\s.,!?)]*$/;
/** … or at its beginning: "in English: …", "back to English, the fourth". */
const AT_THE_START =
  /^[\s¿¡]*(?:(?:ok|y|and|now|ahora|back|please|por favor|de vuelta) ?)*(?:en|in|to|al|a) (espanol|castellano|spanish|ingles|english)(?: (?:por favor|porfa|please|pls))?\b[\s,;:.-]*/;

/** A language that a message asks for, and the rest of it; null when it asks for none. */
export function askedLanguage(folded: string): { lang: Language; rest: string } | null {
  for (const pattern of [AT_THE_END, AT_THE_START]) {
    const match = pattern.exec(folded);
    if (match) return { lang: NAMES[match[1]!]!, rest: folded.replace(pattern, '').trim() };
  }
  return null;
}
