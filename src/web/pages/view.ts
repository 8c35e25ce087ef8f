import type { Document } from '../../knowledge/entry.ts';
import { type Language, localesOf } from '../../language/index.ts';
import type { PageParts } from './parts.ts';
import { type Html, html, type Renderable } from './template.ts';

/** What every piece of a page needs: whose language, which sentences, which documents. */
export interface View {
  readonly lang: Language;
  readonly parts: PageParts;
  readonly edition: string;
  readonly documents: readonly Document[];
  /** A sentence of `locales/<lang>/pages.json`. */
  say(key: string, values?: Readonly<Record<string, string | number>>): string;
}

export function viewOf(parts: PageParts, lang: Language): View {
  const { edition, documents } = parts.published();
  return {
    lang,
    parts,
    edition,
    documents,
    say: (key, values) => parts.sentences(lang, `pages:${key}`, values),
  };
}

/** The same view in a language of its own: a reply may be in another one than its page. */
export function inLanguage(view: View, lang: Language): View {
  return lang === view.lang ? view : viewOf(view.parts, lang);
}

/** The languages that a view is not in. */
export function otherLanguages({ lang, parts }: Pick<View, 'lang' | 'parts'>): Language[] {
  return parts.sentences.languages.filter(other => other !== lang);
}

/** The languages in which one may ask, in the view's own: "Spanish or English". */
export function anyLanguage({ lang, parts }: Pick<View, 'lang' | 'parts'>): string {
  return parts.sentences.list(lang, 'disjunction');
}

/** Stands in a sentence where markup will be put: a character of the private use area, in no sentence. */
const SLOT = '\uE000';

/** A sentence with markup in the place of `{{name}}`: a link, a date. */
export function sayWith(view: View, key: string, name: string, content: Renderable): Html {
  const [before, after] = view.say(key, { [name]: SLOT }).split(SLOT);
  return html`${before}${content}${after}`;
}

/** How days and numbers are written. Made once: making such a format costs more than a whole page. */
const FORMATS = new Map<Language, ReturnType<typeof formatsOf>>();

function formats(lang: Language): ReturnType<typeof formatsOf> {
  const made = FORMATS.get(lang) ?? formatsOf(lang === 'en' ? ['en-GB'] : localesOf(lang));
  FORMATS.set(lang, made);
  return made;
}

function formatsOf(locales: string[]) {
  return {
    day: new Intl.DateTimeFormat(locales, { dateStyle: 'long', timeZone: 'UTC' }),
    share: new Intl.NumberFormat(locales, { style: 'percent', maximumFractionDigits: 1 }),
    number: new Intl.NumberFormat(locales),
  };
}

/** A day (`2024-01-15`) as people write it, with the machine's form beside it. */
export function day(lang: Language, iso: string): Html {
  const date = new Date(`${iso}T00:00:00Z`);
  const written = Number.isNaN(date.getTime()) ? iso : formats(lang).day.format(date);
  return html`<time datetime="${iso}">${written}</time>`;
}

/** A share of 0 to 1 in per cent, with at most one decimal. */
export function percent(lang: Language, share: number): string {
  return formats(lang).share.format(share);
}

export function number(lang: Language, value: number): string {
  return formats(lang).number.format(value);
}
