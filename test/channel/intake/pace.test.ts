import { describe, expect, it } from 'vitest';
import { createPace } from '../../../src/channel/intake/pace.ts';

describe('the pace of turns', () => {
  it('keeps their order, and lets others go in between', async () => {
    let clock = 0;
    const pace = createPace(8, () => clock);
    const seen: string[] = [];
    const turns = Array.from({ length: 6 }, (_, i) =>
      pace(() => {
        clock += 5;
        seen.push(`turn ${i}`);
        setImmediate(() => seen.push('somebody else'));
      }),
    );
    await Promise.all(turns);
    expect(seen.filter(name => name.startsWith('turn'))).toEqual([0, 1, 2, 3, 4, 5].map(i => `turn ${i}`));
    expect(seen.indexOf('somebody else')).toBeLessThan(seen.indexOf('turn 3'));
  });

  it('hands on a result and a failure', async () => {
    const pace = createPace(8);
    expect(await pace(() => 7)).toBe(7);
    await expect(
      pace(() => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await pace(() => 8)).toBe(8);
  });
});
