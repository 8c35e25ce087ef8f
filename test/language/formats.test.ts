import { describe, expect, it } from 'vitest';
import { dayAt } from '../../src/language/index.ts';

describe('the day of a moment', () => {
  it("is the office's: its evening is tomorrow in UTC, and today there", () => {
    const evening = Date.UTC(2026, 0, 16, 3, 30);
    expect(dayAt(evening, 'America/Guatemala')).toBe('2026-01-15');
    expect(dayAt(evening, 'UTC')).toBe('2026-01-16');
    expect(dayAt(evening + 3 * 3_600_000, 'America/Guatemala')).toBe('2026-01-16');
  });
});
