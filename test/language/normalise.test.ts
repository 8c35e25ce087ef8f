import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean, fold, words } from '../../src/language/index.ts';

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      'á',
      'ñ',
      'N\u0303',
      '\u0301',
      '\u200b',
      '\u202e',
      '\ud800',
      '\u0000',
      'ﬁ',
      'Ａ',
      'ß',
      'İ',
      '🙂',
      '\u{e0041}',
    ),
  }),
);

describe('clean', () => {
  it('takes out what nobody sees and keeps the rest', () => {
    expect(clean('  pa\u200bsa\u00adporte\u2060 \ufeff')).toBe('pasaporte');
    expect(clean('\u202evisa\u202c')).toBe('visa');
    expect(clean('hola\u{e0068}\u{e0069}')).toBe('hola');
    expect(clean('¿Qué es la Misión?')).toBe('¿Qué es la Misión?');
  });

  it('turns control characters into spaces', () => {
    expect(clean('dos\u0000tres\tcuatro\r\ncinco\u0085seis')).toBe('dos tres cuatro  cinco seis');
  });

  it('makes lone surrogates harmless', () => {
    fc.assert(
      fc.property(anything, text => {
        expect(clean(text).isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('fold', () => {
  it.each([
    ['MISIÓN', 'mision'],
    ['Política Migratoria', 'politica migratoria'],
    ['pingüino', 'pinguino'],
    ['año', 'año'],
    ['AÑO', 'año'],
    ['an\u0303o', 'año'],
    ['AN\u0303O', 'año'],
    ['ano', 'ano'],
    ['holaaaaaa', 'holaa'],
    ['ｐａｓｓｐｏｒｔ', 'passport'],
    ['oﬃce', 'office'],
    ['passport', 'passport'],
    ['n\u0301', 'n'],
  ])('brings "%s" into the form "%s"', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('changes nothing when it is done again', () => {
    fc.assert(
      fc.property(anything, text => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 500 },
    );
  });

  it('does not mind how a text is composed, or what invisible characters stand in it', () => {
    fc.assert(
      fc.property(anything, text => {
        const whole = text.toWellFormed();
        expect(fold(whole.normalize('NFD'))).toBe(fold(whole.normalize('NFC')));
        expect(fold(`${whole}\u200b`)).toBe(fold(whole));
      }),
    );
  });

  it('folds what people type the short way as the long one', () => {
    const typed = fc.string({ unit: fc.constantFrom(...' aAbzNñÑáÁüÜé¿!~09', 'aaa', 'ñññ', '   ', 'ÁÁÁ') });
    fc.assert(
      fc.property(typed, text => {
        expect(fold(text)).toBe(fold(`${text}\u200b`));
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes time in proportion to the length', () => {
    const time = (text: string) =>
      Math.min(
        ...Array.from({ length: 5 }, () => {
          const from = performance.now();
          fold(text);
          return performance.now() - from;
        }),
      );
    for (const unit of ['a', 'ñ', '\u0301', 'n\u0303', '\u200b', '🙂', 'aaa \u0000']) {
      expect(time(unit.repeat(40_000)) / time(unit.repeat(4_000)), JSON.stringify(unit)).toBeLessThan(60);
    }
  });
});

describe('words', () => {
  it('gives letters and digits in order, and nothing else', () => {
    expect(words('¿Cuánto cuesta el pasaporte? ¡1,500 Q!')).toEqual([
      'cuanto',
      'cuesta',
      'el',
      'pasaporte',
      '1',
      '500',
      'q',
    ]);
    expect(words("don't e-mail año/niño")).toEqual(['don', 't', 'e', 'mail', 'año', 'niño']);
    expect(words('🙂 … — «»')).toEqual([]);
  });

  it('gives folded words only', () => {
    fc.assert(
      fc.property(anything, text => {
        for (const word of words(text)) expect(word).toMatch(/^[a-zñ0-9]+$/);
      }),
    );
  });
});
