import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../doubles.ts';
import { message, OUR_ORIGIN, SECRET, type Served, serve } from './served.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.stop());

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
    const { activities, watermark } = await served.read(conversationId, token);
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
        const { activities } = await served.read(conversationId, token);
        return activities.length === 3 && activities;
      });
    })();
    expect([welcome?.from.role, echo?.text, reply?.text]).toEqual(['bot', 'hola', 'reply to: hola']);
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
