import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completions, editDistance, misspeltCopy, randomFrom } from '../../src/retrieval/index.ts';

const FAR = 99;
const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'ñ'), maxLength: 9 });

describe('editDistance', () => {
  it.each([
    ['pasaporte', 'pasaporte', 0],
    ['pasaporte', 'pasaprte', 1],
    ['pasaporte', 'passaporte', 1],
    ['pasaporte', 'pasapotre', 1],
    ['pasaporte', 'basaporte', 1],
    ['mision', 'vision', 1],
    ['', 'visa', 4],
    ['ca', 'abc', 3],
  ])('between "%s" and "%s" is %i', (a, b, distance) => {
    expect(editDistance(a, b, FAR)).toBe(distance);
  });

  it('is 0 for the same word only, the same both ways, and within the lengths', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b, FAR);
        expect(distance === 0).toBe(a === b);
        expect(editDistance(b, a, FAR)).toBe(distance);
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });

  it('is never more than 1 for a letter put in, left out, replaced or swapped with the next', () => {
    fc.assert(
      fc.property(word, fc.nat(8), fc.constantFrom('a', 'z'), (text, at, letter) => {
        const i = Math.min(at, text.length);
        const changed = [
          text.slice(0, i) + letter + text.slice(i),
          text.slice(0, i) + text.slice(i + 1),
          text.slice(0, i) + letter + text.slice(i + 1),
          text.slice(0, i) + (text[i + 1] ?? '') + (text[i] ?? '') + text.slice(i + 2),
        ];
        for (const other of changed) expect(editDistance(text, other, FAR)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is given as limit + 1 when it is more than the limit, exactly when it is not', () => {
    fc.assert(
      fc.property(word, word, fc.nat(5), (a, b, limit) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(editDistance(a, b, FAR), limit + 1));
      }),
    );
  });

  it('does not change when both words begin or end alike', () => {
    fc.assert(
      fc.property(word, word, fc.constantFrom('x', 'xyz'), (a, b, more) => {
        const distance = editDistance(a, b, FAR);
        expect(editDistance(more + a, more + b, FAR)).toBe(distance);
        expect(editDistance(a + more, b + more, FAR)).toBe(distance);
      }),
    );
  });
});

describe('misspeltCopy', () => {
  it('makes at most one slip a word, none in short words, and the same for the same seed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{2,12}$/), { maxLength: 12 }),
        fc.nat(),
        (words, seed) => {
          const copy = misspeltCopy(words, randomFrom(seed));
          expect(copy).toEqual(misspeltCopy(words, randomFrom(seed)));
          expect(copy.length).toBe(words.length);
          copy.forEach((changed, i) => {
            expect(editDistance(words[i]!, changed, FAR)).toBeLessThanOrEqual(words[i]!.length >= 5 ? 1 : 0);
            expect(changed[0]).toBe(words[i]![0]);
          });
        },
      ),
    );
  });
});

describe('randomFrom', () => {
  it('gives the same numbers between 0 and 1 for the same seed, spread evenly', () => {
    const numbers = (seed: number) => {
      const random = randomFrom(seed);
      return Array.from({ length: 2000 }, random);
    };
    expect(numbers(5)).toEqual(numbers(5));
    expect(numbers(5)).not.toEqual(numbers(6));
    expect(numbers(5).every(number => number >= 0 && number < 1)).toBe(true);
    const mean = numbers(5).reduce((sum, number) => sum + number, 0) / 2000;
    expect(mean).toBeGreaterThan(0.45);
    expect(mean).toBeLessThan(0.55);
  });
});

describe('completions', () => {
  const titles = [
    { id: 'loan', title: 'Préstamo de libros' },
    { id: 'rooms', title: 'Salas de estudio' },
    { id: 'fine', title: 'Multas por retraso' },
  ];

  it.each([
    ['prest', 'loan'],
    ['sala', 'rooms'],
    ['retrazo', 'fine'],
    ['estud', 'rooms'],
  ])('proposes titles that "%s" may become', (typed, id) => {
    expect(completions(titles, typed)[0]?.id).toBe(id);
  });

  it('proposes nothing for what fits nothing, and no more than asked for', () => {
    expect(completions(titles, 'xqzvwk')).toEqual([]);
    expect(completions(titles, 's', 1).length).toBeLessThanOrEqual(1);
  });
});
