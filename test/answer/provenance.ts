import type { Contacts, LibraryDocument, LocaleFiles, Reply } from '../../src/answer/index.ts';
import type { Entry } from '../../src/knowledge/index.ts';
import { type BaseLanguage, isBaseLanguage } from '../../src/language/index.ts';
import type { Edition } from '../../src/turn/index.ts';

/** Everything that a reply may be made of. */
export interface Sources {
  edition: Edition;
  locales: LocaleFiles;
  contacts: Contacts;
}

type ShownEntry = Omit<Entry, 'questions'>;

/** Sentences that are said in the language that the reply is not in. */
const IN_BOTH_LANGUAGES = ['decline.other-language'];
const MARKS: Record<BaseLanguage, readonly [string, string]> = { es: ['«', '»'], en: ['“', '”'] };
/** Stands for a quotation that was found to be an entry's text. */
const QUOTED = '\u0001';
/** Office hours of the tests' contacts, as people say them. */
const HOURS: Record<string, Record<BaseLanguage, string>> = {
  'Mo-Fr 08:00-16:00': { es: 'lunes a viernes, 08:00 a 16:00', en: 'Monday to Friday, 08:00 to 16:00' },
};
/** What stands before a passage or an option. */
const NUMBERING = /^(?:[1-9][0-9]?\. |– )/;

/**
 * Says where every character of a reply's text comes from: quotations, sentences of `locales/` with their values,
 * headings, titles, institutions, contacts, date of issue, numbering. Written apart from the code that puts replies
 * together, and from the files only.
 */
export function createProvenance({ edition, locales, contacts }: Sources) {
  const entries = edition.documents.flatMap((document: LibraryDocument) => document.entries);
  const byLang = {
    es: linesOf('es', entries, { edition, locales, contacts }),
    en: linesOf('en', entries, { edition, locales, contacts }),
  };

  /** The parts of `reply.text` that come from nowhere; empty when all is well. */
  function unexplained({
    lang,
    text,
    before,
    after,
  }: Pick<Reply, 'lang' | 'text' | 'before' | 'after'>): string[] {
    if (!isBaseLanguage(lang)) return [text];
    const { quoted, isLine, isSentence } = byLang[lang];
    let rest = text;
    for (const quotation of quoted) rest = rest.split(quotation).join(QUOTED);
    const strangers = rest.split('\n').filter(line => !isLine(line));
    return [...strangers, ...[...before, ...after].filter(sentence => !isSentence(sentence))];
  }

  return { entries, unexplained };
}

function linesOf(lang: BaseLanguage, entries: readonly ShownEntry[], sources: Sources) {
  const other: BaseLanguage = lang === 'es' ? 'en' : 'es';
  const [open, close] = MARKS[lang];
  const titles = new Set(entries.flatMap(({ title, section }) => [title[lang], section[lang]]));
  const sections = new Set(entries.map(({ section }) => section[lang]));
  const values = valuesOf(lang, entries, sources);
  const sentences = [
    ...templates(sources.locales[lang].assistant!),
    ...templates(sources.locales[other].assistant!).filter(([key]) => IN_BOTH_LANGUAGES.includes(key)),
  ].map(([, template]) => filled(template, values));
  const isSentence = (line: string) => sentences.some(sentence => sentence.test(line));
  return {
    // Longest first, so that no text is taken for a part of another.
    quoted: entries
      .flatMap(({ text }) => (text ? [`${open}${text[lang]}${close}`] : []))
      .sort((a, b) => b.length - a.length),
    isSentence,
    isLine(line: string): boolean {
      const unnumbered = line.replace(NUMBERING, '');
      if (unnumbered === '' || unnumbered === QUOTED || sections.has(line)) return true;
      return unnumbered === line ? isSentence(line) : titles.has(unnumbered);
    },
  };
}

/** What may stand in the place of each placeholder. */
function valuesOf(
  lang: BaseLanguage,
  entries: readonly ShownEntry[],
  { edition, contacts }: Sources,
): Record<string, string[]> {
  const date = new Intl.DateTimeFormat(lang === 'es' ? 'es-GT' : 'en-US', {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  const configured = (value: string | undefined) => (value === undefined ? [] : [value]);
  return {
    matter: entries.map(({ title }) => title[lang]),
    section: entries.map(({ section }) => section[lang]),
    document: edition.documents.map(({ shortTitle }) => shortTitle[lang]),
    issued: edition.documents.map(({ issued }) => date.format(new Date(`${issued}T00:00:00Z`))),
    institution: edition.institutions.map(({ title }) => title[lang]),
    languages: ['español e inglés', 'Spanish and English'],
    count: Array.from({ length: 20 }, (_, n) => String(n)),
    phone: configured(contacts.phone),
    url: configured(contacts.url),
    hours: configured(contacts.hours).map(hours => HOURS[hours]![lang]),
    number: configured(contacts.emergency),
  };
}

/** A sentence of `locales/` as a pattern in which each placeholder stands for its possible values. */
function filled(template: string, values: Readonly<Record<string, string[]>>): RegExp {
  const parts = template.split(/\{\{(\w+)\}\}/);
  const pattern = parts
    .map((part, i) => (i % 2 === 0 ? literally(part) : oneOf(values[part] ?? [])))
    .join('');
  return new RegExp(`^${pattern}$`, 'u');
}

function oneOf(values: readonly string[]): string {
  return values.length === 0 ? '(?!)' : `(?:${values.map(literally).join('|')})`;
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** The sentences of a namespace by their key (`answer.group`). */
export function templates(namespace: object, prefix = ''): [key: string, template: string][] {
  return Object.entries(namespace).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : templates(value as object, `${prefix}${key}.`),
  );
}
