import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BASE_LANGUAGES, fold, stem } from '../../src/language/index.ts';

describe('stem', () => {
  it.each([
    ['es', ['renovación', 'renovacion', 'RENOVACIÓN']],
    ['es', ['emisión', 'emision']],
    ['es', ['región', 'region']],
    ['es', ['conexión', 'conexion']],
    ['es', ['pasaporte', 'pasaportes']],
    ['es', ['migratorio', 'migratoria', 'migratorios', 'migratorias']],
    ['es', ['objetivo', 'objetivos']],
    ['en', ['passport', 'passports']],
    ['en', ['objective', 'objectives']],
    ['en', ['migrate', 'migrating', 'migrated', 'migrates']],
    ['en', ['agency', 'agencies']],
  ] as const)('of %s words of one family is one: %j', (lang, family) => {
    expect(new Set(family.map(word => stem(fold(word), lang))).size).toBe(1);
  });

  it('tells families apart', () => {
    const of = (...words: string[]) => new Set(words.map(word => stem(word, 'es'))).size;
    expect(of('mision', 'vision')).toBe(2);
    expect(of('año', 'ano')).toBe(2);
  });

  it('leaves short words and numbers as they are', () => {
    for (const lang of BASE_LANGUAGES)
      for (const word of ['a', 'ley', 'igm', '10', '2024']) expect(stem(word, lang)).toBe(word);
  });

  it('of any folded word is a folded word, and the same when asked again', () => {
    const word = fc.stringMatching(/^[a-zñ0-9]{1,30}$/);
    fc.assert(
      fc.property(word, fc.constantFrom(...BASE_LANGUAGES), (text, lang) => {
        const stemmed = stem(text, lang);
        expect(stemmed).toMatch(/^[a-zñ0-9]+$/);
        expect(stem(text, lang)).toBe(stemmed);
      }),
      { numRuns: 500 },
    );
  });

  it('does not remember a word of one language for the other', () => {
    expect(stem('national', 'en')).not.toBe('');
    const before = stem('oficinas', 'es');
    stem('oficinas', 'en');
    expect(stem('oficinas', 'es')).toBe(before);
  });

  it('is the same after very many other words', () => {
    const before = stem('residencias', 'es');
    for (let i = 0; i < 25_000; i++) stem(`palabra${i}`, 'es');
    expect(stem('residencias', 'es')).toBe(before);
  });
});
