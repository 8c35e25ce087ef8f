import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildIndex,
  type Index,
  loadIndex,
  type Row,
  randomFrom,
  saveIndex,
} from '../../src/retrieval/index.ts';
import { LIBRARY_FAQ } from './library-faq.ts';

const small = buildIndex(LIBRARY_FAQ, { train: true });

describe('an index of very little', () => {
  it('finds nothing when it is empty, trained or not, saved or not', () => {
    for (const train of [true, false]) {
      const empty = buildIndex([], { train });
      expect([...empty.ids]).toEqual([]);
      for (const query of ['', 'anything', 'any thing at all']) {
        expect(empty.search(query)).toEqual([]);
        expect(empty.search(query, { prefix: true, lang: 'en' })).toEqual([]);
        expect(loadIndex(saveIndex(empty)).search(query)).toEqual([]);
      }
    }
  });

  it('finds its only row, and nothing else', () => {
    const only = buildIndex([{ id: 'only', lang: 'en', questions: ['opening hours'] }], { train: true });
    expect(only.search('opening hours').map(({ id }) => id)).toEqual(['only']);
    expect(only.search('openning')[0]?.id).toBe('only');
    expect(only.search('zebra')).toEqual([]);
  });

  it('bears rows without any text, and rows of signs alone', () => {
    const rows: Row[] = [
      { id: 'nothing', lang: 'es' },
      { id: 'signs', lang: 'es', title: '¿?', text: '…', questions: ['', '   ', '🙂'] },
      { id: 'words', lang: 'es', questions: ['horario de atención'] },
    ];
    const index = buildIndex(rows);
    expect([...index.ids]).toEqual(['nothing', 'signs', 'words']);
    expect(index.search('horario')[0]?.id).toBe('words');
    expect(loadIndex(saveIndex(index)).search('horario')).toEqual(index.search('horario'));
  });

  it('takes ids for ids, whatever they are called', () => {
    const ids = ['__proto__', 'constructor', 'toString', '', ' ', '1', 'año nuevo', '\n', '🙂'];
    const rows: Row[] = ids.map((id, i) => ({
      id,
      lang: 'es',
      questions: [`pregunta número ${'abcdefghi'[i]!.repeat(5)}`],
    }));
    const index = loadIndex(saveIndex(buildIndex(rows, { train: true })));
    expect([...index.ids]).toEqual(ids);
    const found = ids.map((_, i) => index.search('abcdefghi'[i]!.repeat(5))[0]?.id);
    expect(found).toEqual(ids);
  });
});

describe('an index of a thousand entries', () => {
  const rows = generated(1000);
  const large = buildIndex(rows);

  it('finds each of them by its own question, also misspelt', () => {
    const misses = rows.filter(({ id, questions }) => large.search(questions![0]!)[0]?.id !== id);
    expect(misses.length / rows.length).toBeLessThanOrEqual(0.01);
    const swapped = rows.filter((_, i) => i % 20 === 0);
    const lost = swapped.filter(({ id, questions }) =>
      large.search(withSlips(questions![0]!)).every(hit => hit.id !== id),
    );
    expect(lost.length / swapped.length).toBeLessThanOrEqual(0.1);
  });

  it('gives the same hits after it was saved', () => {
    const loaded = loadIndex(saveIndex(large));
    for (const { questions } of rows.slice(0, 40))
      expect(loaded.search(questions![0]!)).toEqual(large.search(questions![0]!));
  });

  it('does not train a classifier unless told to', () => {
    expect(large.explain(rows[0]!.questions![0]!).trained).toEqual({});
  });
});

describe('hostile queries', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.string({ unit: 'grapheme', maxLength: 400 }),
    fc.constantFrom(
      '',
      ' ',
      '\u0000',
      '\ud800',
      '\udfff\ud800',
      '__proto__',
      'constructor toString valueOf',
      '<b>multa</b>',
      '#card',
      '#',
      '\u202emulta',
      'ﬁne',
      'a\u0301'.repeat(300),
      '🙂'.repeat(200),
      'x'.repeat(5000),
      '0'.repeat(5000),
      'ñ'.repeat(3000),
      'multa '.repeat(3000),
    ),
  );

  it('never make a search throw, and give hits as ordered as any', () => {
    fc.assert(
      fc.property(hostile, fc.boolean(), (query, prefix) => {
        const { hits, words } = small.explain(query, { prefix });
        expect(hits.every(({ confidence }) => confidence >= 0 && confidence <= 1)).toBe(true);
        expect(words.length).toBeLessThanOrEqual(200);
      }),
      { numRuns: 300 },
    );
  });

  it('take no longer for ten times the words', () => {
    const words = LIBRARY_FAQ.flatMap(({ questions = [] }) => questions).join(' ');
    const some = `${words} xqzvwk `.repeat(20);
    const many = `${words} xqzvwk `.repeat(200);
    expect(fastest(small, many) / fastest(small, some)).toBeLessThan(10);
  });

  it('take time in proportion to their length, whatever they are made of', () => {
    for (const unit of ['multa ', 'a', '.', ' ', '\u0301\u0323', '\ufdfa', '🙂']) {
      const [short, long] = [2_000, 20_000].map(length =>
        fastest(small, unit.repeat(length).slice(0, length)),
      );
      expect(long! / Math.max(short!, 0.5), JSON.stringify(unit)).toBeLessThan(25);
    }
  });

  it('take no longer for one word of a hundred thousand letters than for what a sentence takes', () => {
    const word = fastest(small, 'qwertyuiop'.repeat(10_000));
    expect(word).toBeLessThan(fastest(small, 'qwertyuiop '.repeat(10_000)) * 10);
  });
});

/** Entries over invented words of consonants and vowels, the same each time. */
function generated(count: number): Row[] {
  const random = randomFrom(42);
  const pick = (letters: string) => letters[Math.floor(random() * letters.length)]!;
  const word = () =>
    Array.from({ length: 3 + Math.floor(random() * 2) }, () => pick('bcdfglmnprst') + pick('aeiou')).join('');
  const words = Array.from({ length: 2000 }, word);
  const some = (n: number) =>
    Array.from({ length: n }, () => words[Math.floor(random() * words.length)]!).join(' ');
  return Array.from({ length: count }, (_, i) => ({
    id: `e${i}`,
    lang: 'es',
    title: some(2),
    questions: [some(5), some(6)],
  }));
}

/** Two neighbouring letters of every other word change places. */
function withSlips(question: string): string {
  return question
    .split(' ')
    .map((word, i) => (i % 2 === 0 ? word[0]! + word[2]! + word[1]! + word.slice(3) : word))
    .join(' ');
}

/** The fastest of some searches, in milliseconds: what the machine does besides does not count. */
function fastest(index: Index, query: string): number {
  return Math.min(
    ...Array.from({ length: 5 }, () => {
      const from = performance.now();
      index.search(query);
      return performance.now() - from;
    }),
  );
}
