import { describe, expect, it } from 'vitest';
import { createRedisHub } from '../../src/instances/redis-hub.ts';
import type { RedisLink } from '../../src/instances/redis-link.ts';
import { until } from '../channel/doubles.ts';

/** A link whose publications wait until they are let go. */
function heldLink() {
  const published: string[] = [];
  let hear: (message: string) => void = () => {};
  let letGo: () => void = () => {};
  const client = { publish: async (_channel: string, message: string) => void published.push(message) };
  const state = { up: true };
  const link: RedisLink = {
    up: () => state.up,
    async run(command) {
      const done = await command(client as never);
      await new Promise<void>(resolve => {
        letGo = resolve;
      });
      return done;
    },
    subscribe: (_channel, listener) => {
      hear = listener;
    },
    settled: async () => {},
    close: async () => {},
  };
  return { link, published, state, hear: (text: string) => hear(text), letGo: () => letGo() };
}

const hintsOf = (message: string) => JSON.parse(message).hints as Record<string, number>;

describe('hints over Redis', () => {
  it('that wait for a slow Redis are bounded: the oldest go, and each conversation counts once', async () => {
    const { link, published, letGo } = heldLink();
    const hub = createRedisHub(link, 'hints', 'me');
    hub.notify('first', 1);
    await until(() => published.length === 1);
    for (let n = 0; n < 25_000; n++) hub.notify(`c${n % 12_000}`, n);
    letGo();
    await until(() => published.length === 2);
    const hints = hintsOf(published[1]!);
    expect(Object.keys(hints)).toHaveLength(10_000);
    expect(hints.c999).toBe(24_999);
    letGo();
  });

  it('are not kept for a Redis that is away', async () => {
    const { link, published, state } = heldLink();
    const hub = createRedisHub(link, 'hints', 'me');
    state.up = false;
    hub.notify('lost', 1);
    state.up = true;
    hub.notify('sent', 2);
    await until(() => published.length === 1);
    expect(hintsOf(published[0]!)).toEqual({ sent: 2 });
  });

  it('of our own, and what is no hint at all, are nobody’s news', () => {
    const { link, hear } = heldLink();
    const hub = createRedisHub(link, 'hints', 'me');
    const heard: number[] = [];
    hub.subscribe('a', watermark => heard.push(watermark));
    hear(JSON.stringify({ from: 'me', hints: { a: 1 } }));
    for (const bad of ['', '{', 'null', '[]', '{"from":1,"hints":{"a":2}}', '{"from":"x","hints":{"a":"3"}}'])
      hear(bad);
    hear(JSON.stringify({ from: 'other', hints: { a: 4, b: 5 } }));
    expect(heard).toEqual([4]);
  });
});
