import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../../src/privacy/index.ts';

/** The list of STANDARDS.md ("Personal data", 2): what must go in any country's way of writing, and what must stay. */

const digits = (length: number) => fc.stringMatching(new RegExp(`^[2-9]\\d{${length - 1}}$`));
/** Groups of figures with one separator: `grouped([4, 4])` is 5551-2345. */
const grouped = (sizes: readonly number[], separators: readonly string[] = [' ', '-', '.', '']) =>
  fc
    .tuple(digits(sizes.reduce((sum, size) => sum + size)), fc.constantFrom(...separators))
    .map(([all, between]) => {
      const ends = sizes.map((_, i) => sizes.slice(0, i + 1).reduce((sum, size) => sum + size));
      return ends.map((end, i) => all.slice(end - sizes[i]!, end)).join(between);
    });
const prefixed = (code: string, sizes: readonly number[]) =>
  fc
    .tuple(fc.constantFrom(`+${code} `, `+${code}`, `00${code} `, `(+${code}) `, `${code}-`), grouped(sizes))
    .map(parts => parts.join(''));

const PHONES = {
  Guatemala: fc.oneof(grouped([4, 4]), grouped([2, 2, 2, 2]), prefixed('502', [4, 4])),
  'El Salvador': fc.oneof(grouped([4, 4]), prefixed('503', [4, 4])),
  Honduras: fc.oneof(grouped([4, 4]), prefixed('504', [4, 4])),
  México: fc.oneof(
    grouped([2, 4, 4]),
    grouped([3, 3, 4]),
    prefixed('52', [2, 4, 4]),
    prefixed('521', [3, 3, 4]),
  ),
  'the United States': fc.oneof(
    grouped([3, 3, 4]),
    prefixed('1', [3, 3, 4]),
    grouped([3, 3, 4], [' ']).map(number => number.replace(/^(\d{3}) /, '($1) ')),
  ),
  'anywhere else': fc.oneof(prefixed('34', [3, 3, 3]), prefixed('506', [4, 4]), prefixed('49', [3, 4, 4])),
};
const SPANISH = ['mi número es ', 'llámeme al ', 'Tel. ', 'whatsapp: ', ''];
const ENGLISH = ['my number is ', 'call me at ', 'phone: ', 'text me on ', ''];
const frames = fc.constantFrom(...SPANISH, ...ENGLISH);
const tails = fc.constantFrom('', ' gracias', ', por favor', ' please', '?', '\nquiero saber la misión');

function isGone(before: string, identifier: string, after: string): void {
  const { text, found } = redact(before + identifier + after);
  expect(found.length).toBeGreaterThan(0);
  expect(text.startsWith(before)).toBe(true);
  expect(text.endsWith(after)).toBe(true);
  expect(text.slice(before.length, text.length - after.length)).not.toMatch(/\p{N}/u);
}

