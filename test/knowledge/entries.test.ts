import { describe, expect, it } from 'vitest';
import { BASE_LANGUAGES, fold } from '../../src/language/index.ts';
import { seedKnowledge } from '../seed.ts';

/** Public ids: never renamed, never reused. */
const IDS = [
  'ficha',
  'mision',
  'vision',
  'objetivos',
  ...['', '.1', '.2', '.3', '.4', '.5', '.6'].map(part => `politica-migratoria${part}`),
  ...['', '.1', '.2'].map(part => `control-migratorio${part}`),
  'documentos.1',
  'visas-residencias.1',
  ...['', '.1', '.2', '.3', '.4'].map(part => `fortalecimiento${part}`),
];
const LEAST_QUESTIONS = 30;
const LONGEST_LABEL = 20;

const { documents, glossary, asked } = seedKnowledge();
const entries = documents.flatMap(document => document.entries);

describe('the entries', () => {
  it('are the 21 public ids, in the order of the document', () => {
    expect(entries.map(({ id }) => id)).toEqual(IDS);
    expect(IDS.length).toBe(21);
  });

  it('have labels of at most 20 characters, unique in each language', () => {
    for (const lang of BASE_LANGUAGES) {
      const labels = entries.map(({ label }) => label[lang]);
      expect(labels.filter(label => [...label].length > LONGEST_LABEL)).toEqual([]);
      expect(new Set(labels.map(fold)).size).toBe(labels.length);
    }
  });

  it.each(entries.map(({ id, questions }) => ({ id, questions })))(
    '$id is asked for in 30 ways or more in each language',
    ({ questions }) => {
      for (const lang of BASE_LANGUAGES)
        expect(new Set(questions[lang].map(fold)).size).toBeGreaterThanOrEqual(LEAST_QUESTIONS);
    },
  );

  it('ask no question for two entries', () => {
    const owners = new Map<string, string>();
    const shared = entries.flatMap(({ id, questions }) =>
      BASE_LANGUAGES.flatMap(lang => questions[lang].map(question => `${lang} ${fold(question)}`)).filter(
        key => {
          const owner = owners.get(key) ?? id;
          owners.set(key, owner);
          return owner !== id;
        },
      ),
    );
    expect(shared).toEqual([]);
  });

  it('are wholly translated: every text, title, label and heading is there in both languages and differs where it is prose', () => {
    for (const { id, text, title, label, section } of entries) {
      for (const part of [title, label, section, ...(text ? [text] : [])]) {
        expect(part.en.trim(), id).not.toBe('');
        expect(part.es.trim(), id).not.toBe('');
      }
      if (text) expect(text.en, id).not.toBe(text.es);
    }
  });

  it('have a text, or parts that exist, and no entry is a part of itself', () => {
    const ids = new Set(entries.map(({ id }) => id));
    for (const { id, text, children } of entries) {
      expect(text === null, id).toBe(children.length > 0);
      expect(children.filter(child => !ids.has(child) || child === id)).toEqual([]);
    }
  });
});

describe('the glossary and the ways of asking in vain', () => {
  it('point only to entries that exist', () => {
    const ids = new Set(entries.map(({ id }) => id));
    const pointed = [
      ...glossary.flatMap(concept => concept.entries),
      ...Object.values(asked.facets).flatMap(by => BASE_LANGUAGES.flatMap(lang => Object.keys(by[lang]))),
    ];
    expect(pointed.filter(id => !ids.has(id))).toEqual([]);
  });

  it('name every concept in both languages, each under an id of its own', () => {
    expect(new Set(glossary.map(({ id }) => id)).size).toBe(glossary.length);
    expect(glossary.filter(({ es, en }) => es.length === 0 || en.length === 0).map(({ id }) => id)).toEqual(
      [],
    );
  });
});
