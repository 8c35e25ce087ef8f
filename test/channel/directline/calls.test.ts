import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../doubles.ts';
import { message, OUR_ORIGIN, SECRET, type Served, serve } from './served.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.stop());

const read = async (conversationId: string, token: string, watermark = '') =>
  (await served.call('GET', `/conversations/${conversationId}/activities?watermark=${watermark}`, { token }))
    .body;

async function exchange(conversationId: string, token: string, body: unknown, replies = 1) {
  const before = Number((await read(conversationId, token)).watermark);
  const posted = await served.call('POST', `/conversations/${conversationId}/activities`, { token, body });
  expect(posted.status).toBe(200);
  return until(async () => {
    const page = await read(conversationId, token, String(before));
    return page.activities.length >= 1 + replies && page.activities;
  });
}

describe('POST /tokens/generate', () => {
  it('gives a page of ours a token, without a secret and without a stream', async () => {
    const { status, body } = await served.call('POST', '/tokens/generate', {
      headers: { Origin: OUR_ORIGIN },
    });
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(['conversationId', 'expires_in', 'token']);
    expect(body.expires_in).toBe(1800);
  });

  it('refuses whoever is neither a page of ours nor has the secret', async () => {
    const call = (headers: Record<string, string>) => served.call('POST', '/tokens/generate', { headers });
    expect((await call({})).status).toBe(401);
    expect((await call({ Authorization: 'Basic abc' })).status).toBe(401);
    expect((await call({ Authorization: 'Bearer wrong' })).status).toBe(403);
    expect((await call({ Origin: 'https://evil.example' })).status).toBe(403);
    expect((await call({ Origin: 'null' })).status).toBe(403);
  });

  it('puts the user and the trusted pages into a token that the secret asks for', async () => {
    const body = { User: { Id: 'dl_12345678' }, trustedOrigins: [OUR_ORIGIN] };
    const { token } = (await served.call('POST', '/tokens/generate', { token: SECRET, body })).body;
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ user: 'dl_12345678', origins: [OUR_ORIGIN] });
  });

  it('binds a token to its pages', async () => {
    const body = { trustedOrigins: ['https://other.example'] };
    const { token } = (await served.call('POST', '/tokens/generate', { token: SECRET, body })).body;
    const call = (headers: Record<string, string>) =>
      served.call('POST', '/conversations', { token, headers });
    expect((await call({ Origin: OUR_ORIGIN })).body.error.code).toBe('OriginNotTrusted');
  });
});

describe('a conversation', () => {
  it('starts with 201 and a stream, then with 200', async () => {
    const { token, conversationId } = await served.mint();
    const first = await served.call('POST', '/conversations', {
      token,
      body: { user: { id: 'x' }, locale: 'en-US' },
    });
    expect(first.status).toBe(201);
    expect(first.body.conversationId).toBe(conversationId);
    expect(first.body.streamUrl).toMatch(
      /^ws:\/\/127\.0\.0\.1:\d+\/v3\/directline\/conversations\/[\w-]+\/stream\?t=/,
    );
    const second = await served.call('POST', '/conversations', { token });
    expect([second.status, second.body.conversationId]).toEqual([200, conversationId]);
  });

  it('opens with what the assistant is, can do, and keeps, once', async () => {
    const { token, conversationId } = await served.mint();
    await served.call('POST', '/conversations', { token, body: { locale: 'en-US' } });
    await served.call('POST', '/conversations', { token, body: { locale: 'en-US' } });
    const { activities, watermark } = await read(conversationId, token);
    expect(watermark).toBe('1');
    expect(activities).toHaveLength(1);
    expect(activities[0]).toMatchObject({
      locale: 'en',
      from: { role: 'bot' },
      conversation: { id: conversationId },
      channelData: { igm: { lang: 'en', decision: 'chat' } },
    });
    expect(activities[0]?.text.split('\n').length).toBeGreaterThanOrEqual(4);
  });

  it('is started with the secret as well, each time a new one', async () => {
    const [a, b] = await Promise.all(
      [1, 2].map(() => served.call('POST', '/conversations', { token: SECRET })),
    );
    expect([a?.status, b?.status]).toEqual([201, 201]);
    expect(a?.body.conversationId).not.toBe(b?.body.conversationId);
  });

  it('is known only to its own token', async () => {
    const a = await served.start();
    const b = await served.start();
    const path = `/conversations/${b.conversationId}`;
    for (const [method, call] of [
      ['GET', path],
      ['GET', `${path}/activities`],
      ['POST', `${path}/activities`],
      ['POST', `${path}/upload`],
    ] as const) {
      const body = method === 'POST' ? message('hola') : undefined;
      expect((await served.call(method, call, { token: a.token, body })).status).toBe(403);
      expect((await served.call(method, call, { body })).status).toBe(401);
      expect((await served.call(method, call, { token: `${a.token.slice(0, -2)}xx`, body })).status).toBe(
        403,
      );
    }
  });

  it('is 404 where there is none', async () => {
    const { token, conversationId } = await served.mint();
    expect((await served.call('GET', `/conversations/${conversationId}`, { token })).status).toBe(404);
    expect((await served.call('GET', `/conversations/${conversationId}/activities`, { token })).status).toBe(
      404,
    );
    const body = message('hola');
    expect(
      (await served.call('POST', '/conversations/nobody/activities', { token: SECRET, body })).status,
    ).toBe(404);
  });

  it('is left by a token that has expired, and gone on with by one that was refreshed', async () => {
    const own = await serve();
    const { token, conversationId } = await own.start();
    await own.call('POST', `/conversations/${conversationId}/activities`, { token, body: message('hola') });
    own.clock.ahead = 20 * 60_000;
    const fresh = (await own.call('POST', '/tokens/refresh', { token })).body;
    expect(fresh.conversationId).toBe(conversationId);
    own.clock.ahead = 40 * 60_000;
    const expired = await own.call('GET', `/conversations/${conversationId}/activities`, { token });
    expect([expired.status, expired.body.error.code]).toEqual([403, 'TokenExpired']);
    expect((await own.call('POST', '/tokens/refresh', { token })).status).toBe(403);
    expect((await own.call('GET', `/conversations/${conversationId}/activities`, fresh)).status).toBe(200);
    await own.stop();
  });

  it('is opened anew for a person who writes after it has ended unused', async () => {
    const { token, conversationId } = await served.mint();
    const [welcome, echo, reply] = await (async () => {
      await served.call('POST', `/conversations/${conversationId}/activities`, {
        token,
        body: message('hola'),
      });
      return until(async () => {
        const { activities } = await read(conversationId, token);
        return activities.length === 3 && activities;
      });
    })();
    expect([welcome?.from.role, echo?.text, reply?.text]).toEqual(['bot', 'hola', 'reply to: hola']);
  });
});

