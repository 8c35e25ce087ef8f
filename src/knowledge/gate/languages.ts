import { type LocaleFiles, languagesOf } from '../../answer/index.ts';
import { type ByLanguage, inOrder, isBaseLanguage, isThereIn, type Language } from '../../language/index.ts';
import type { Document, Entry } from '../entry.ts';
import type { Knowledge } from '../knowledge.ts';
import { type Finding, finding } from './finding.ts';

/** So many keys of a file are named; of the others it is said how many they are. */
const MOST_NAMED = 8;

/**
 * What an added language lacks, file by file. What is not translated is said in Spanish, so nothing of it keeps an
 * edition from being published; what nobody would ever be shown does.
 */
export function checkLanguages(locales: LocaleFiles, { documents }: Knowledge): Finding[] {
  const spoken = languagesOf(locales);
  const added = spoken.filter(lang => !isBaseLanguage(lang));
  return [
    ...added.flatMap(lang => sentencesOf(lang, locales)),
    ...documents.flatMap(document => [
      ...ofDocument(document, added, spoken),
      ...document.entries.flatMap(entry => ofEntry(entry, added, spoken)),
    ]),
  ];
}

/** The sentences that a language lacks, that Spanish does not know, and that leave out or make up a value. */
function sentencesOf(lang: Language, locales: LocaleFiles): Finding[] {
  const own = locales[lang] ?? {};
  return Object.entries(locales.es).flatMap(([namespace, official]) => {
    const place = (path: readonly string[]) => ({ file: `locales/${lang}/${namespace}.json`, path });
    const wanted = sentencesIn(official);
    const there = sentencesIn(own[namespace] ?? {});
    const missing = [...wanted.keys()].filter(key => !there.has(key));
    const unknown = [...there.keys()].filter(key => !wanted.has(key));
    const otherwise = [...there.keys()].filter(
      key => wanted.has(key) && valuesIn(wanted.get(key)!) !== valuesIn(there.get(key)!),
    );
    return [
      ...(missing.length > 0
        ? [finding('sentences-missing', place([]), { lang, of: wanted.size, ...named(missing) })]
        : []),
      ...unknown.map(key => finding('sentence-unknown', place(key.split('.')), { lang, key })),
      ...otherwise.map(key =>
        finding('sentence-values', place(key.split('.')), { lang, key, values: valuesIn(wanted.get(key)!) }),
      ),
    ];
  });
}

function ofDocument(document: Document, added: readonly Language[], spoken: readonly Language[]): Finding[] {
  const { id, title, shortTitle, issuer, legalBasis } = document;
  const texts = { title, short_title: shortTitle, issuer, legal_basis: legalBasis };
  return translations(texts, { document: id }, id, added, spoken);
}

function ofEntry(entry: Entry, added: readonly Language[], spoken: readonly Language[]): Finding[] {
  const { id, document, section, title, label, text, questions } = entry;
  const asked = Object.fromEntries(
    Object.entries(questions).map(([lang, list]) => [lang, list.join('\n')]),
  ) as Record<Language, string>;
  const texts = { section, title, label, ...(text ? { text } : {}), questions: asked };
  return translations(texts, { document, entry: id }, id, added, spoken);
}

function translations(
  texts: Readonly<Record<string, ByLanguage<string>>>,
  place: { document: string; entry?: string },
  id: string,
  added: readonly Language[],
  spoken: readonly Language[],
): Finding[] {
  const languages = inOrder(Object.values(texts).flatMap(text => Object.keys(text) as Language[]));
  const mute = languages.filter(lang => !spoken.includes(lang));
  return [
    ...mute.map(lang => {
      const key = Object.keys(texts).find(one => lang in texts[one]!)!;
      return finding('language-unspoken', { ...place, path: [key, lang] }, { lang, id });
    }),
    ...added.flatMap(lang => {
      const missing = Object.keys(texts).filter(key => !isThereIn(texts[key]!, lang));
      return missing.length > 0
        ? [
            finding(
              'translations-missing',
              { ...place, path: [missing[0]!] },
              { lang, id, ...named(missing) },
            ),
          ]
        : [];
    }),
  ];
}

/** A file's sentences by key; the forms of a plural are one sentence, as languages have more or fewer of them. */
function sentencesIn(tree: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]: [string, object | string]) =>
      typeof value === 'string'
        ? [[prefix + key.replace(/_(?:zero|one|two|few|many|other)$/, ''), value] as const]
        : [...sentencesIn(value, `${prefix}${key}.`)],
    ),
  );
}

function valuesIn(sentence: string): string {
  const names = [...sentence.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => `{{${name}}}`);
  return [...new Set(names)].sort().join(' ');
}

function named(keys: readonly string[]): { count: number; keys: string } {
  const more = keys.length > MOST_NAMED ? ' …' : '';
  return { count: keys.length, keys: keys.slice(0, MOST_NAMED).join(', ') + more };
}
