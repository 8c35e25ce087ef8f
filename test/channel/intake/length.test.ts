import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepare } from '../../../src/channel/intake/index.ts';
import { redact } from '../../../src/privacy/index.ts';

const points = (text: string) => [...text].length;
const nothingFound = (text: string) => ({ text, found: [] });

describe('what is kept of a message', () => {
  it('is all of it, up to 4,000 code points', () => {
    const text = 'año 😀 '.repeat(600);
    expect(prepare(text, nothingFound)).toEqual({ text, redacted: false });
  });

  it('is its beginning when it is longer, still recognisably too long', () => {
    for (const text of [
      'palabra '.repeat(20_000),
      'a'.repeat(100_000),
      '7'.repeat(100_000),
      '😀'.repeat(50_000),
    ]) {
      const kept = prepare(text, nothingFound).text;
      expect(text.startsWith(kept)).toBe(true);
      expect(points(kept)).toBeGreaterThan(2_000);
      expect(points(kept)).toBeLessThanOrEqual(4_000);
    }
  });

  it('never ends in the half of a number that the cut has split', () => {
    for (let shift = 0; shift < 14; shift++) {
      const text = `${'palabra '.repeat(498)}${'x'.repeat(shift)} 5555-1234 5555-9876 y más`;
      const { text: kept } = prepare(text.padEnd(6_000, ' z'), redact);
      expect(kept.slice(-60)).not.toMatch(/\d/);
    }
  });

  it('holds no half of a surrogate pair, whatever is sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 9_000 }), text => {
        const kept = prepare(text, redact).text;
        return kept.isWellFormed();
      }),
      { numRuns: 50 },
    );
  });
});
