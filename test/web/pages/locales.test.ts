import { describe, expect, it } from 'vitest';
import { readLocales } from '../../../src/knowledge/read-locales.ts';
import { BASE_LANGUAGES } from '../../../src/language/index.ts';

const files = readLocales(new URL('../../../locales', import.meta.url).pathname);

/** Key and sentence of everything in a file, nested keys joined by dots. */
function sentencesOf(node: object, path = ''): [key: string, sentence: string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : sentencesOf(value as object, `${path}${key}.`),
  );
}

const pages = { es: sentencesOf(files.es.pages!), en: sentencesOf(files.en.pages!) };
const placeholders = (sentence: string) => [...sentence.matchAll(/\{\{\w+\}\}/g)].map(String).sort();

describe('the sentences of the public pages', () => {
  it('have the same keys and placeholders in both languages', () => {
    const english = new Map(pages.en);
    expect(pages.es.map(([key]) => key)).toEqual(pages.en.map(([key]) => key));
    for (const [key, sentence] of pages.es)
      expect(placeholders(english.get(key)!), key).toEqual(placeholders(sentence));
  });

  it.each(BASE_LANGUAGES)('have at most 25 words in %s, and no markup', lang => {
    for (const [key, text] of pages[lang]) {
      for (const sentence of text.split(/[.?!]\s/))
        expect(sentence.split(/\s+/).length, key).toBeLessThanOrEqual(25);
      expect(text, key).not.toMatch(/[<>]/);
    }
  });

  it('address people as "usted"', () => {
    for (const [key, text] of pages.es)
      expect(text, key).not.toMatch(/\b(tú|tu|tus|te|vos|puedes|tienes|escribe tu)\b/i);
  });
});
