import { type ByLanguage, type Language, localesOf } from '../../language/index.ts';
import { plainSentences } from '../offline/sentences.ts';
import type { Facts } from './facts.ts';

/** Says a sentence of `locales/<lang>/widget.json`. */
export type Say = (lang: Language, key: string, values?: Readonly<Record<string, string | number>>) => string;

export function createSay({ sentences }: Pick<Facts, 'sentences'>): Say {
  const all = plainSentences(
    Object.fromEntries(
      Object.entries(sentences).map(([lang, widget]) => [lang, { widget }]),
    ) as unknown as ByLanguage<{ widget: object }>,
  );
  return (lang, key, values) => all(lang, `widget:${key}`, values);
}

/** A day (`2024-01-15`) as people write it. */
export function dayOf(lang: Language, iso: string): string {
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime())
    ? iso
    : new Intl.DateTimeFormat(localesOf(lang), { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}
