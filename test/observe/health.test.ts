import { afterEach, describe, expect, it } from 'vitest';
import { createClientOf, createHttpServer, type HttpServer } from '../../src/channel/http/index.ts';
import { createCounters, type HealthParts, registerHealth } from '../../src/observe/index.ts';
import { quiet } from '../channel/doubles.ts';

let server: HttpServer;
afterEach(() => server.close(0));

async function serve(over: Partial<HealthParts> = {}): Promise<string> {
  server = createHttpServer({ log: quiet, clientOf: createClientOf(null), https: false });
  const counters = createCounters();
  counters.add('messages-accepted', 2);
  registerHealth(server.routes, {
    checks: [{ name: 'store', run: async () => {} }],
    counters,
    gauges: async () => ({ streams: 3 }),
    facts: () => ({ edition: 'sha256:x' }),
    token: 'metrics-token',
    stopping: () => false,
    ...over,
  });
  return server.listen(0, '127.0.0.1');
}

const broken = { name: 'store', run: () => Promise.reject(new Error('password in here')) };
const forwarded = { 'X-Forwarded-For': '203.0.113.5' };

describe('/healthz', () => {
  it('is 200 with nothing in it while the process lives, also without its store', async () => {
    const answer = await fetch(`${await serve({ checks: [broken] })}/healthz`);
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });
});

describe('/readyz', () => {
  it('gives details to this machine', async () => {
    const answer = await fetch(`${await serve()}/readyz`);
    expect(await answer.json()).toEqual({
      ready: true,
      stopping: false,
      checks: { store: 'ok' },
      edition: 'sha256:x',
      streams: 3,
      counters: { 'messages-accepted': 2 },
    });
  });

  it('gives the bare status to everybody else, and details to the holder of the token', async () => {
    const url = `${await serve()}/readyz`;
    const bare = await fetch(url, { headers: forwarded });
    expect([bare.status, await bare.text()]).toEqual([200, '']);
    const wrong = await fetch(url, { headers: { ...forwarded, Authorization: 'Bearer wrong' } });
    expect(await wrong.text()).toBe('');
    const right = await fetch(url, { headers: { ...forwarded, Authorization: 'Bearer metrics-token' } });
    expect((await right.json()).ready).toBe(true);
  });

  it('is 503 when a check fails, without saying why', async () => {
    const answer = await fetch(`${await serve({ checks: [broken] })}/readyz`);
    const text = await answer.text();
    expect([answer.status, JSON.parse(text).checks]).toEqual([503, { store: 'failed' }]);
    expect(text).not.toContain('password');
  });

  it('stays ready without what can be spared, and says that it is missing', async () => {
    const redis = { name: 'redis', run: () => Promise.reject(new Error('gone')), spare: true };
    const answer = await fetch(`${await serve({ checks: [redis] })}/readyz`);
    expect([answer.status, (await answer.json()).checks]).toEqual([200, { redis: 'failed' }]);
  });

  it('is 503 when a check hangs', async () => {
    const hanging = { name: 'store', run: () => new Promise(() => {}) };
    expect((await fetch(`${await serve({ checks: [hanging] })}/readyz`)).status).toBe(503);
  });

  it('is 503 as soon as a stop was asked for', async () => {
    expect((await fetch(`${await serve({ stopping: () => true })}/readyz`)).status).toBe(503);
  });
});

describe('/metrics', () => {
  it('is for this machine and for the holder of the token, in the form of Prometheus', async () => {
    const url = `${await serve()}/metrics`;
    expect(await (await fetch(url)).text()).toBe(
      '# TYPE igm_messages_accepted_total counter\nigm_messages_accepted_total 2\n# TYPE igm_streams gauge\nigm_streams 3\n',
    );
    expect((await fetch(url, { headers: forwarded })).status).toBe(401);
    const right = await fetch(url, { headers: { ...forwarded, Authorization: 'Bearer metrics-token' } });
    expect(right.status).toBe(200);
  });
});
