import { describe, expect, it } from 'vitest';
import { createLookout } from '../../../src/channel/intake/lookout.ts';

describe('looking for danger beyond a limit', () => {
  /** A clock that only looking moves, by as many milliseconds as the text is long. */
  function lookout() {
    const clock = { now: 10_000 };
    const looks = createLookout(
      text => {
        clock.now += text.length;
        return text.startsWith('danger');
      },
      () => clock.now,
    );
    return { clock, looks };
  }

  it('finds it after many short messages of one sender', () => {
    const { looks } = lookout();
    for (let i = 0; i < 90; i++) looks('a', '.');
    expect(looks('a', 'danger')).toBe(true);
  });

  it('gives one sender a tenth of a second, and leaves the others theirs', () => {
    const { looks } = lookout();
    looks('a', '.'.repeat(100));
    expect([looks('a', 'danger'), looks('b', 'danger')]).toEqual([false, true]);
  });

  it('gives all of them less than half of the time', () => {
    const { looks } = lookout();
    for (const sender of ['a', 'b', 'c', 'd']) looks(sender, '.'.repeat(100));
    expect(looks('e', 'danger')).toBe(false);
  });

  it('begins again with the next second', () => {
    const { clock, looks } = lookout();
    looks('a', '.'.repeat(100));
    clock.now += 1000;
    expect(looks('a', 'danger')).toBe(true);
  });
});
