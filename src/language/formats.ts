import type { Language } from './language.ts';

/** How a language's days and numbers are written in running text, as `Intl` takes it: the first that it knows. */
export function localesOf(lang: Language): string[] {
  if (lang === 'en') return ['en-US'];
  return lang === 'es' ? ['es-GT'] : [`${lang}-GT`, 'es-GT'];
}

/** Made once for each language: making such a format costs more than a whole reply. */
const FORMATS = new Map<Language, Intl.DateTimeFormat>();
/** Days as they were written out once: as many as there are documents and languages, and a bound in case. */
const written = new Map<string, string>();
const MOST_WRITTEN = 2_000;

/** A day (`2024-01-15`) as people write it. */
export function dayIn(lang: Language, iso: string): string {
  const key = `${lang} ${iso}`;
  const known = written.get(key);
  if (known !== undefined) return known;
  const format =
    FORMATS.get(lang) ?? new Intl.DateTimeFormat(localesOf(lang), { dateStyle: 'long', timeZone: 'UTC' });
  FORMATS.set(lang, format);
  const words = format.format(new Date(`${iso}T00:00:00Z`));
  if (written.size < MOST_WRITTEN) written.set(key, words);
  return words;
}

/** Made once for each time zone, as above. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The day of a moment in a time zone: `2024-01-15`. */
export function dayAt(moment: number, timeZone: string): string {
  const format =
    dayFormats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  dayFormats.set(timeZone, format);
  return format.format(moment);
}

/** A quotation in its language's marks. */
export function quotedIn(lang: Language, text: string): string {
  return lang === 'en' ? `“${text}”` : `«${text}»`;
}
