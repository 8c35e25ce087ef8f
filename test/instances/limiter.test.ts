import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLimiter } from '../../src/instances/index.ts';

describe('a limiter', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('lets a sender do so much a minute, and says how long to wait for more', async () => {
    const limiter = createLimiter({ points: 2, seconds: 60 });
    expect(await limiter.take('a')).toBeNull();
    expect(await limiter.take('a')).toBeNull();
    vi.advanceTimersByTime(20_000);
    expect(await limiter.take('a')).toBe(40);
    expect(await limiter.take('b')).toBeNull();
    vi.advanceTimersByTime(41_000);
    expect(await limiter.take('a')).toBeNull();
  });

  it('sets no limit with 0', async () => {
    const limiter = createLimiter({ points: 0, seconds: 60 });
    for (let i = 0; i < 100; i++) expect(await limiter.take('a')).toBeNull();
  });

  it('remembers only so many senders: those beyond share one count', async () => {
    const limiter = createLimiter({ points: 2, seconds: 60, keys: 10 });
    for (let i = 0; i < 10; i++) expect(await limiter.take(`known ${i}`)).toBeNull();
    const beyond = await Promise.all(Array.from({ length: 50 }, (_, i) => limiter.take(`new ${i}`)));
    expect(beyond.filter(wait => wait === null)).toHaveLength(2);
    expect(await limiter.take('known 3')).toBeNull();
  });
});
