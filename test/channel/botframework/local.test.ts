import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../doubles.ts';
import { connector, type Peer } from './peers.ts';
import { type Served, serve } from './served.ts';

let emulator: Peer;
let served: Served;

beforeEach(async () => {
  emulator = await connector();
  served = await serve();
});

afterEach(async () => {
  await served.stop();
  await emulator.stop();
});

function message(text: string, over: Record<string, unknown> = {}) {
  return {
    type: 'message',
    id: 'm1',
    channelId: 'emulator',
    serviceUrl: emulator.url,
    conversation: { id: 'c|livechat' },
    from: { id: 'user', name: 'User', role: 'user' },
    recipient: { id: 'bot', name: 'Bot', role: 'bot' },
    locale: 'en-US',
    text,
    ...over,
  };
}

const inResponse = { deliveryMode: 'expectReplies' };

describe('POST /api/messages in local development', () => {
  it('answers in the response where the caller expects replies', async () => {
    const { status, body } = await served.post(message('¿misión?', inResponse));
    expect(status).toBe(200);
    expect(body.activities).toHaveLength(1);
    const [reply] = body.activities;
    expect(reply).toMatchObject({
      type: 'message',
      text: 'reply to: ¿misión?',
      textFormat: 'plain',
      replyToId: 'm1',
    });
    expect(reply.channelData.igm).toMatchObject({ decision: 'answer', lang: 'en', entry: 'mision' });
    expect(emulator.seen).toHaveLength(0);
  });

  it('acknowledges, and answers through the emulator’s connector', async () => {
    const { status } = await served.post(message('hola'));
    expect(status).toBe(200);
    const [sent] = await until(() => emulator.seen.length > 0 && emulator.seen);
    expect(sent?.path).toBe('/v3/conversations/c%7Clivechat/activities/m1');
    expect(sent?.body).toMatchObject({ text: 'reply to: hola', replyToId: 'm1', recipient: { id: 'user' } });
    expect(sent?.headers.authorization).toBeUndefined();
  });

  it('answers the same activity once', async () => {
    const first = await served.post(message('hola', inResponse));
    const second = await served.post(message('hola', inResponse));
    expect(first.body.activities).toHaveLength(1);
    expect(second).toMatchObject({ status: 200, body: { activities: [] } });
    expect(served.assistant.heard).toHaveLength(1);
  });

  it('keeps no personal data: neither what the text holds, nor the name, nor the ids', async () => {
    await served.post(
      message('mi DPI es 2345 67890 0101, ¿misión?', {
        ...inResponse,
        conversation: { id: 'secret-chat' },
        from: { id: 'secret-user', name: 'Juana Pérez' },
      }),
    );
    expect(served.assistant.heard[0]?.text).not.toContain('67890');
    const ids = served.assistant.heard.length;
    expect(ids).toBe(1);
    expect(JSON.stringify(served.assistant.heard)).not.toMatch(/secret|Juana/);
  });

  it('takes a bare activity from the command line', async () => {
    const { status, body } = await served.post({ type: 'message', text: 'hola', ...inResponse });
    expect(status).toBe(200);
    expect(body.activities[0].text).toBe('reply to: hola');
  });

  it('says nothing while an agent holds the conversation', async () => {
    const { body } = await served.post(message('agente', inResponse));
    expect(body.activities).toEqual([]);
  });

  it('greets once when the bot is added', async () => {
    const added = {
      type: 'conversationUpdate',
      membersAdded: [{ id: 'bot' }, { id: 'user' }],
      text: undefined,
    };
    await served.post(message('', { ...added, id: 'u1' }));
    await served.post(message('', { ...added, id: 'u2' }));
    await until(() => emulator.seen.length > 0);
    await served.post(message('hola', { id: 'm9' }));
    await until(() => emulator.seen.length > 1);
    expect(emulator.seen.map(({ body }) => body.text.split('\n')[0])).toEqual([
      'I am an automatic assistant of the Guatemalan Migration Institute. I am not a person.',
      'reply to: hola',
    ]);
  });

  it.each([
    ['a proxy', { 'X-Forwarded-For': '203.0.113.7' }],
    ['a proxy’s other header', { 'X-Forwarded-Proto': 'https' }],
    ['Forwarded', { Forwarded: 'for=203.0.113.7' }],
    ['Via', { Via: '1.1 proxy' }],
    ['a name that is not this machine’s', { Host: 'asistente.example.org' }],
    ['a name that begins like this machine’s', { Host: 'localhost.example.org' }],
    ['a page of somebody else', { Origin: 'https://example.org' }],
  ])('is not there behind %s', async (_what, headers: Record<string, string>) => {
    const { status, body } = await served.post(message('hola', inResponse), headers);
    expect(status).toBe(404);
    expect(body.error.code).toBe('NotFound');
    expect(served.assistant.heard).toHaveLength(0);
  });

  it.each([
    ['localhost', { Host: 'localhost:3978' }],
    ['the IPv6 address', { Host: '[::1]:3978' }],
  ])('is there under %s', async (_what, headers: Record<string, string>) => {
    expect((await served.post(message('hola', inResponse), headers)).status).toBe(200);
  });

  it.each([
    ['in production', { production: true }],
    ['when the server listens beyond this machine', { listensOnLoopback: false }],
  ])('is not there %s', async (_what, setting) => {
    const other = await serve(setting);
    expect((await other.post(message('hola', inResponse))).status).toBe(404);
    await other.stop();
  });

  it.each([
    'https://example.org',
    'http://169.254.169.254/latest',
    'http://127.0.0.1.example.org',
    'http://user@127.0.0.1:9',
    'http://example.org#@127.0.0.1',
    'file:///etc/passwd',
    'no address',
  ])('sends nothing to %s', async serviceUrl => {
    const { status } = await served.post(message('hola', { serviceUrl }));
    expect(status).toBe(403);
    expect(served.assistant.heard).toHaveLength(0);
  });

  it.each([
    ['nothing', ''],
    ['an empty object', '{}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['no JSON', '{"type":'],
    ['a number for a type', '{"type":7}'],
    ['20,000 levels', `{"type":"message","value":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
    ['a message to nowhere', '{"type":"message","text":"hola"}'],
    ['an unknown channel', '{"type":"message","text":"hola","channelId":"pigeon"}'],
    ['an invoke that is not ours', '{"type":"invoke","name":"signin/verifyState"}'],
  ])('refuses %s with a status of its own', async (_what, body) => {
    const { status } = await served.post(body);
    expect(status === 501 || (status >= 400 && status < 500)).toBe(true);
  });

  it('takes what needs no answer without one', async () => {
    for (const type of ['typing', 'messageReaction', 'event', 'endOfConversation']) {
      expect((await served.post(message('', { type, id: type }))).status).toBe(200);
    }
    expect(served.assistant.heard).toHaveLength(0);
  });
});

describe('the limit on a sender', () => {
  it('says once that it is too much, drops the rest, and lets danger through', async () => {
    const strict = await serve({ ratePerMinute: 1 });
    const texts: string[] = [];
    for (const [i, text] of ['uno', 'dos', 'tres', 'hay peligro'].entries()) {
      const { status, body } = await strict.post(message(text, { id: `l${i}`, ...inResponse }));
      expect(status).toBe(200);
      texts.push(body.activities.map((activity: { text: string }) => activity.text).join());
    }
    expect(texts[0]).toBe('reply to: uno');
    expect(texts[1]).toContain('Please wait');
    expect(texts[2]).toBe('');
    expect(texts[3]).toBe('reply to: hay peligro');
    await strict.stop();
  });
});
