import { describe, expect, it } from 'vitest';
import { type Fragment, readFragments } from '../../src/cli/language-fragments.ts';
import { detectLanguage } from '../../src/language/index.ts';

// `node src/cli/measure-language.ts` prints the figures. The fragments were written before the detector was measured,
// and nothing was tuned on them.
const fragments = readFragments('language-measured');
const short = fragments.filter(({ kind }) => kind !== undefined && kind !== 'long');
const known = fragments.filter(({ lang }) => lang !== 'unsure');

describe('the language of fragments that the detector was not tuned on', () => {
  it('is right for 97 % of Spanish and English fragments of one to three words without accents', () => {
    expect(short.length).toBeGreaterThanOrEqual(400);
    expect(rightShare(short)).toBeGreaterThanOrEqual(0.97);
  });

  it('is right for 95 % of those that are misspelt or written as in messages', () => {
    expect(rightShare(short.filter(({ kind }) => kind !== 'clean'))).toBeGreaterThanOrEqual(0.95);
  });

  it('is right for every longer text', () => {
    expect(rightShare(fragments.filter(({ kind }) => kind === 'long'))).toBe(1);
  });

  it('is another one for 95 % of fragments in other languages', () => {
    expect(rightShare(fragments.filter(({ lang }) => lang === 'other'))).toBeGreaterThanOrEqual(0.95);
  });

  it('is left open for 90 % of names, digits and words of both languages', () => {
    const unsure = fragments.filter(({ lang }) => lang === 'unsure').map(({ q }) => detectLanguage(q));
    expect(share(unsure, ({ confidence }) => confidence < 0.8)).toBeGreaterThanOrEqual(0.9);
    expect(unsure.every(({ lang, confidence }) => lang !== 'other' || confidence < 0.8)).toBe(true);
  });

  it('is wrong with a confidence of 0.8 or more in less than 1 % of the cases', () => {
    const surelyWrong = known.filter(({ q, lang }) => {
      const said = detectLanguage(q);
      return said.lang !== lang && said.confidence >= 0.8;
    });
    expect(surelyWrong.length / known.length).toBeLessThan(0.01);
  });

  it('has a confidence that keeps its word: calibration error of at most 5 %', () => {
    const bins = Map.groupBy(known, ({ q }) => Math.min(9, Math.floor(detectLanguage(q).confidence * 10)));
    let error = 0;
    for (const rows of bins.values()) {
      const said = rows.reduce((sum, { q }) => sum + detectLanguage(q).confidence, 0) / rows.length;
      error += (Math.abs(said - rightShare(rows)) * rows.length) / known.length;
    }
    expect(error).toBeLessThan(0.05);
  });
});

function rightShare(rows: readonly Fragment[]): number {
  return share(rows, ({ q, lang }) => detectLanguage(q).lang === lang);
}

function share<T>(rows: readonly T[], holds: (row: T) => boolean): number {
  return rows.filter(holds).length / rows.length;
}
