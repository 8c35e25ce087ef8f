import { createClientOf, createHttpServer } from '../../../src/channel/http/index.ts';
import { createIntake, type Intake } from '../../../src/channel/intake/index.ts';
import { registerWhatsApp, type Times, type WhatsApp } from '../../../src/channel/whatsapp/index.ts';
import { type Counters, createMetrics, type Logger } from '../../../src/observe/index.ts';
import { loadKeys } from '../../../src/privacy/keys.ts';
import type { Store } from '../../../src/store/index.ts';
import type { Assistant } from '../../../src/turn/index.ts';
import { assistantDouble, intakeParts } from '../doubles.ts';
import { ACCESS_TOKEN, type Body, PHONE_NUMBER_ID } from './fake-graph.ts';
import { APP_SECRET, notification, signature, VERIFY_TOKEN } from './payloads.ts';

export interface Served {
  readonly url: string;
  readonly store: Store;
  readonly intake: Intake;
  readonly whatsapp: WhatsApp;
  readonly counters: Counters;
  /** Posts a body, signed. */
  post(body: Body, headers?: Record<string, string>): Promise<Response>;
  /** Posts messages as one notification. */
  say(...messages: Body[]): Promise<Response>;
  stop(): Promise<void>;
}

/** Short enough for tests, and in the right relation to each other. */
export const QUICK: Partial<Times> = {
  sweep: 25,
  call: 1_000,
  receipt: 500,
  lease: 3_000,
  reconcile: 100,
  firstPause: 40,
  longestPause: 200,
  refused: 60_000,
  pace: 0,
};

export interface ServeOptions {
  readonly graphUrl: string;
  readonly store?: Store;
  readonly assistant?: Assistant;
  readonly times?: Partial<Times>;
  readonly ratePerMinute?: number;
  readonly worker?: string;
  readonly log?: Logger;
  readonly port?: number;
  /** `DATA_KEY`. */
  readonly dataKey?: string;
  now?(): number;
}

/** The WhatsApp channel on a server of its own, joined as the service joins it. */
export async function serve(options: ServeOptions): Promise<Served> {
  const { graphUrl, times, ratePerMinute = 0, worker = 'alone', now = Date.now } = options;
  const assistant = options.assistant ?? assistantDouble();
  const counters = createMetrics();
  const parts = await intakeParts({
    ...(options.store ? { store: options.store } : {}),
    ...(options.log ? { log: options.log } : {}),
    assistant: () => assistant,
    counters,
    worker,
    now,
  });
  const intake = createIntake(parts);
  const server = createHttpServer({ log: parts.log, clientOf: createClientOf(null), https: false });
  const url = await server.listen(options.port ?? 0, '127.0.0.1');
  const whatsapp = registerWhatsApp(server.routes, {
    ...parts,
    intake,
    keys: loadKeys({ dataKey: options.dataKey ?? 'k'.repeat(40), file: null }),
    config: {
      phoneNumberId: PHONE_NUMBER_ID,
      accessToken: ACCESS_TOKEN,
      appSecret: APP_SECRET,
      verifyToken: VERIFY_TOKEN,
      graphUrl,
    },
    publicUrl: 'https://asistente.example.org',
    ratePerMinute,
    times: { ...QUICK, ...times },
  });
  await intake.start();
  await whatsapp.start();

  const post: Served['post'] = (body, headers) => {
    const raw = typeof body === 'string' ? body : JSON.stringify(body);
    return fetch(`${url}/webhooks/whatsapp`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Hub-Signature-256': signature(raw), ...headers },
      body: raw,
    });
  };
  return {
    url,
    store: parts.store,
    intake,
    whatsapp,
    counters,
    post,
    say: (...messages) => post(notification(messages)),
    async stop() {
      const closed = server.close(500);
      await intake.stop(2_000);
      await whatsapp.stop(2_000);
      await closed;
    },
  };
}
