import { createHmac } from 'node:crypto';
import { type DirectLineParts, serveDirectLine } from '../../../src/channel/directline/index.ts';
import { createClientOf, createHttpServer, empty } from '../../../src/channel/http/index.ts';
import { createIntake } from '../../../src/channel/intake/index.ts';
import { createLocalHub } from '../../../src/instances/index.ts';
import type { Json, Store } from '../../../src/store/index.ts';
import { assistantDouble, intakeParts, until } from '../doubles.ts';

export const OUR_ORIGIN = 'http://127.0.0.1';
export const SECRET = 'a-secret-of-at-least-thirty-two-characters';

export interface Served {
  readonly url: string;
  readonly store: Store;
  /** The service's clock, which a test may set ahead. */
  readonly clock: { ahead: number };
  readonly assistant: ReturnType<typeof assistantDouble>;
  call(method: string, path: string, options?: CallOptions): Promise<Called>;
  /** A token from our own page. */
  mint(
    headers?: Record<string, string>,
  ): Promise<{ conversationId: string; token: string; expires_in: number }>;
  /** A conversation that has started. */
  start(headers?: Record<string, string>): Promise<Started>;
  /** The log above a watermark. */
  read(conversationId: string, token: string, watermark?: string): Promise<Body>;
  /** Posts an activity, and waits until so many replies are in the log; gives it and them. */
  exchange(
    conversationId: string,
    token: string,
    body: unknown,
    replies?: number,
  ): Promise<readonly WireActivity[]>;
  /** How many streams are open. */
  streams(): number;
  stop(): Promise<void>;
}

export interface CallOptions {
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Record<string, string> | undefined;
}

export interface Called {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** What the calls answer, in one; a test looks at the fields of the call that it has made. */
export interface Body extends Started {
  readonly expires_in: number;
  readonly id: string;
  readonly sessionId: string;
  readonly activities: readonly WireActivity[];
  readonly watermark: string;
  readonly error: { readonly code: string; readonly message: string };
}

export interface WireActivity {
  readonly id: string;
  readonly text: string;
  readonly timestamp: string;
  readonly from: { readonly id: string; readonly role: string };
  readonly channelData: { readonly ok?: string; readonly igm?: { readonly reason: string | null } };
}

export interface Started {
  readonly conversationId: string;
  readonly token: string;
  readonly streamUrl: string;
}

/** Direct Line on a server of its own, over a store in memory and an assistant that says known things. */
export async function serve(
  over: Partial<DirectLineParts> & { port?: number; store?: Store; reliable?: boolean } = {},
): Promise<Served> {
  const clock = { ahead: 0 };
  const now = () => Date.now() + clock.ahead;
  const assistant = assistantDouble();
  const { port = 0, reliable = true, ...rest } = over;
  const hub = createLocalHub(reliable);
  const parts = await intakeParts({
    ...(over.store ? { store: over.store } : {}),
    assistant: () => assistant,
    hub,
    now,
  });
  const intake = createIntake(parts);
  await intake.start();
  const server = createHttpServer({ log: parts.log, clientOf: createClientOf({ hops: 1 }), https: false });
  const url = await server.listen(port, '127.0.0.1');
  server.routes.get('/healthz', () => empty(200));
  const directline = serveDirectLine(server.routes, {
    ...parts,
    intake,
    pseudonym: (kind, value) =>
      createHmac('sha256', 'test').update(`${kind}:${value}`).digest('base64url').slice(0, 22),
    tokenKeys: ['current', 'older'],
    secret: SECRET,
    publicUrl: url,
    origins: [OUR_ORIGIN],
    ratePerMinute: 0,
    ...rest,
  });

  async function call(
    method: string,
    path: string,
    { token, body, headers = {} }: CallOptions = {},
  ): Promise<Called> {
    const answer = await fetch(`${url}/v3/directline${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) };
  }
  const mint: Served['mint'] = async (headers = {}) =>
    (await call('POST', '/tokens/generate', { headers: { Origin: OUR_ORIGIN, ...headers } })).body;
  const read: Served['read'] = async (conversationId, token, watermark = '') =>
    (await call('GET', `/conversations/${conversationId}/activities?watermark=${watermark}`, { token })).body;

  return {
    url,
    store: parts.store,
    clock,
    assistant,
    call,
    mint,
    async start(headers = {}) {
      const { token } = await mint(headers);
      return (await call('POST', '/conversations', { token, headers })).body;
    },
    read,
    async exchange(conversationId, token, body, replies = 1) {
      const before = (await read(conversationId, token)).watermark;
      const posted = await call('POST', `/conversations/${conversationId}/activities`, { token, body });
      if (posted.status !== 200) throw new Error(`the activity was refused with ${posted.status}`);
      return until(async () => {
        const { activities } = await read(conversationId, token, before);
        return activities.length >= 1 + replies && activities;
      });
    },
    streams: () => directline.streams(),
    async stop() {
      const closed = server.close(500);
      await intake.stop(1_000);
      await directline.close();
      await closed;
    },
  };
}

/** An activity as a client posts it. */
export function message(text: string, more: Record<string, Json> = {}): Record<string, Json> {
  return { type: 'message', text, from: { id: 'dl_visitor01' }, ...more };
}
