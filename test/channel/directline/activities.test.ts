import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../doubles.ts';
import { message, SECRET, type Served, serve } from './served.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.stop());

describe('POST activities', () => {
  it('logs the message with its reply, in the form of Direct Line', async () => {
    const { token, conversationId } = await served.start();
    const body = message('¿Cuál es la misión?', {
      channelData: { clientActivityID: 'a.1' },
      locale: 'es-GT',
    });
    const [echo, reply] = await served.exchange(conversationId, token, body);
    expect(echo).toMatchObject({
      type: 'message',
      text: '¿Cuál es la misión?',
      channelId: 'directline',
      from: { id: 'dl_visitor01', role: 'user' },
      conversation: { id: conversationId },
      channelData: { clientActivityID: 'a.1' },
      locale: 'es-GT',
    });
    expect(Number.isNaN(Date.parse(echo?.timestamp ?? ''))).toBe(false);
    expect(reply).toMatchObject({
      replyToId: echo?.id,
      from: { id: 'igm', role: 'bot' },
      text: 'reply to: ¿Cuál es la misión?',
    });
  });

  it('answers a repeated POST with the first id, and once', async () => {
    const { token, conversationId } = await served.start();
    const body = message('hola', { channelData: { clientActivityID: 'again' } });
    const path = `/conversations/${conversationId}/activities`;
    const ids = await Promise.all(
      [1, 2, 3].map(async () => (await served.call('POST', path, { token, body })).body.id),
    );
    expect(new Set(ids).size).toBe(1);
    await until(async () => (await served.read(conversationId, token)).watermark === '3');
  });

  it('believes nothing that a client says of itself', async () => {
    const { token, conversationId } = await served.start();
    const body = message('hola', {
      id: 'mine',
      from: { id: 'María López, 5555-1234', name: 'María López', role: 'bot' },
      recipient: { id: 'igm' },
      replyToId: 'x',
      timestamp: '1999-01-01',
      serviceUrl: 'http://evil.example',
      conversation: { id: 'other' },
      entities: [{ type: 'x' }],
      suggestedActions: { actions: [] },
      __proto__: { polluted: true },
      channelData: {
        igm: { decision: 'answer', official: true },
        phone: 50255551234,
        note: 'call 5555-1234',
        ok: 'yes',
      },
    });
    const [echo] = await served.exchange(conversationId, token, body);
    expect(echo?.from).toEqual({ id: expect.stringMatching(/^user_[\w-]{22}$/), role: 'user' });
    expect(Object.keys(echo ?? {}).sort()).toEqual(
      [
        'channelData',
        'channelId',
        'conversation',
        'from',
        'id',
        'text',
        'textFormat',
        'timestamp',
        'type',
      ].sort(),
    );
    expect(JSON.stringify(echo)).not.toMatch(/5555|María|evil|1999|igm/);
    expect(echo?.channelData.ok).toBe('yes');
  });

  it('echoes what was kept: the text without personal data', async () => {
    const { token, conversationId } = await served.start();
    const [echo] = await served.exchange(
      conversationId,
      token,
      message('mi correo es ana@example.org y mi tel 5555-1234'),
    );
    expect(echo?.text).not.toMatch(/ana@|5555/);
  });

  it('keeps at most 1 KB of channelData', async () => {
    const { token, conversationId } = await served.start();
    const channelData = {
      clientActivityID: 'big',
      clientTimestamp: '2026-11-22T22:44:38.123Z',
      x: 'y '.repeat(600),
    };
    const [echo] = await served.exchange(conversationId, token, message('hola', { channelData }));
    expect(echo?.channelData).toEqual({ clientActivityID: 'big' });
    const [next] = await served.exchange(
      conversationId,
      token,
      message('hola', { channelData: { ...channelData, clientActivityID: 'small', x: 'y' } }),
    );
    expect(next?.channelData).toEqual({
      clientActivityID: 'small',
      clientTimestamp: '2026-11-22T22:44:38.123Z',
      x: 'y',
    });
  });

  it('takes the user of the token before that of the activity', async () => {
    const body = { user: { id: 'dl_fromtoken1' } };
    const { token } = (await served.call('POST', '/tokens/generate', { token: SECRET, body })).body;
    const { conversationId } = (await served.call('POST', '/conversations', { token })).body;
    const [echo] = await served.exchange(conversationId, token, message('hola'));
    expect(echo?.from.id).toBe('dl_fromtoken1');
  });

  it('hands on the language of the page, and that something else than text was sent', async () => {
    const { token, conversationId } = await served.start();
    await served.exchange(conversationId, token, message('hello', { locale: 'en-GB' }));
    await served.exchange(
      conversationId,
      token,
      message('', { attachments: [{ contentType: 'image/png', contentUrl: 'data:,' }] }),
    );
    const [first, second] = served.assistant.heard.slice(-2);
    expect([first?.hint, first?.media, second?.media]).toEqual(['en', false, true]);
  });

  it('takes the value of a button for its text', async () => {
    const { token, conversationId } = await served.start();
    const [echo] = await served.exchange(conversationId, token, {
      type: 'message',
      value: 'Visión',
      from: { id: 'x' },
    });
    expect(echo?.text).toBe('Visión');
  });

  it('accepts what clients tell of themselves, and neither logs nor answers it', async () => {
    const { token, conversationId } = await served.start();
    for (const type of ['typing', 'event', 'conversationUpdate', 'endOfConversation', 'messageReaction']) {
      const path = `/conversations/${conversationId}/activities`;
      expect((await served.call('POST', path, { token, body: { type, from: { id: 'x' } } })).status).toBe(
        200,
      );
    }
    expect((await served.read(conversationId, token)).watermark).toBe('1');
  });

  it.each([
    ['no body', ''],
    ['no object', '[1]'],
    ['no type', '{"text":"hola"}'],
    ['a type of its own', '{"type":"trace"}'],
    ['no JSON', '{"type":'],
    ['JSON that is 20,000 levels deep', '['.repeat(20_000)],
  ])('refuses %s with 400', async (_name, body) => {
    const { token, conversationId } = await served.start();
    const { status, body: answer } = await served.call(
      'POST',
      `/conversations/${conversationId}/activities`,
      {
        token,
        body,
        headers: { 'Content-Type': 'application/json' },
      },
    );
    expect([status, typeof answer.error.code, typeof answer.error.message]).toEqual([
      400,
      'string',
      'string',
    ]);
  });

  it('refuses a message that is longer than anybody types with 413', async () => {
    const { token, conversationId } = await served.start();
    const body = message('x'.repeat(300 * 1024));
    expect(
      (await served.call('POST', `/conversations/${conversationId}/activities`, { token, body })).status,
    ).toBe(413);
  });

  it('never fails with 5xx, whatever JSON comes', async () => {
    const { token, conversationId } = await served.start();
    const path = `/conversations/${conversationId}/activities`;
    const activity = fc.record(
      {
        type: fc.constant('message'),
        text: fc.jsonValue(),
        from: fc.jsonValue(),
        channelData: fc.jsonValue(),
        locale: fc.jsonValue(),
      },
      { requiredKeys: ['type'] },
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(activity, fc.jsonValue()), async body => {
        const { status } = await served.call('POST', path, { token, body: JSON.stringify(body) });
        return status === 200 || status === 400;
      }),
      { numRuns: 60 },
    );
  });
});

