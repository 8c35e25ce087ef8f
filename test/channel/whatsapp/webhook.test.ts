import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../doubles.ts';
import { FakeGraph } from './fake-graph.ts';
import { change, message, notification, signature, status, text, VERIFY_TOKEN } from './payloads.ts';
import { type Served, serve } from './served.ts';

let graph: FakeGraph;
let served: Served;
beforeEach(async () => {
  graph = await new FakeGraph().listen();
  served = await serve({ graphUrl: graph.url });
});
afterEach(async () => {
  await served.stop();
  await graph.close();
  expect(graph.faults).toEqual([]);
});

const verify = (query: Record<string, string>) =>
  fetch(`${served.url}/webhooks/whatsapp?${new URLSearchParams(query)}`);

describe('the verification of the webhook', () => {
  it('gives the challenge back as plain text to who knows the token', async () => {
    const answer = await verify({
      'hub.mode': 'subscribe',
      'hub.verify_token': VERIFY_TOKEN,
      'hub.challenge': '1158201444',
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await answer.text()).toBe('1158201444');
  });

  it.each([
    { 'hub.mode': 'subscribe', 'hub.verify_token': 'another', 'hub.challenge': '1' },
    { 'hub.mode': 'unsubscribe', 'hub.verify_token': VERIFY_TOKEN, 'hub.challenge': '1' },
    { 'hub.verify_token': VERIFY_TOKEN, 'hub.challenge': '1' },
    { 'hub.mode': 'subscribe', 'hub.challenge': '1' },
    {},
  ])('refuses %j with 403', async query => {
    const answer = await verify(query as Record<string, string>);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual({ error: { code: 'NotVerified', message: expect.any(String) } });
  });
});

describe('the signature', () => {
  it('is made over the bytes as they came, also where they escape letters or hold spaces', async () => {
    const raw = JSON.stringify(notification([text('QUE')]), null, 3).replace(
      'QUE',
      '\\u00bfqu\\u00e9 es la misi\\u00f3n?',
    );
    expect((await served.post(raw)).status).toBe(200);
    await until(() => graph.sent.length === 1);
    expect(graph.sent[0]?.text).toContain('reply to: ¿qué es la misión?');
  });

  it('refuses what is not signed, signed otherwise, or changed since, and keeps nothing of it', async () => {
    const raw = JSON.stringify(notification([text('hola')]));
    const wrong = [
      '',
      'sha256=',
      'sha256=00',
      `sha1=${'0'.repeat(40)}`,
      `sha256=${'0'.repeat(64)}`,
      `sha256=${'z'.repeat(64)}`,
      signature(raw).slice(7),
      `${signature(raw)}00`,
      signature(raw, 'another secret'),
      signature(`${raw} `),
    ];
    for (const header of wrong) {
      const answer = await served.post(raw, { 'X-Hub-Signature-256': header });
      expect([header, answer.status]).toEqual([header, 401]);
    }
    expect(served.counters.all()['messages-accepted']).toBeUndefined();
    expect(graph.calls).toBe(0);
  });
});

describe('a body', () => {
  it('that is signed and is no notification is taken or refused, and never a 500', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    expect((await served.post('{}')).status).toBe(200);
    expect((await served.post('[]')).status).toBe(200);
    expect((await served.post('null')).status).toBe(200);
    expect((await served.post('no json')).status).toBe(400);
    expect((await served.post(deep)).status).toBe(400);
    const { status } = await fetch(`${served.url}/webhooks/whatsapp`, {
      method: 'POST',
      headers: { 'Content-Encoding': 'gzip', 'X-Hub-Signature-256': signature('x') },
      body: gzipSync('{}'),
    });
    expect(status).toBe(415);
  });

  it('of any shape at all is answered with 200', async () => {
    const keys = [
      'object',
      'entry',
      'changes',
      'value',
      'messages',
      'statuses',
      'contacts',
      'type',
      'text',
      'errors',
    ];
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const { tree } = fc.letrec(tie => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...keys), tie('tree'), { maxKeys: 4 }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(tree, async value => {
        const body = {
          object: 'whatsapp_business_account',
          entry: [{ changes: [{ value }, change([value], { contacts: value, statuses: value })] }],
        };
        expect((await served.post(body)).status).toBe(200);
      }),
      { numRuns: 60 },
    );
  });

  it('may hold several entries, changes and messages, and each message is answered', async () => {
    const other = { from: '50277778888' };
    const entry = (...changes: unknown[]) => ({ id: '1', changes });
    await served.post({
      object: 'whatsapp_business_account',
      entry: [
        entry(change([text('uno'), text('dos', other)]), change([], { statuses: [status('read')] })),
        entry(change([text('tres', other), text('cuatro')], { contacts: [] })),
      ],
    });
    await until(() => graph.sent.length === 4);
    const to = (number: string) =>
      graph.sent.filter(({ body }) => body.to === number).map(sent => sent.text.split('\n')[0]);
    expect(to('50255551234')).toEqual(['reply to: uno', 'reply to: cuatro']);
    expect(to('50277778888')).toEqual(['reply to: dos', 'reply to: tres']);
  });

  it('that tells of statuses, in any order, of trouble, or of another number of the account gets no reply', async () => {
    const statuses = ['read', 'sent', 'failed', 'delivered', 'played', 'deleted'].map(name =>
      status(name, name === 'failed' ? { errors: [{ code: 131047, title: 'Re-engagement message' }] } : {}),
    );
    await served.post(notification([], { statuses, errors: [{ code: 130429, title: 'Rate limit hit' }] }));
    await served.post(notification([text('hola')], { metadata: { phone_number_id: '999999999' } }));
    await served.post(notification([text('hola', { group_id: 'g1' })]));
    await served.post({ ...notification([text('hola')]), object: 'page' });
    await served.say(text('una pregunta'));
    await until(() => graph.sent.length > 0);
    expect(graph.sent.map(sent => sent.text.split('\n')[0])).toEqual(['reply to: una pregunta']);
    expect(served.counters.all()).toMatchObject({ 'whatsapp-undelivered': 1, 'whatsapp-troubles': 1 });
  });
});

describe('a store that is away', () => {
  it('makes the webhook answer 503, so that Meta sends the message again', async () => {
    const broken = await serve({ graphUrl: graph.url });
    await broken.store.close();
    expect((await broken.say(message({ type: 'text', text: { body: 'hola' } }))).status).toBe(503);
    await broken.stop().catch(() => {});
  });
});
