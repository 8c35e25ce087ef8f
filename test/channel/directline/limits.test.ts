import { afterEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/store/index.ts';
import { message, OUR_ORIGIN, SECRET, type Served, serve } from './served.ts';

let served: Served;
afterEach(() => served.stop());

const from = (address: string) => ({ Origin: OUR_ORIGIN, 'X-Forwarded-For': address });
const mintStatus = async (address: string) =>
  (await served.call('POST', '/tokens/generate', { headers: from(address) })).status;

describe('the limit on tokens', () => {
  it('is ten a minute for an address, also where there is no limit on messages', async () => {
    served = await serve({ ratePerMinute: 0 });
    const statuses = await Promise.all(Array.from({ length: 12 }, () => mintStatus('203.0.113.5')));
    expect(statuses.filter(status => status === 200)).toHaveLength(10);
    expect(await mintStatus('203.0.113.6')).toBe(200);
    const refused = await served.call('POST', '/tokens/generate', {
      headers: { ...from('203.0.113.5'), 'Accept-Language': 'en-US,en' },
    });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.body.error.message).toMatch(/Please wait \d+ seconds/);
  });

  it('counts a /64 of IPv6 as one address', async () => {
    served = await serve();
    const statuses = await Promise.all(Array.from({ length: 12 }, (_, i) => mintStatus(`2001:db8::${i}`)));
    expect(statuses.filter(status => status === 200)).toHaveLength(10);
  });

  it('is not there for load tests on this machine, nor for the secret', async () => {
    served = await serve({ ratePerMinute: 0 });
    const headers = { Origin: OUR_ORIGIN };
    for (let i = 0; i < 15; i++)
      expect((await served.call('POST', '/tokens/generate', { headers })).status).toBe(200);
    for (let i = 0; i < 15; i++)
      expect((await served.call('POST', '/tokens/generate', { token: SECRET })).status).toBe(200);
  });

  it('holds on this machine otherwise', async () => {
    served = await serve({ ratePerMinute: 20 });
    const headers = { Origin: OUR_ORIGIN };
    const statuses = await Promise.all(
      Array.from(
        { length: 12 },
        async () => (await served.call('POST', '/tokens/generate', { headers })).status,
      ),
    );
    expect(statuses.filter(status => status === 429)).toHaveLength(2);
  });

  it('lets at most 2,000 conversations stand unused', async () => {
    const store = await openStore('memory:');
    let unused = 1_999;
    served = await serve({ store: { ...store, unusedConversations: async () => unused } });
    const headers = from('203.0.113.7');
    const { token } = (await served.call('POST', '/tokens/generate', { headers })).body;
    unused = 2_000;
    expect(await mintStatus('203.0.113.8')).toBe(429);
    expect((await served.call('POST', '/conversations', { token, headers })).status).toBe(429);
    expect((await served.call('POST', '/conversations', { token: SECRET })).status).toBe(201);
  });
});

describe('the limit on messages', () => {
  const post = (conversationId: string, token: string, text: string, address: string) =>
    served.call('POST', `/conversations/${conversationId}/activities`, {
      token,
      headers: { 'X-Forwarded-For': address },
      body: message(text, { locale: 'en-US' }),
    });

  it('answers 429 with a sentence and the time to wait, and lets others write', async () => {
    served = await serve({ ratePerMinute: 3 });
    const a = await served.start();
    const b = await served.start();
    for (let i = 0; i < 3; i++)
      expect((await post(a.conversationId, a.token, 'hello', '203.0.113.5')).status).toBe(200);
    const refused = await post(a.conversationId, a.token, 'hello', '203.0.113.5');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.body.error.message).toMatch(/Please wait/);
    expect((await post(b.conversationId, b.token, 'hello', '203.0.113.5')).status).toBe(200);
  });

  it('never stops somebody who is in danger', async () => {
    served = await serve({ ratePerMinute: 1 });
    const { conversationId, token } = await served.start();
    const burst = Array.from({ length: 40 }, () => post(conversationId, token, 'hello', '203.0.113.5'));
    const statuses = (await Promise.all(burst)).map(({ status }) => status);
    expect(statuses.filter(status => status === 429)).toHaveLength(39);
    expect((await post(conversationId, token, 'estoy en peligro', '203.0.113.5')).status).toBe(200);
  });

  it('holds for an address with many conversations', async () => {
    served = await serve({ ratePerMinute: 1 });
    const statuses = [];
    for (let i = 0; i < 12; i++) {
      const { conversationId, token } = await served.start({ 'X-Forwarded-For': `198.51.100.${i}` });
      statuses.push((await post(conversationId, token, 'hello', '203.0.113.5')).status);
    }
    expect(statuses.filter(status => status === 200)).toHaveLength(10);
  });

  it('never stops a client that polls', async () => {
    served = await serve({ ratePerMinute: 1 });
    const { conversationId, token } = await served.start();
    const path = `/conversations/${conversationId}/activities`;
    const statuses = await Promise.all(
      Array.from({ length: 100 }, () => served.call('GET', path, { token })),
    );
    expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set([200]));
  });
});
