import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createClient } from 'redis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/observe/index.ts';
import { bankRows } from '../banks.ts';
import {
  APP_ID,
  connector,
  type Peer,
  type Provider,
  provider,
  TENANT,
} from '../channel/botframework/peers.ts';
import { teamsMessage } from '../channel/botframework/served.ts';
import { until } from '../channel/doubles.ts';
import { ACCESS_TOKEN, FakeGraph, PHONE_NUMBER_ID } from '../channel/whatsapp/fake-graph.ts';
import { APP_SECRET, notification, signature, text, VERIFY_TOKEN } from '../channel/whatsapp/payloads.ts';
import { type OwnRedis, ownRedis, redisServerInstalled } from '../redis-server.ts';
import { ROOT } from '../seed.ts';
import { createDatabase, postgresReachable } from '../services.ts';

/** Who writes, on every channel: nothing of it may be found anywhere afterwards. */
const PERSON = {
  name: 'Xóchitl Najarro',
  address: '198.51.100.77',
  teamsId: '29:1xochitl-najarro',
  aadObjectId: '7e3f2a10-aaaa-bbbb-cccc-0123456789ab',
  chat: 'a:1chat-of-xochitl',
  mail: 'xochitl.najarro@example.org',
};
/** On WhatsApp everybody writes once: nobody is sent more than one message in six seconds. */
const numberOf = (n: number) => `502777${12345 + n}`;
/** As Meta makes them: the number is in it. */
const wamid = (n: number) => `wamid.${Buffer.from(`${numberOf(n)}#`).toString('base64')}`;

/** Messages of the bank, whose every one is looked at in `redact-bank.test.ts`. Of them, what is looked for: pieces too long to come up by chance, and no word that the knowledge may have. */
const messages = bankRows<{ text: string; must_go: string[] }>('privacy-tuning')
  .filter(({ must_go }) => must_go.length > 0)
  .filter((_, i) => i % 3 === 0);
const needles = [
  ...Object.values(PERSON),
  'Xóchitl',
  'xochitl',
  'wamid.',
  ...messages.map((_, n) => numberOf(n)),
  ...messages.flatMap(({ must_go }) => must_go).filter(piece => piece.length >= 9 && /[\d@ ]/.test(piece)),
];
/** What was asked beside it must be there: a look that finds nothing at all would prove nothing. */
const CONTROL = 'cuál es la visión del instituto';

const services = (await postgresReachable()) && redisServerInstalled();

interface Kept {
  readonly where: string;
  readonly bytes: Buffer;
}

function tracesIn(kept: readonly Kept[]): string[] {
  return kept.flatMap(({ where, bytes }) =>
    needles.flatMap(needle =>
      (['utf8', 'utf16le'] as const)
        .filter(encoding => bytes.includes(Buffer.from(needle, encoding)))
        .map(() => `${needle} in ${where}`),
    ),
  );
}

