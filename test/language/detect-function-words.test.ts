import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentWordCount, functionWordLanguage, words } from '../../src/language/index.ts';

describe('functionWordLanguage', () => {
  it.each([
    ['cuales son los goals de la agency', 'es'],
    ['what are the objetivos of the instituto', 'en'],
    ['q dice la mission statement', 'es'],
    ['xq no abre la office', 'es'],
    ['where r the oficinas', 'en'],
    ['pls dame u the requisitos', 'en'],
    ["don't hay citas for me", 'en'],
  ] as const)('tells which language "%s" is built in: %s', (text, lang) => {
    const { es, en } = functionWordLanguage(text);
    expect(es > en ? 'es' : 'en').toBe(lang);
    expect(es).not.toBe(en);
  });

  it.each(['no me', 'pasaporte passport', 'has he', '2024', '', 'El Salvador', 'Los Angeles', "k'iche'"])(
    'counts nothing in "%s"',
    text => {
      expect(functionWordLanguage(text)).toEqual({ es: 0, en: 0 });
    },
  );

  it('reads "u" and "y" by their neighbours', () => {
    expect(functionWordLanguage('u r there')).toEqual({ es: 0, en: 3 });
    expect(functionWordLanguage('el pasaporte y la visa')).toEqual({ es: 3, en: 0 });
  });
});

describe('contentWordCount', () => {
  it.each([
    ['visa', 1],
    ['la visión', 1],
    ['and the vision?', 1],
    ['y la de inglés', 1],
    ['ok', 0],
    ['no', 0],
    ['2', 0],
    ['👍', 0],
    ['de la', 0],
    ['www.example.org', 0],
    ['what is the mission', 3],
    ['who are you', 3],
    ['cuál es la misión', 3],
    ['renovar pasaporte', 2],
  ])('"%s": %i', (text, count) => {
    expect(contentWordCount(text)).toBe(count);
  });
});

describe('counting words', () => {
  it('never throws and never finds more than there are, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), text => {
        const { es, en } = functionWordLanguage(text);
        expect(es + en).toBeLessThanOrEqual(words(text).length);
        expect(contentWordCount(text)).toBeLessThanOrEqual(words(text).length);
      }),
    );
  });

  it('looks at the beginning of an endless text only', () => {
    const started = performance.now();
    functionWordLanguage('the q '.repeat(200_000));
    contentWordCount('the q '.repeat(200_000));
    expect(performance.now() - started).toBeLessThan(250);
  });
});
