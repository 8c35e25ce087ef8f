import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../src/observe/index.ts';
import { loadKeys } from '../../src/privacy/keys.ts';
import { until } from '../channel/doubles.ts';
import { type OwnRedis, ownRedis, redisServerInstalled } from '../redis-server.ts';
import { instance, reachable, unreachable } from './instance.ts';

const keys = loadKeys({ dataKey: 'a-key-of-these-tests-and-no-others', file: null });
const otherKeys = loadKeys({ dataKey: 'a-key-of-somebody-else-altogether', file: null });
const LIMIT = { points: 3, seconds: 60 };

describe.skipIf(!redisServerInstalled())('instances on one Redis', () => {
  let redis: OwnRedis;
  let lines: string[];
  let one: Awaited<ReturnType<typeof instance>>;
  let two: typeof one;
  beforeEach(async () => {
    redis = await ownRedis();
    lines = [];
    const log = createLog('info', { write: line => void lines.push(line) });
    [one, two] = await Promise.all([instance(redis.url, { keys, log }), instance(redis.url, { keys, log })]);
  });
  afterEach(async () => {
    await Promise.all([one.close(), two.close()]);
    await redis.stop();
  });

  const codes = () => lines.map(line => JSON.parse(line).code as string);
  const taken = async (...limiters: { take(key: string): Promise<number | null> }[]) => {
    const waits = [];
    for (const limiter of limiters) waits.push(await limiter.take('someone'));
    return waits.map(wait => (wait === null ? 'taken' : 'refused'));
  };

  it('share the limit of a sender, by name', async () => {
    const [a, b] = [one.limiters('message', LIMIT), two.limiters('message', LIMIT)];
    expect(await taken(a, b, a, b, a)).toEqual(['taken', 'taken', 'taken', 'refused', 'refused']);
    expect(await a.take('another')).toBeNull();
    expect(await taken(two.limiters('notice', LIMIT))).toEqual(['taken']);
    const wait = await b.take('someone');
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
  });

  it('give Redis nothing that names a sender', async () => {
    await one.limiters('message', LIMIT).take('203.0.113.77');
    const { createClient } = await import('redis');
    const client = createClient({ url: redis.url });
    await client.connect();
    const held = (await client.keys('*')).filter(key => key !== 'igm:beat');
    client.destroy();
    expect(held).toHaveLength(1);
    expect(held[0]).toMatch(/^igm:[\w-]{10}:limit:message:[\w-]{22}$/);
  });

  it('with other keys are another service', async () => {
    const log = createLog('silent');
    const other = await instance(redis.url, { keys: otherKeys, log });
    const heard: string[] = [];
    other.hub.subscribe('a', () => heard.push('other'));
    two.hub.subscribe('a', () => heard.push('two'));
    one.hub.notify('a', 1);
    await until(() => heard.length > 0);
    await taken(...Array(4).fill(one.limiters('message', LIMIT)));
    expect(await taken(other.limiters('message', LIMIT))).toEqual(['taken']);
    expect(heard).toEqual(['two']);
    await other.close();
  });

  it('count for themselves while Redis is gone, say so once each, and come back by themselves', {
    timeout: 40_000,
  }, async () => {
    const [a, b] = [one.limiters('message', LIMIT), two.limiters('message', LIMIT)];
    await taken(a, a, a);
    await redis.stop();
    await Promise.all([unreachable(one), unreachable(two)]);
    expect(await taken(a, a, a, a)).toEqual(['taken', 'taken', 'taken', 'refused']);
    expect(await taken(b, b)).toEqual(['taken', 'taken']);
    let here = 0;
    one.hub.subscribe('a', () => here++);
    one.hub.notify('a', 1);
    expect(here).toBe(1);

    await redis.start();
    await Promise.all([reachable(one), reachable(two)]);
    expect(codes().toSorted()).toEqual(['redis-down', 'redis-down', 'redis-up', 'redis-up']);
    expect(await taken(a, b, a, b)).toEqual(['taken', 'taken', 'taken', 'refused']);
    let there = 0;
    two.hub.subscribe('a', () => there++);
    await until(() => {
      one.hub.notify('a', 2);
      return there > 0;
    });
  });

  it('do not wait for a Redis that stands still', { timeout: 40_000 }, async () => {
    const a = one.limiters('message', LIMIT);
    redis.freeze();
    expect(await taken(a, a, a, a)).toEqual(['taken', 'taken', 'taken', 'refused']);
    await unreachable(one);
    // So long that the connections are opened anew, which also hangs.
    await new Promise(resolve => setTimeout(resolve, 2_500));
    redis.thaw();
    await Promise.all([reachable(one), reachable(two)]);
    let there = 0;
    two.hub.subscribe('a', () => there++);
    await until(() => {
      one.hub.notify('a', 2);
      return there > 0;
    });
  });

  it('count for themselves where Redis takes no writes, and say so once', async () => {
    const { createClient } = await import('redis');
    const client = createClient({ url: redis.url });
    await client.connect();
    await client.configSet('maxmemory', '1');
    const a = one.limiters('message', LIMIT);
    expect(await taken(a, a, a, a)).toEqual(['taken', 'taken', 'taken', 'refused']);
    await Promise.all([unreachable(one), unreachable(two)]);
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(codes().toSorted()).toEqual(['redis-down', 'redis-down']);
    await client.configSet('maxmemory', '0');
    await Promise.all([reachable(one), reachable(two)]);
    client.destroy();
  });

  it('start without Redis, and join when it is there', { timeout: 40_000 }, async () => {
    await redis.stop();
    const { openInstances } = await import('../../src/instances/index.ts');
    const log = createLog('silent');
    const late = await openInstances({ redisUrl: redis.url, alone: false, self: 'late', keys, log });
    await expect(late.ping!()).rejects.toThrow();
    expect(await taken(late.limiters('message', LIMIT))).toEqual(['taken']);
    await redis.start();
    await reachable(late);
    await late.close();
  });
});
