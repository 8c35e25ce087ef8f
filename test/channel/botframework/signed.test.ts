import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { brokenAssistant, failElsewhere, sentences, until } from '../doubles.ts';
import { APP_ID, connector, type Peer, type Provider, provider } from './peers.ts';
import { type Served, serve, singleTenant, teamsMessage } from './served.ts';

const NOW = Math.floor(Date.now() / 1000);

let openId: Provider;
let teams: Peer;
let foreign: Peer;
let served: Served;

beforeAll(async () => {
  openId = await provider(['msteams', 'webchat']);
  teams = await connector();
  foreign = await connector();
});
afterAll(async () => {
  await openId.stop();
  await teams.stop();
  await foreign.stop();
});
beforeEach(async () => {
  teams.seen.length = 0;
  teams.answer = { status: 200 };
  served = await serve({ config: singleTenant(openId.metadataUrl), serviceHosts: [teams.url] });
});
afterEach(async () => {
  await served.stop();
  // Whatever was refused or answered: nothing went to an address that is not on the list.
  expect(foreign.seen).toHaveLength(0);
});

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

describe('POST /api/messages with an app id', () => {
  it('acknowledges a message of Teams and answers it with a card', async () => {
    const activity = teamsMessage(teams.url, '¿misión?');
    const { status } = await served.post(activity, bearer(await openId.token(teams.url)));
    expect(status).toBe(200);
    const [sent] = await until(() => teams.seen.length > 0 && teams.seen);
    expect(sent?.path).toBe(`/v3/conversations/a%3Achat/activities/${activity.id}`);
    expect(sent?.body.attachments[0].contentType).toBe('application/vnd.microsoft.card.adaptive');
    expect(sent?.body.attachments[0].content.fallbackText).toBe('reply to: ¿misión?');
    expect(sent?.body.channelData.igm).toMatchObject({ decision: 'answer', entry: 'mision' });
    expect(sent?.body.text).toBeUndefined();
  });

  it('answers in the response where replies are expected there', async () => {
    const activity = teamsMessage(teams.url, 'hola', { deliveryMode: 'expectReplies' });
    const { body } = await served.post(activity, bearer(await openId.token(teams.url)));
    expect(body.activities[0].text).toBe('reply to: hola');
    expect(teams.seen).toHaveLength(0);
  });

  it('answers the same activity once, also when it arrives twice at the same time', async () => {
    const activity = teamsMessage(teams.url, 'una vez');
    const headers = bearer(await openId.token(teams.url));
    const answers = await Promise.all([1, 2, 3].map(() => served.post(activity, headers)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await served.post(teamsMessage(teams.url, 'después'), headers);
    await until(() => teams.seen.length >= 2);
    expect(teams.seen.map(({ body }) => body.attachments[0].content.fallbackText)).toEqual([
      'reply to: una vez',
      'reply to: después',
    ]);
  });

  const tokens: [string, () => Promise<string>][] = [
    ['of another issuer', () => openId.token(teams.url, { iss: 'https://sts.windows.net/other/' })],
    ['for another bot', () => openId.token(teams.url, { aud: 'another' })],
    ['without an audience', () => openId.token(teams.url, { aud: undefined })],
    ['signed with another key', () => openId.forged(teams.url)],
    ['with a key that is not published', () => openId.token(teams.url, {}, { kid: 'unknown' })],
    ['that is not signed (alg none)', async () => openId.unsigned(teams.url)],
    ['signed with HS256', () => openId.symmetric(teams.url)],
    ['that has expired', () => openId.token(teams.url, { exp: NOW - 600 })],
    ['that never expires', () => openId.token(teams.url, { exp: undefined })],
    ['that is not yet valid', () => openId.token(teams.url, { nbf: NOW + 600 })],
    ['without a service address', () => openId.token(teams.url, { serviceurl: undefined })],
    ['for another service address', () => openId.token(foreign.url)],
    ['of another tenant', () => openId.token(teams.url, { tid: 'another' })],
    ['that is none', async () => 'e30.e30.e30'],
    ['that is no text', async () => '\u0001'.repeat(0)],
    ['that is endless', async () => `${'a'.repeat(10_000)}.e30.e30`],
  ];
  it.each(tokens)('refuses a token %s with 401', async (_what, make) => {
    const { status, body } = await served.post(teamsMessage(teams.url, 'hola'), bearer(await make()));
    expect(status).toBe(401);
    expect(body.error.code).toBe('Unauthorized');
    expect(served.assistant.heard).toHaveLength(0);
    expect(teams.seen).toHaveLength(0);
  });

  it('refuses a request without a token, or with another scheme', async () => {
    const activity = teamsMessage(teams.url, 'hola');
    expect((await served.post(activity)).status).toBe(401);
    const basic = { Authorization: 'Basic dXNlcjpwYXNz' };
    expect((await served.post(activity, basic)).status).toBe(401);
  });

  it.each([
    ['a service address that is missing', { serviceUrl: undefined }, 400],
    ['an unknown channel', { channelId: 'pigeon' }, 400],
    ['the Emulator', { channelId: 'emulator' }, 400],
    ['a channel that the key is not endorsed for', { channelId: 'slack' }, 401],
    ['no channel', { channelId: undefined }, 400],
    ['no id', { id: undefined }, 400],
    ['no conversation', { conversation: undefined }, 400],
    ['no sender', { from: {} }, 400],
    ['no type', { type: undefined }, 400],
  ])('refuses an activity with %s', async (_what, over, expected) => {
    const { status } = await served.post(
      teamsMessage(teams.url, 'hola', over),
      bearer(await openId.token(teams.url)),
    );
    expect(status).toBe(expected);
    expect(served.assistant.heard).toHaveLength(0);
  });

  it('refuses a foreign service address, even with a token that was signed for it', async () => {
    for (const url of [foreign.url, teams.url.replace('http:', 'https:'), `${teams.url}.example.org`]) {
      const { status } = await served.post(teamsMessage(url, 'hola'), bearer(await openId.token(url)));
      expect(status).toBe(403);
    }
    expect(served.assistant.heard).toHaveLength(0);
  });

  it.each([
    ['no body', ''],
    ['an empty object', '{}'],
    ['no JSON', '{'],
    ['20,000 levels', `{"type":"message","x":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
    ['a body of 1 MiB', JSON.stringify({ type: 'message', text: 'x'.repeat(1024 * 1024) })],
  ])('refuses %s with a status of the 400s', async (_what, body) => {
    const { status } = await served.post(body, bearer(await openId.token(teams.url)));
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });

  it('asks to try again where the keys cannot be had', async () => {
    const gone = await provider();
    await gone.stop();
    const other = await serve({ config: singleTenant(gone.metadataUrl), serviceHosts: [teams.url] });
    const { status, body } = await other.post(
      teamsMessage(teams.url, 'hola'),
      bearer(await openId.token(teams.url)),
    );
    expect([status, body.error.code]).toEqual([503, 'KeysUnavailable']);
    await other.stop();
  });

  it('takes bots of several tenants, and those with a managed identity', async () => {
    const base = singleTenant(openId.metadataUrl);
    for (const config of [
      { ...base, appType: 'MultiTenant' as const, tenantId: null },
      { ...base, appType: 'UserAssignedMSI' as const, password: null },
    ]) {
      const other = await serve({ config, serviceHosts: [teams.url] });
      const activity = teamsMessage(teams.url, 'hola', { deliveryMode: 'expectReplies' });
      const { body } = await other.post(activity, bearer(await openId.token(teams.url)));
      expect(body.activities[0].text).toBe('reply to: hola');
      await other.stop();
    }
  });

  it('takes no activity for the bot of another app', async () => {
    const config = { ...singleTenant(openId.metadataUrl), appId: `${APP_ID.slice(0, -1)}6` };
    const other = await serve({ config, serviceHosts: [teams.url] });
    const { status } = await other.post(
      teamsMessage(teams.url, 'hola'),
      bearer(await openId.token(teams.url)),
    );
    expect(status).toBe(401);
    await other.stop();
  });
});

describe('what is said in Teams', () => {
  const send = async (activity: object) => served.post(activity, bearer(await openId.token(teams.url)));

  it('leaves out the mention of the bot, and the names of others', async () => {
    const channel = {
      conversation: { id: '19:team@thread.tacv2;messageid=1', conversationType: 'channel', isGroup: true },
      entities: [
        {
          type: 'mention',
          text: '<at>Asistente IGM</at>',
          mentioned: { id: '28:bot', name: 'Asistente IGM' },
        },
        { type: 'mention', text: '<at>Juan Pérez</at>', mentioned: { id: '29:juan', name: 'Juan Pérez' } },
        { type: 'clientInfo', locale: 'es-GT' },
        { type: 'mention' },
        null,
      ],
    };
    await send(
      teamsMessage(
        teams.url,
        '<at>Asistente IGM</at>&nbsp;¿misión &amp; visión, <at>Juan Pérez</at>?',
        channel,
      ),
    );
    const [sent] = await until(() => teams.seen.length > 0 && teams.seen);
    expect(served.assistant.heard[0]?.text).toMatch(/^¿misión & visión,\s+\?$/);
    expect(sent?.path).toContain('19%3Ateam%40thread.tacv2%3Bmessageid%3D1');
  });

  it('keeps a dialogue for each person of a group', async () => {
    const group = { conversation: { id: '19:group', conversationType: 'groupChat', isGroup: true } };
    await send(teamsMessage(teams.url, 'uno', { ...group, from: { id: '29:a' } }));
    await send(teamsMessage(teams.url, 'dos', { ...group, from: { id: '29:b' } }));
    await until(() => teams.seen.length === 2);
    const unused = await served.store.unusedConversations();
    expect(unused).toBe(0);
    expect(teams.seen.map(({ path }) => path.split('/')[3])).toEqual(['19%3Agroup', '19%3Agroup']);
  });

  it('takes a button for what it says', async () => {
    await send(teamsMessage(teams.url, 'Visión del Instituto', { value: { entry: 'vision' } }));
    await send(teamsMessage(teams.url, '', { value: { entry: 'vision' }, attachments: undefined }));
    await until(() => teams.seen.length === 2);
    expect(served.assistant.heard.map(({ text }) => text)).toEqual(['Visión del Instituto', 'vision']);
  });

  it('says that it reads no files', async () => {
    const file = { contentType: 'application/vnd.microsoft.teams.file.download.info', name: 'dpi.jpg' };
    await send(teamsMessage(teams.url, '', { attachments: [file] }));
    await until(() => teams.seen.length > 0);
    expect(served.assistant.heard[0]).toMatchObject({ text: '', media: true });
    expect(teams.seen[0]?.body.channelData.igm.reason).toBe('unsupported-media');
  });

  it('greets once where it is installed, however Teams says so', async () => {
    const personal = { text: undefined, attachments: undefined };
    await Promise.all([
      send(teamsMessage(teams.url, '', { ...personal, type: 'installationUpdate', action: 'add' })),
      send(
        teamsMessage(teams.url, '', {
          ...personal,
          type: 'conversationUpdate',
          membersAdded: [{ id: '28:bot' }],
        }),
      ),
    ]);
    await send(
      teamsMessage(teams.url, '', {
        ...personal,
        type: 'conversationUpdate',
        membersAdded: [{ id: '29:other' }],
      }),
    );
    await send(teamsMessage(teams.url, 'hola'));
    await until(() => teams.seen.length >= 2);
    const said = teams.seen.map(({ body }) => body.attachments[0].content.fallbackText.split('\n')[0]);
    expect(said).toEqual([
      'Soy un asistente automático del Instituto Guatemalteco de Migración. No soy una persona.',
      'reply to: hola',
    ]);
  });

  it('forgets a chat from which it was removed', async () => {
    await send(teamsMessage(teams.url, 'hola'));
    await until(() => teams.seen.length > 0);
    const removed = { type: 'installationUpdate', action: 'remove', text: undefined };
    expect((await send(teamsMessage(teams.url, '', removed))).status).toBe(200);
  });
});

describe('a reply on its way out', () => {
  const ask = async (text: string) =>
    served.post(teamsMessage(teams.url, text), bearer(await openId.token(teams.url)));

  it('is sent again after a failure that passes', async () => {
    teams.answer = { status: 503 };
    await ask('hola');
    await until(() => teams.seen.length === 1);
    teams.answer = { status: 200 };
    await until(() => teams.seen.length === 2);
    await until(async () => (await served.store.depth()).sends === 0);
    expect(teams.seen).toHaveLength(2);
  });

  it('is given up where the connector will never take it', async () => {
    teams.answer = { status: 403 };
    await ask('hola');
    await until(() => served.counters.all()['sends-abandoned'] === 1);
    expect(teams.seen).toHaveLength(1);
    expect((await served.store.depth()).sends).toBe(0);
  });

  it('does not follow a redirect', async () => {
    teams.answer = { status: 307, headers: { location: `${foreign.url}/v3/stolen` } };
    await ask('hola');
    await until(() => served.counters.all()['sends-abandoned'] === 1);
    expect(foreign.seen).toHaveLength(0);
  });
});

describe('a message whose turn fails again and again', () => {
  it('gets one honest sentence', async () => {
    const broken = await serve(
      { config: singleTenant(openId.metadataUrl), serviceHosts: [teams.url] },
      brokenAssistant(),
    );
    await broken.post(teamsMessage(teams.url, 'hola'), bearer(await openId.token(teams.url)));
    await until(() => broken.counters.all()['jobs-failed'] === 1);
    await failElsewhere(broken.store, 3);
    const [sent] = await until(() => teams.seen.length > 0 && teams.seen);
    expect(sent!.body.text).toBe(sentences('es', 'channel:failed'));
    await broken.stop();
  });
});
