import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { type BotFrameworkParts, serveBotFramework } from '../../../src/channel/botframework/index.ts';
import { createClientOf, createHttpServer, empty } from '../../../src/channel/http/index.ts';
import { createIntake } from '../../../src/channel/intake/index.ts';
import { createLocalHub } from '../../../src/instances/index.ts';
import { loadKeys } from '../../../src/privacy/keys.ts';
import { openStore, type Store } from '../../../src/store/index.ts';
import type { Assistant } from '../../../src/turn/index.ts';
import { assistantDouble, intakeParts } from '../doubles.ts';
import { APP_ID, TENANT } from './peers.ts';

export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the body of an answer, looked at by tests only
  readonly body: any;
}

export interface Served {
  readonly url: string;
  readonly store: Store;
  readonly assistant: ReturnType<typeof assistantDouble>;
  readonly counters: BotFrameworkParts['counters'];
  post(body: unknown, headers?: Record<string, string>): Promise<Answered>;
  stop(): Promise<void>;
}

/** The bot's path on a server of its own, over a store in memory. Without `config`: local development. */
export async function serve(over: Partial<BotFrameworkParts> = {}, thinker?: Assistant): Promise<Served> {
  const assistant = assistantDouble();
  const store = over.store ?? (await openStore('memory:'));
  const parts = await intakeParts({
    store,
    assistant: () => thinker ?? assistant,
    hub: createLocalHub(true),
  });
  const intake = createIntake(parts);
  const server = createHttpServer({ log: parts.log, clientOf: createClientOf(null), https: false });
  const url = await server.listen(0, '127.0.0.1');
  server.routes.get('/healthz', () => empty(200));
  const keys = loadKeys({ dataKey: randomBytes(32).toString('hex'), file: null });
  const bots = serveBotFramework(server.routes, {
    ...parts,
    intake,
    keys,
    published: () => ({ edition: 'sha256:double', documents: [] }),
    config: null,
    serviceHosts: [],
    listensOnLoopback: true,
    production: false,
    publicUrl: 'https://asistente.example.org',
    ratePerMinute: 0,
    ...over,
  });
  await intake.start();
  await bots.start();
  return {
    url,
    store,
    assistant,
    counters: parts.counters,
    post: (body, headers = {}) => post(`${url}/api/messages`, body, headers),
    async stop() {
      const closing = server.close(500);
      await intake.stop(1_000);
      await bots.stop(1_000);
      await closing;
      await store.close();
    },
  };
}

/** The settings of a bot of one tenant, whose channel is a provider on this machine. */
export function singleTenant(metadataUrl: string): NonNullable<BotFrameworkParts['config']> {
  return {
    appType: 'SingleTenant',
    appId: APP_ID,
    password: 'a password that is never sent',
    tenantId: TENANT,
    parameters: { ToBotFromChannelOpenIdMetadataUrl: metadataUrl },
  };
}

/** A POST in which every header can be set, `Host` too. */
export function post(url: string, body: unknown, headers: Record<string, string>): Promise<Answered> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  const sent = httpRequest(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
  });
  sent.on('error', reject).on('response', response => {
    const chunks: Buffer[] = [];
    response.on('data', chunk => chunks.push(chunk));
    response.on('end', () => {
      const answer = Buffer.concat(chunks).toString();
      resolve({ status: response.statusCode ?? 0, body: answer === '' ? null : JSON.parse(answer) });
    });
  });
  sent.end(text);
  return promise;
}

let count = 0;

/** A message as Teams sends it in a one-to-one chat. */
export function teamsMessage(serviceUrl: string, text: string, over: Record<string, unknown> = {}) {
  return {
    type: 'message',
    id: `activity-${++count}`,
    channelId: 'msteams',
    serviceUrl,
    conversation: { id: 'a:chat', conversationType: 'personal', tenantId: TENANT },
    from: { id: '29:person', name: 'Juana Pérez', aadObjectId: 'aaaa' },
    recipient: { id: '28:bot', name: 'Asistente IGM' },
    channelData: { tenant: { id: TENANT } },
    locale: 'es-GT',
    textFormat: 'plain',
    text,
    attachments: [{ contentType: 'text/html', content: `<p>${text}</p>` }],
    ...over,
  };
}
