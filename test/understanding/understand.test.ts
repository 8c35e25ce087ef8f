import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createLexicon,
  createUnderstanding,
  JUDGED,
  judgeFeatures,
  judgeWith,
  THRESHOLDS,
} from '../../src/understanding/index.ts';
import { seedEditionOpened } from '../seed.ts';

const edition = seedEditionOpened();
const { index, documents } = edition;
const lexicon = createLexicon(edition);
const understanding = createUnderstanding(index, lexicon);
const ids = documents.flatMap(({ entries }) => entries.map(({ id }) => id));
const message = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc
    .array(
      fc.constantFrom(
        'pasaporte',
        'visión',
        'the',
        '¿',
        'cuánto',
        'hola',
        'RENAP',
        'me',
        'quieren',
        'matar',
        'xqzvwk',
        '.',
        'objetivos',
        'how',
        'much',
      ),
      { maxLength: 16 },
    )
    .map(words => words.join(' ')),
);

describe('a judgement', () => {
  it('is a probability for each kind, and they sum to 1', () => {
    fc.assert(
      fc.property(message, text => {
        const { judgement } = understanding.understand(text);
        expect(Object.keys(judgement)).toEqual([...JUDGED]);
        const values = Object.values(judgement);
        expect(values.every(p => p >= 0 && p <= 1)).toBe(true);
        expect(values.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 6);
      }),
      { numRuns: 150 },
    );
  });

  it('is made of features that stay between −5 and 5', () => {
    fc.assert(
      fc.property(message, text => {
        const features = judgeFeatures(understanding.understand(text).signals);
        expect(Object.values(features).every(value => value >= -5 && value <= 5)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('bears any weights: large ones do not make it NaN', () => {
    const features = { bias: 1, closeness: 1 };
    const row = JUDGED.map((_, i) => (i - 1) * 1e6);
    const weights = { bias: row, closeness: row };
    expect(Object.values(judgeWith(weights, features)).every(Number.isFinite)).toBe(true);
  });

  it('has thresholds that are probabilities', () => {
    for (const threshold of Object.values(THRESHOLDS)) {
      expect(threshold).toBeGreaterThan(0);
      expect(threshold).toBeLessThan(1);
    }
  });
});

describe('what a message is about', () => {
  it('is a list of entries whose confidence does not rise and sums to at most 1', () => {
    fc.assert(
      fc.property(message, text => {
        const { found } = understanding.understand(text);
        const confidences = found.map(({ confidence }) => confidence);
        expect(found.filter(({ entry }) => !ids.includes(entry))).toEqual([]);
        expect(confidences).toEqual([...confidences].sort((a, b) => b - a));
        expect(confidences.reduce((sum, p) => sum + p, 0)).toBeLessThanOrEqual(1 + 1e-6);
      }),
      { numRuns: 150 },
    );
  });

  it('does not depend on capitals, accents, or signs around it', () => {
    for (const text of [
      'visión del instituto',
      'objetivos de fortalecimiento',
      'centros de emisión de pasaportes',
    ]) {
      const entry = (form: string) => understanding.understand(form).found[0]?.entry;
      for (const form of [text.toUpperCase(), text.normalize('NFD'), `¿${text}?`, `  ${text} `])
        expect(entry(form)).toBe(entry(text));
    }
  });

  it('is the same when asked again', () => {
    for (const text of ['visión', 'pasaprte', '¿cuánto cuesta una visa?', 'xqzvwk']) {
      expect(understanding.understand(text)).toEqual(understanding.understand(text));
    }
  });
});

describe('the lexicon', () => {
  const named = (text: string) => lexicon.named(text, index.explain(text).concepts);

  it('tells apart what is asked, which institution is named, and which thing is meant', () => {
    expect(named('¿cuánto cuesta el pasaporte?')).toMatchObject({
      cues: expect.arrayContaining(['price']),
      matters: ['documentos.1'],
    });
    expect(named('el RENAP').institutions).toEqual(['renap']);
    expect(named('nada de eso')).toEqual({ cues: [], institutions: [], matters: [] });
  });

  it('takes names that are also words only as they are written', () => {
    const exact = edition.institutions.find(institution => institution.exact)!;
    const name = [...exact.names.es, ...exact.names.en].find(
      one => one === one.toUpperCase() && /^[A-Z]+$/.test(one),
    )!;
    expect(named(`something about ${name} today`).institutions).toContain(exact.id);
    expect(named(`something about ${name.toLowerCase()} today`).institutions).not.toContain(exact.id);
    expect(named(`SOMETHING ABOUT ${name} TODAY`).institutions).not.toContain(exact.id);
  });
});

describe('looking up what is being typed', () => {
  const first = (text: string) => understanding.search(text, { prefix: true })[0]?.entry;

  it.each([
    ['pasap', 'documentos.1'],
    ['resid extr', 'visas-residencias.1'],
    ['visi', 'vision'],
    ['misi', 'mision'],
    ['autosost', 'fortalecimiento.4'],
    ['document det', 'ficha'],
  ])('takes words for beginnings: "%s" gives %s', (typed, entry) => {
    expect(first(typed)).toBe(entry);
  });

  it('gives something from the third letter of a title on, and no more than asked for', () => {
    for (const { entries } of documents) {
      for (const { title } of entries) {
        const word = title.es.split(' ').find(one => one.length >= 6)!;
        expect(understanding.search(word.slice(0, 3), { prefix: true }).length, word).toBeGreaterThan(0);
      }
    }
    expect(understanding.search('migra', { prefix: true, limit: 2 }).length).toBeLessThanOrEqual(2);
    expect(understanding.search('', { prefix: true })).toEqual([]);
  });
});
