import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { words, writtenOut } from '../../src/language/index.ts';

describe('writtenOut', () => {
  it.each([
    ['q es la mision', 'que es la mision'],
    ['xfa dnd saco la visa', 'por favor donde saco la visa'],
    ['kien manda aki', 'quien manda aqui'],
    ['wat r ur goals', 'what are your goals'],
    ['pls gimme info', 'please give me information'],
    ['whats the mission', 'what is the mission'],
  ])('turns "%s" into "%s"', (short, long) => {
    expect(writtenOut(words(short)).join(' ')).toBe(long);
  });

  it('leaves written-out words as they are', () => {
    const text = 'cual es la vision del instituto guatemalteco what is the vision of the institute';
    expect(writtenOut(words(text)).join(' ')).toBe(text);
  });

  it('changes nothing when it is done again', () => {
    const short = fc.constantFrom(
      'q',
      'xq',
      'k',
      'u',
      'ur',
      'pls',
      'idk',
      'wats',
      'ntp',
      'mision',
      'w',
      'n',
      'x',
      'constructor',
    );
    fc.assert(
      fc.property(fc.array(short), list => {
        const once = writtenOut(list);
        expect(writtenOut(once)).toEqual(once);
        expect(once.every(word => /^[a-zñ0-9]+$/.test(word))).toBe(true);
      }),
    );
  });
});
