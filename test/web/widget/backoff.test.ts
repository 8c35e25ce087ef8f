import { describe, expect, it } from 'vitest';
import { createBackoff } from '../../../src/web/widget/backoff.ts';

describe('waiting for the next try', () => {
  it('doubles up to a limit, and begins anew after a success', () => {
    const backoff = createBackoff(1_000, 5_000, () => 1);
    expect([1, 2, 3, 4, 5].map(() => backoff.next())).toEqual([1_000, 2_000, 4_000, 5_000, 5_000]);
    backoff.reset();
    expect(backoff.next()).toBe(1_000);
  });

  it('has chance in it: between half and the whole', () => {
    expect(createBackoff(1_000, 5_000, () => 0).next()).toBe(500);
    expect(createBackoff(1_000, 5_000, () => 0.5).next()).toBe(750);
  });
});