describe('what must go', () => {
  for (const [country, phone] of Object.entries(PHONES)) {
    it(`telephone numbers of ${country}, in the ways they are written`, () => {
      fc.assert(
        fc.property(frames, phone, tails, (before, number, after) => isGone(before, number, after)),
        { numRuns: 500 },
      );
    });
  }

  it('passports, named in either language', () => {
    const named = fc.constantFrom(
      'pasaporte ',
      'Pasaporte No. ',
      'mi pasaporte es el ',
      'passport ',
      'passport no. ',
      'my passport number is ',
    );
    const number = fc.oneof(
      fc
        .tuple(fc.stringMatching(/^[A-Z]{1,2}$/), fc.constantFrom('', ' ', '-'), digits(7))
        .map(parts => parts.join('')),
      digits(9),
      fc.tuple(fc.stringMatching(/^[A-Z]$/), digits(8)).map(parts => parts.join('')),
    );
    fc.assert(
      fc.property(named, number, tails, (before, passport, after) => isGone(before, passport, after)),
      { numRuns: 500 },
    );
  });

  it('A-numbers of the United States', () => {
    const form = fc.constantFrom('A', 'A-', 'A#', 'A# ', 'a', 'alien number ', 'mi número A es ');
    fc.assert(
      fc.property(
        form,
        fc.oneof(digits(8), digits(9), grouped([3, 3, 3])),
        tails,
        (before, number, after) => {
          const { text } = redact(`${before}${number}${after}`);
          expect(text.slice(0, text.length - after.length)).not.toMatch(/\p{N}/u);
          expect(text.endsWith(after)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('numbers that are spelled in pairs, as they are said on the telephone', () => {
    const pairs = {
      es: [
        'veintidós',
        'treinta y cuatro',
        'cuarenta y uno',
        'cincuenta y cinco',
        'sesenta y ocho',
        'setenta y nueve',
        'ochenta y tres',
        'noventa y seis',
      ],
      en: [
        'twenty two',
        'thirty-four',
        'forty one',
        'fifty five',
        'sixty eight',
        'seventy-nine',
        'eighty three',
        'ninety six',
      ],
    };
    const said = fc.constantFrom('es', 'en').chain(lang => {
      const pair = fc.constantFrom(...pairs[lang as 'es' | 'en']);
      return fc.array(pair, { minLength: 4, maxLength: 5 }).map(list => ({ lang, list }));
    });
    fc.assert(
      fc.property(said, fc.constantFrom(' ', ', '), ({ lang, list }, between) => {
        const before = lang === 'es' ? 'mi teléfono es ' : 'my phone is ';
        expect(redact(before + list.join(between)).text).toMatch(/⟦[a-z]+⟧$/);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what must stay', () => {
  const year = fc.integer({ min: 1950, max: 2049 });
  const day = fc.integer({ min: 1, max: 28 });
  const month = fc.integer({ min: 1, max: 12 });
  const two = (n: number) => String(n).padStart(2, '0');
  const MONTHS = [
    'enero',
    'febrero',
    'marzo',
    'abril',
    'mayo',
    'junio',
    'julio',
    'agosto',
    'septiembre',
    'octubre',
    'noviembre',
    'diciembre',
  ];
  const small = fc.integer({ min: 1, max: 300 });
  const harmless = {
    dates: fc
      .tuple(day, month, year, fc.nat(3))
      .map(
        ([d, m, y, form]) =>
          [
            `${two(d)}/${two(m)}/${y}`,
            `${y}-${two(m)}-${two(d)}`,
            `${d} de ${MONTHS[m - 1]} de ${y}`,
            `${two(d)}.${two(m)}.${y}`,
          ][form]!,
      ),
    years: fc.tuple(year, fc.integer({ min: 1, max: 40 })).map(([from, span]) => `${from}-${from + span}`),
    articles: fc
      .tuple(fc.constantFrom('artículo ', 'Artículo ', 'art. ', 'article ', 'numeral '), small)
      .map(([word, n]) => word + n),
    decrees: fc
      .tuple(fc.constantFrom('Decreto ', 'Decreto No. ', 'Decreto Ley '), small, year)
      .map(([word, n, y]) => `${word}${n}-${y}`),
    forms: fc.constantFrom(
      'I-589',
      'I-130',
      'I-485',
      'N-400',
      'DS-160',
      'I-94',
      'I-765',
      'G-28',
      'I-864',
      'DS-260',
    ),
    hours: fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([h, m]) => `${two(h)}:${two(m)}`),
    amounts: fc
      .tuple(fc.constantFrom('Q', 'Q.', '$', 'US$'), fc.integer({ min: 1, max: 99_999 }))
      .map(([sign, n]) => sign + n),
    percentages: fc.integer({ min: 0, max: 100 }).map(n => `${n}%`),
  };
  const around = fc.constantFrom<[string, string]>(
    ['¿qué dice la ley de ', '?'],
    ['es para ', ' o no'],
    ['what about ', ' please'],
    ['', ''],
  );

  for (const [what, text] of Object.entries(harmless)) {
    it(`${what}, whatever stands around them`, () => {
      fc.assert(
        fc.property(text, around, (harmlessText, [before, after]) => {
          const whole = before + harmlessText + after;
          expect(redact(whole)).toEqual({ text: whole, found: [] });
        }),
        { numRuns: 300 },
      );
    });
  }
});
