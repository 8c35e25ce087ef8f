import { afterEach, describe, expect, it } from 'vitest';
import { createClientOf, createHttpServer, type HttpServer } from '../../src/channel/http/index.ts';
import { createMetrics, type HealthParts, registerHealth } from '../../src/observe/index.ts';
import { quiet } from '../channel/doubles.ts';

let server: HttpServer;
afterEach(() => server.close(0));

async function serve(over: Partial<HealthParts> = {}): Promise<string> {
  server = createHttpServer({ log: quiet, clientOf: createClientOf(null), https: false });
  const metrics = createMetrics();
  metrics.add('messages-accepted', 2);
  registerHealth(server.routes, {
    checks: [{ name: 'store', run: async () => {} }],
    metrics,
    gauges: async () => ({ streams: 3 }),
    edition: () => 'sha256:x',
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
    const lines = (await (await fetch(url)).text()).split('\n');
    expect(lines).toContain('igm_events_total{event="messages-accepted"} 2');
    expect(lines).toContain('# TYPE igm_streams gauge');
    expect(lines).toContain('igm_streams 3');
    expect(lines).toContain('igm_up{part="store"} 1');
    expect(lines).toContain('igm_edition_info{edition="sha256:x"} 1');
    expect((await fetch(url, { headers: forwarded })).status).toBe(401);
    const right = await fetch(url, { headers: { ...forwarded, Authorization: 'Bearer metrics-token' } });
    expect(right.status).toBe(200);
  });

  it('still tells that the store is away when it is', async () => {
    const gauges = () => Promise.reject(new Error('no store'));
    const answer = await fetch(`${await serve({ checks: [broken], gauges })}/metrics`);
    expect([answer.status, await answer.text()]).toEqual([
      200,
      expect.stringContaining('igm_up{part="store"} 0'),
    ]);
  });
});
