import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  auroc,
  calibrationError,
  type Judged,
  reliability,
  share,
  shareText,
} from '../../src/evaluation/index.ts';

const judged = (...pairs: [confidence: number, positive: boolean][]): Judged[] =>
  pairs.map(([confidence, positive]) => ({ confidence, positive }));

describe('share', () => {
  it('has the interval of Wilson (1927)', () => {
    const { value, low, high } = share(81, 263); // a worked example: 0.308 (0.255 to 0.366)
    expect(value).toBeCloseTo(0.308, 3);
    expect(low).toBeCloseTo(0.2553, 3);
    expect(high).toBeCloseTo(0.3662, 3);
  });

  it('lies within its interval, and the interval within 0 and 1', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (of, part) => {
          const { value, low, high } = share(Math.round(part * of), of);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(value).toBeGreaterThanOrEqual(low - 1e-12);
          expect(value).toBeLessThanOrEqual(high + 1e-12);
        },
      ),
    );
  });

  it('of nothing is no number', () => {
    expect(shareText(share(0, 0))).toBe('– (n 0)');
  });
});

describe('calibrationError', () => {
  it('is 0 when what was said came true as often as it was said', () => {
    expect(calibrationError(judged([1, true], [1, true], [0, false]))).toBe(0);
    expect(calibrationError(judged([0.5, true], [0.5, false]))).toBe(0);
  });

  it('is the mean distance of saying and truth, by bins', () => {
    expect(calibrationError(judged([0.9, false], [0.9, false], [0.1, false], [0.1, true]))).toBeCloseTo(
      0.45 + 0.2,
      9,
    );
    expect(reliability(judged([1, true])).map(({ count }) => count)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  });
});

describe('auroc', () => {
  it.each([
    [1, judged([0.9, true], [0.8, true], [0.2, false])],
    [0, judged([0.1, true], [0.8, false])],
    [0.5, judged([0.5, true], [0.5, false], [0.5, true])],
    [0.75, judged([0.9, true], [0.4, true], [0.5, false], [0.1, false])],
  ])('is %f', (value, of) => {
    expect(auroc(of)).toBeCloseTo(value, 9);
  });
});
