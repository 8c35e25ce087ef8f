import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  APP_ID,
  connector,
  type Peer,
  type Provider,
  provider,
  TENANT,
} from './channel/botframework/peers.ts';
import { teamsMessage } from './channel/botframework/served.ts';
import { ACCESS_TOKEN, PHONE_NUMBER_ID } from './channel/whatsapp/fake-graph.ts';
import { APP_SECRET, signature, VERIFY_TOKEN } from './channel/whatsapp/payloads.ts';
import { type ServerProcess, startService } from './service-process.ts';

/**
 * The service as `npm start` starts it, with every channel configured, met by somebody who means ill: whatever is
 * posted wherever, the answer is one of the 400s and the service lives.
 */
const JSON_TYPE = { 'Content-Type': 'application/json' };
const FORM_TYPE = { 'Content-Type': 'application/x-www-form-urlencoded' };
/** "Within 2 s" on a machine of its own; here others run beside it. */
const ALIVE_MS = 10_000;

type Headers = Readonly<Record<string, string>>;

let service: ServerProcess;
let local: ServerProcess;
let openId: Provider;
let teams: Peer;
let posts: readonly (readonly [path: string, headers: (body: Buffer) => Headers])[];

beforeAll(async () => {
  openId = await provider(['msteams']);
  teams = await connector();
  const graph = 'http://127.0.0.1:9';
  service = await startService({
    database: 'memory:',
    env: {
      MicrosoftAppId: APP_ID,
      MicrosoftAppPassword: 'a-password-that-is-never-sent',
      MicrosoftAppTenantId: TENANT,
      ToBotFromChannelOpenIdMetadataUrl: openId.metadataUrl,
      BOT_SERVICE_URL_HOSTS: teams.url,
      WHATSAPP_PHONE_NUMBER_ID: PHONE_NUMBER_ID,
      WHATSAPP_ACCESS_TOKEN: ACCESS_TOKEN,
      WHATSAPP_APP_SECRET: APP_SECRET,
      WHATSAPP_VERIFY_TOKEN: VERIFY_TOKEN,
      WHATSAPP_GRAPH_URL: graph,
      LOG_LEVEL: 'silent',
    },
  });
  local = await startService({ database: 'memory:', env: { LOG_LEVEL: 'silent' } });

  const directline = `${service.url}/v3/directline`;
  const call = async (path: string, headers: Headers) =>
    (await fetch(directline + path, { method: 'POST', headers })).json();
  const { token } = await call('/tokens/generate', { Origin: service.url });
  const bearer = { ...JSON_TYPE, Authorization: `Bearer ${token}` };
  const { conversationId } = await call('/conversations', bearer);
  const signed = { ...JSON_TYPE, Authorization: `Bearer ${await openId.token(teams.url)}` };
  const of = (headers: Headers) => () => headers;
  posts = [
    ['/es', of(FORM_TYPE)],
    ['/en', of(FORM_TYPE)],
    ['/v3/directline/tokens/generate', of({ ...JSON_TYPE, Origin: service.url })],
    ['/v3/directline/tokens/refresh', of(bearer)],
    ['/v3/directline/conversations', of(bearer)],
    [`/v3/directline/conversations/${conversationId}/activities`, of(bearer)],
    [`/v3/directline/conversations/${conversationId}/upload`, of(bearer)],
    ['/api/messages', of(signed)],
    ['/webhooks/whatsapp', body => ({ ...JSON_TYPE, 'X-Hub-Signature-256': signature(body) })],
    ['/desk/sign-in', of(FORM_TYPE)],
    ['/desk/sign-out', of(FORM_TYPE)],
    ['/desk/lookup', of(JSON_TYPE)],
    ['/nowhere', of(JSON_TYPE)],
  ];
}, 200_000);
afterAll(async () => {
  await service?.stop();
  await local?.stop();
  await openId?.stop();
  await teams?.stop();
});