describe('POST activities', () => {
  it('logs the message with its reply, in the form of Direct Line', async () => {
    const { token, conversationId } = await served.start();
    const body = message('¿Cuál es la misión?', {
      channelData: { clientActivityID: 'a.1' },
      locale: 'es-GT',
    });
    const [echo, reply] = await exchange(conversationId, token, body);
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
    await until(async () => (await read(conversationId, token)).watermark === '3');
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
    const [echo] = await exchange(conversationId, token, body);
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
    const [echo] = await exchange(
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
    const [echo] = await exchange(conversationId, token, message('hola', { channelData }));
    expect(echo?.channelData).toEqual({ clientActivityID: 'big' });
    const [next] = await exchange(
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
    const [echo] = await exchange(conversationId, token, message('hola'));
    expect(echo?.from.id).toBe('dl_fromtoken1');
  });

  it('hands on the language of the page, and that something else than text was sent', async () => {
    const { token, conversationId } = await served.start();
    await exchange(conversationId, token, message('hello', { locale: 'en-GB' }));
    await exchange(
      conversationId,
      token,
      message('', { attachments: [{ contentType: 'image/png', contentUrl: 'data:,' }] }),
    );
    const [first, second] = served.assistant.heard.slice(-2);
    expect([first?.hint, first?.media, second?.media]).toEqual(['en', false, true]);
  });

  it('takes the value of a button for its text', async () => {
    const { token, conversationId } = await served.start();
    const [echo] = await exchange(conversationId, token, {
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
    expect((await read(conversationId, token)).watermark).toBe('1');
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
    await exchange(conversationId, token, message('uno'));
    await exchange(conversationId, token, message('dos'));
    const texts = async (watermark: string) =>
      (await read(conversationId, token, watermark)).activities.map((item: { text: string }) => item.text);
    expect(await texts('3')).toEqual(['dos', 'reply to: dos']);
    expect(await texts('5')).toEqual([]);
    expect((await texts('')).slice(1)).toEqual(['uno', 'reply to: uno', 'dos', 'reply to: dos']);
    expect(await texts('garbage')).toHaveLength(5);
    expect((await read(conversationId, token, '5')).watermark).toBe('5');
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
    const { activities } = await read(conversationId, token, '1');
    expect(activities).toHaveLength(1);
    expect(activities[0]?.channelData.igm?.reason).toBe('unsupported-media');
  });
});

describe('GET session/getsessionid', () => {
  it('gives an id that stays', async () => {
    const { token } = await served.mint();
    const ids = await Promise.all([1, 2].map(() => served.call('GET', '/session/getsessionid', { token })));
    expect(ids[0]?.body).toEqual({ sessionId: expect.stringMatching(/^[\w-]{22}$/) });
    expect(ids[1]?.body).toEqual(ids[0]?.body);
  });
});

describe('a page of another origin', () => {
  it('is let in only when its origin is allowed, also with an error', async () => {
    const answer = await served.call('GET', '/conversations/nobody', {
      token: 'bad',
      headers: { Origin: OUR_ORIGIN },
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('access-control-allow-origin')).toBe(OUR_ORIGIN);
    expect(answer.headers.get('vary')).toBe('Origin');
    const { token } = await served.mint();
    const foreign = await served.call('POST', '/conversations', {
      token,
      headers: { Origin: 'https://evil.example' },
    });
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  });

  it('may ask beforehand', async () => {
    const headers = {
      Origin: OUR_ORIGIN,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization,content-type,x-ms-bot-agent',
    };
    const asked = await served.call('OPTIONS', '/conversations/x/activities', { headers });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe(OUR_ORIGIN);
    expect(asked.headers.get('access-control-allow-headers')).toContain('x-ms-bot-agent');
    const refused = await served.call('OPTIONS', '/conversations', {
      headers: { ...headers, Origin: 'https://evil.example' },
    });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  });
});