describe('after conversations full of personal data over every channel', () => {
  let graph: FakeGraph;
  let openId: Provider;
  let teams: Peer;
  let folder: string;
  let app: App | null = null;
  let lines: string[];
  beforeAll(async () => {
    graph = await new FakeGraph().listen();
    openId = await provider(['msteams']);
    teams = await connector();
    folder = mkdtempSync(join(tmpdir(), 'igm-trace-'));
  });
  afterEach(async () => {
    await app?.stop();
    app = null;
  });
  afterAll(async () => {
    await graph.close();
    await openId.stop();
    await teams.stop();
    rmSync(folder, { recursive: true });
  });

  async function start(databaseUrl: string, redisUrl = ''): Promise<App> {
    lines = [];
    const log = createLog('trace', { write: line => void lines.push(line) });
    const config = readConfig({
      PORT: '0',
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      DATA_KEY: 'a-key-of-this-test-that-is-long-enough',
      TRUST_PROXY: '1',
      RATE_LIMIT_PER_MINUTE: '1000000',
      WHATSAPP_PHONE_NUMBER_ID: PHONE_NUMBER_ID,
      WHATSAPP_ACCESS_TOKEN: ACCESS_TOKEN,
      WHATSAPP_APP_SECRET: APP_SECRET,
      WHATSAPP_VERIFY_TOKEN: VERIFY_TOKEN,
      WHATSAPP_GRAPH_URL: graph.url,
      MicrosoftAppId: APP_ID,
      MicrosoftAppPassword: 'a password that is never sent',
      MicrosoftAppTenantId: TENANT,
      ToBotFromChannelOpenIdMetadataUrl: openId.metadataUrl,
      BOT_SERVICE_URL_HOSTS: teams.url,
    });
    app = await openApp(config, { root: ROOT, log });
    return app;
  }

  const forwarded = { 'X-Forwarded-For': PERSON.address };
  const json = { 'Content-Type': 'application/json', ...forwarded };

  async function overDirectLine({ url }: App, said: readonly string[]): Promise<void> {
    const minted = await fetch(`${url}/v3/directline/tokens/generate`, {
      method: 'POST',
      headers: { ...json, Origin: url },
      body: JSON.stringify({ user: { id: PERSON.mail, name: PERSON.name } }),
    });
    const { token, conversationId } = await minted.json();
    const headers = { ...json, Authorization: `Bearer ${token}` };
    await fetch(`${url}/v3/directline/conversations`, { method: 'POST', headers });
    const path = `${url}/v3/directline/conversations/${conversationId}/activities`;
    for (const body of said) {
      const activity = {
        type: 'message',
        text: body,
        from: { id: PERSON.mail, name: PERSON.name },
        channelData: {
          clientActivityID: `c${said.indexOf(body)}`,
          note: body.slice(0, 200),
          mail: PERSON.mail,
        },
        value: { name: PERSON.name },
        entities: [{ type: 'person', name: PERSON.name }],
      };
      const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(activity) });
      expect(answer.status).toBe(200);
    }
  }

  async function overForm({ url }: App, said: readonly string[]): Promise<void> {
    for (const q of said) {
      const answer = await fetch(`${url}/es`, {
        method: 'POST',
        headers: forwarded,
        body: new URLSearchParams({ q }),
      });
      expect(answer.status).toBe(200);
    }
  }

  async function overWhatsApp({ url }: App, said: readonly string[]): Promise<void> {
    for (const [n, body] of [...said, null].entries()) {
      const contacts = [{ profile: { name: PERSON.name }, wa_id: numberOf(n) }];
      const from = { from: numberOf(n), id: wamid(n) };
      const message = body === null ? { ...text('', from), type: 'contacts', contacts } : text(body, from);
      const raw = JSON.stringify(notification([message], { contacts }));
      const headers = { ...json, 'X-Hub-Signature-256': signature(raw) };
      const answer = await fetch(`${url}/webhooks/whatsapp`, { method: 'POST', headers, body: raw });
      expect(answer.status).toBe(200);
    }
  }

  async function overTeams({ url }: App, said: readonly string[]): Promise<void> {
    const headers = { ...json, Authorization: `Bearer ${await openId.token(teams.url)}` };
    for (const body of said) {
      const activity = teamsMessage(teams.url, body, {
        conversation: { id: PERSON.chat, conversationType: 'personal', tenantId: TENANT },
        from: { id: PERSON.teamsId, name: PERSON.name, aadObjectId: PERSON.aadObjectId },
      });
      const answer = await fetch(`${url}/api/messages`, {
        method: 'POST',
        headers,
        body: JSON.stringify(activity),
      });
      expect(answer.status).toBe(200);
    }
  }

  /** Says everything, on each channel a part of it, and waits until all is answered and sent. */
  async function converse(running: App): Promise<void> {
    const channels = [overDirectLine, overForm, overWhatsApp, overTeams];
    await Promise.all(
      channels.map((over, at) => {
        const part = messages.filter((_, i) => i % channels.length === at).map(message => message.text);
        return over(running, [...part, `Me llamo ${PERSON.name}, ¿${CONTROL}?`]);
      }),
    );
    await until(async () => {
      const { queue_jobs, queue_sends } = await (await fetch(`${running.url}/readyz`)).json();
      return queue_jobs === 0 && queue_sends === 0;
    }, 60_000);
  }

  async function said(running: App): Promise<Kept[]> {
    const pages = await Promise.all(['/metrics', '/readyz'].map(path => fetch(running.url + path)));
    const texts = await Promise.all(pages.map(page => page.text()));
    return [lines.join('\n'), ...texts].map((one, i) => ({
      where: ['the log', '/metrics', '/readyz'][i]!,
      bytes: Buffer.from(one),
    }));
  }

  it('no byte of it is in the files of SQLite, in the log or in a metric', { timeout: 120_000 }, async () => {
    const running = await start(`file:${join(folder, 'igm.db')}`);
    const files = () => {
      const names = readdirSync(folder).filter(name => name !== 'key');
      return names.map(name => ({ where: name, bytes: readFileSync(join(folder, name)) }));
    };
    await converse(running);
    const during = files();
    expect(during.map(({ where }) => where)).toContain('igm.db-wal');
    expect(tracesIn([...during, ...(await said(running))])).toEqual([]);
    expect(during.some(({ bytes }) => bytes.includes(CONTROL))).toBe(true);
    expect(lines.length).toBeGreaterThan(messages.length);
    const metrics = await (await fetch(`${running.url}/metrics`)).text();
    for (const channel of ['directline', 'web', 'whatsapp', 'msteams']) {
      expect(metrics).toMatch(new RegExp(`^igm_turns_total\\{[^}]*channel="${channel}"`, 'm'));
    }
    await running.stop();
    expect(tracesIn(files())).toEqual([]);
  });

  it.skipIf(!services)(
    'no piece of it is in a table of PostgreSQL or in Redis',
    { timeout: 120_000 },
    async () => {
      const database = await createDatabase();
      const redis: OwnRedis = await ownRedis();
      try {
        const running = await start(database.url, redis.url);
        await converse(running);
        const tables = await dump(database.url);
        const inRedis = await dumpRedis(redis.url);
        expect(inRedis.bytes.length).toBeGreaterThan(0);
        expect(tracesIn([...tables, inRedis, ...(await said(running))])).toEqual([]);
        expect(tables.find(({ where }) => where === 'activities')?.bytes.includes(CONTROL)).toBe(true);
      } finally {
        await app?.stop();
        await redis.stop();
        await database.drop();
      }
    },
  );
});

/** Every row of every table, as text. */
async function dump(url: string): Promise<Kept[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query("select tablename from pg_tables where schemaname = 'public'");
  const kept: Kept[] = [];
  for (const { tablename } of rows) {
    const table = await client.query(`select t::text as line from "${tablename}" t`);
    kept.push({ where: tablename, bytes: Buffer.from(table.rows.map(row => row.line).join('\n')) });
  }
  await client.end();
  return kept;
}

async function dumpRedis(url: string): Promise<Kept> {
  const client = createClient({ url });
  await client.connect();
  const keys = await client.keys('*');
  const values = await Promise.all(keys.map(key => client.get(key)));
  client.destroy();
  return { where: 'Redis', bytes: Buffer.from([...keys, ...values].join('\n')) };
}
