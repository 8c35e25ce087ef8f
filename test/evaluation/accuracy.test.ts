import { describe, expect, it } from 'vitest';
import { accuracyOf, type Evaluation } from '../../src/evaluation/index.ts';
import { MEASURED } from '../../src/web/pages/index.ts';

type Scored = Evaluation['scored'][number];

const scored = (kind: string, lang: string, decision: string, right: boolean, lookalike = false): Scored =>
  ({ line: { kind, lang, lookalike }, reply: { decision }, right }) as unknown as Scored;

describe('the figures for the public page', () => {
  it('count what was right of each kind, and out of scope whatever got no entry', () => {
    const all = [
      scored('answer', 'es', 'answer', true),
      scored('answer', 'es', 'related', false),
      scored('answer', 'en', 'answer', true),
      scored('oos', 'es', 'decline', true),
      scored('oos', 'en', 'related', false),
      scored('oos', 'en', 'answer', false),
      scored('oos', 'en', 'answer', false, true),
    ];
    const { measured, figures } = accuracyOf({ scored: all } as unknown as Evaluation, '2026-01-02');
    expect(measured).toBe('2026-01-02');
    expect(figures.map(({ kind, lang, right, of }) => [kind, lang, right, of])).toEqual([
      ['answer', 'es', 1, 2],
      ['answer', 'en', 1, 1],
      ['oos', null, 2, 3],
    ]);
    for (const { right, of, low, high } of figures) {
      expect(low).toBeLessThanOrEqual(right / of);
      expect(high).toBeGreaterThanOrEqual(right / of);
    }
  });

  it('that are committed are those of a whole measurement', () => {
    expect(MEASURED.measured).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(MEASURED.figures.map(({ kind }) => kind)).toEqual(['answer', 'answer', 'related', 'oos']);
    for (const { right, of, low, high } of MEASURED.figures) {
      expect(of).toBeGreaterThan(100);
      expect(low <= right / of && right / of <= high).toBe(true);
    }
  });
});