describe('GET activities', () => {
  it('gives what came after the watermark, and everything without one', async () => {
    const { token, conversationId } = await served.start();
    await served.exchange(conversationId, token, message('uno'));
    await served.exchange(conversationId, token, message('dos'));
    const texts = async (watermark: string) =>
      (await served.read(conversationId, token, watermark)).activities.map(
        (item: { text: string }) => item.text,
      );
    expect(await texts('3')).toEqual(['dos', 'reply to: dos']);
    expect(await texts('5')).toEqual([]);
    expect((await texts('')).slice(1)).toEqual(['uno', 'reply to: uno', 'dos', 'reply to: dos']);
    expect(await texts('garbage')).toHaveLength(5);
    expect((await served.read(conversationId, token, '5')).watermark).toBe('5');
  });

  it('answers an empty set when the store fails, and when a client polls far too often', async () => {
    const failing = await serve();
    const { token, conversationId } = await failing.start();
    const path = `/conversations/${conversationId}/activities?watermark=1`;
    await failing.store.close();
    const { status, body } = await failing.call('GET', path, { token });
    expect([status, body]).toEqual([200, { activities: [], watermark: '1' }]);
    const many = await Promise.all(Array.from({ length: 450 }, () => failing.call('GET', path, { token })));
    expect(new Set(many.map(answer => answer.status))).toEqual(new Set([200]));
    await failing.stop().catch(() => {});
  });
});

describe('POST upload', () => {
  it('is refused, and the conversation says what can be done instead', async () => {
    const { token, conversationId } = await served.start();
    const form = new FormData();
    form.append('file', new Blob(['x'.repeat(200_000)], { type: 'image/png' }), 'passport.png');
    const answer = await fetch(
      `${served.url}/v3/directline/conversations/${conversationId}/upload?userId=x`,
      {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Accept-Language': 'en' },
        body: form,
      },
    );
    expect(answer.status).toBe(415);
    expect((await answer.json()).error.message).toMatch(/no files/);
    const { activities } = await served.read(conversationId, token, '1');
    expect(activities).toHaveLength(1);
    expect(activities[0]?.channelData.igm?.reason).toBe('unsupported-media');
  });
});