/** Writes bytes as they are, and after them `endless` again and again. Resolves with what was heard. */
function raw(url: string, bytes: Buffer, endless?: Buffer): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let heard = '';
  const socket = connect(Number(new URL(url).port), '127.0.0.1', () => {
    socket.write(bytes);
    if (endless !== undefined) flood(endless);
  });
  /** As fast as a good line is, and no faster: who never looks up would not see the answer. */
  function flood(chunk: Buffer): void {
    if (!socket.writable) return;
    socket.write(chunk);
    setTimeout(flood, 1, chunk);
  }
  socket.setTimeout(20_000, () => socket.destroy());
  socket.on('data', chunk => {
    heard += chunk.toString('latin1');
  });
  socket.on('error', () => socket.destroy()).on('close', () => resolve(heard));
  return promise;
}

function head(path: string, headers: Headers): string {
  const lines = Object.entries({ Host: '127.0.0.1', Connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return `POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

function whole(path: string, headers: Headers, body: Buffer): Buffer {
  const length = { 'Content-Length': String(body.length) };
  return Buffer.concat([Buffer.from(head(path, { ...headers, ...length })), body]);
}

const statuses = (heard: string) =>
  [...heard.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));

async function expectRefused(url: string, path: string, heard: string): Promise<void> {
  const seen = statuses(heard);
  expect(seen.length, `${path} answered nothing`).toBeGreaterThan(0);
  expect(seen.at(-1), path).toBeGreaterThanOrEqual(400);
  for (const status of seen) expect(status, path).toBeLessThan(500);
  expect(heard, path).not.toMatch(/TypeError|SyntaxError|RangeError|node_modules|\.ts:\d/);
  const health = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(ALIVE_MS) });
  expect(health.status).toBe(200);
}

const GZIP = { 'Content-Encoding': 'gzip' };
const BODIES: readonly (readonly [name: string, body: Buffer, headers: Headers])[] = [
  ['gzip that is none', Buffer.from('this is no gzip'), GZIP],
  ['a gzip bomb', gzipSync(Buffer.alloc(50_000_000)), GZIP],
  ['five megabytes', Buffer.alloc(5_000_000, 'x'), {}],
  ['bytes that are no UTF-8', Buffer.from([0x71, 0x3d, 0xc3, 0x28, 0xff, 0xfe]), {}],
  ['JSON that is 20,000 levels deep', Buffer.from('[{"a":'.repeat(10_000)), {}],
  ['JSON that is 20,000 levels deep, and closed', Buffer.from('['.repeat(20_000) + ']'.repeat(20_000)), {}],
];

describe('every POST of the running service', { timeout: 120_000 }, () => {
  it.each(BODIES)('refuses %s and lives', async (_name, body, extra) => {
    for (const [path, headers] of posts) {
      const bytes = whole(path, { ...headers(body), ...extra }, body);
      await expectRefused(service.url, path, await raw(service.url, bytes));
    }
    const answer = await raw(local.url, whole('/api/messages', { ...JSON_TYPE, ...extra }, body));
    await expectRefused(local.url, 'local /api/messages', answer);
  });

  it('ends chunks that do not end', async () => {
    const chunk = Buffer.from(`4000\r\n${'x'.repeat(0x4000)}\r\n`);
    for (const [path, headers] of posts) {
      const start = head(path, { ...headers(Buffer.alloc(0)), 'Transfer-Encoding': 'chunked' });
      await expectRefused(service.url, path, await raw(service.url, Buffer.from(start), chunk));
    }
  });

  it('refuses garbage behind a request, and closes', async () => {
    for (const [path, headers] of posts) {
      const body = Buffer.from('{}');
      const own = { ...headers(body), Connection: 'keep-alive' };
      const bytes = Buffer.concat([
        whole(path, own, body),
        Buffer.from('\0\0garbage \r\n\r\nPOST /es HTTP/9.9\r\n\r\n'),
      ]);
      await expectRefused(service.url, path, await raw(service.url, bytes));
    }
  });

  it('refuses two lengths, a length beside chunks, and folded names: nothing is smuggled', async () => {
    const tricks = [
      'Content-Length: 2\r\nContent-Length: 30',
      'Content-Length: 2\r\nTransfer-Encoding: chunked',
      'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity',
      'Transfer-Encoding : chunked',
      'Content-Length: +2',
      'Content-Length: 0x2',
    ];
    for (const trick of tricks) {
      const smuggled = 'GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';
      const bytes = Buffer.from(
        `POST /es HTTP/1.1\r\nHost: 127.0.0.1\r\n${trick}\r\n\r\n0\r\n\r\n${smuggled}`,
      );
      const heard = await raw(service.url, bytes);
      expect(heard, trick).not.toContain('igm_');
      await expectRefused(service.url, trick, heard);
    }
  });
});

describe('POST /api/messages of the running service', { timeout: 60_000 }, () => {
  it('answers nobody without a token of the right channel, and calls no other host', async () => {
    const foreign = await connector();
    const good = teamsMessage(teams.url, 'hola');
    const elsewhere = teamsMessage(foreign.url, 'hola');
    const tokens: [string, unknown, string | undefined][] = [
      ['none', good, undefined],
      ['forged', good, await openId.forged(teams.url)],
      ['HS256 with the public key', good, await openId.symmetric(teams.url)],
      ['alg none', good, openId.unsigned(teams.url)],
      ['another audience', good, await openId.token(teams.url, { aud: 'somebody else' })],
      ['another issuer', good, await openId.token(teams.url, { iss: 'https://sts.windows.net/x/' })],
      ['expired', good, await openId.token(teams.url, { exp: 1 })],
      ['not yet valid', good, await openId.token(teams.url, { nbf: Date.now() / 1000 + 3_600 })],
      ['no service address', good, await openId.token(teams.url, { serviceurl: undefined })],
      ['for another address', elsewhere, await openId.token(teams.url)],
      ['a foreign address, signed for it', elsewhere, await openId.token(foreign.url)],
      ['of another tenant', good, await openId.token(teams.url, { tid: 'another' })],
      ['no body', '', await openId.token(teams.url)],
      ['{}', {}, await openId.token(teams.url)],
      ['null', 'null', await openId.token(teams.url)],
      ['a list', [], await openId.token(teams.url)],
      ['an unknown channel', { ...good, channelId: 'skype' }, await openId.token(teams.url)],
      ['no serviceUrl', { ...good, serviceUrl: undefined }, await openId.token(teams.url)],
    ];
    for (const [name, body, token] of tokens) {
      const answer = await fetch(`${service.url}/api/messages`, {
        method: 'POST',
        headers: { ...JSON_TYPE, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      expect(answer.status, name).toBeGreaterThanOrEqual(400);
      expect(answer.status, name).toBeLessThan(500);
      expect(Object.keys(await answer.json()), name).toEqual(['error']);
    }
    expect(foreign.seen).toEqual([]);
    expect(teams.seen).toEqual([]);
    await foreign.stop();
  });

  it('is nowhere without an app id, for all that is not this machine alone', async () => {
    const body = JSON.stringify({ type: 'message', text: 'hola', deliveryMode: 'expectReplies' });
    const call = (headers: Headers) =>
      raw(local.url, whole('/api/messages', { ...JSON_TYPE, ...headers }, Buffer.from(body)));
    const foreign: Headers[] = [
      { 'X-Forwarded-For': '203.0.113.9' },
      { Forwarded: 'for=203.0.113.9' },
      { Via: '1.1 proxy' },
      { 'X-Forwarded-Proto': 'https' },
      { Host: 'asistente.example.org' },
      { Host: 'rebound.attacker.example' },
      { Origin: 'https://attacker.example' },
    ];
    for (const headers of foreign)
      expect(statuses(await call(headers)), JSON.stringify(headers)).toEqual([404]);
    expect(statuses(await call({}))).toEqual([200]);
  });
});
