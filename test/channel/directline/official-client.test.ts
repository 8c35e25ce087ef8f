import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { openStore } from '../../../src/store/index.ts';
import { until } from '../doubles.ts';
import { type Served, serve } from './served.ts';

/** What of botframework-directlinejs is used here; its own types want an old rxjs. */
interface Observable<T> {
  subscribe(next: (value: T) => void, failed?: (error: unknown) => void): { unsubscribe(): void };
}
interface OfficialClient {
  readonly activity$: Observable<Activity>;
  readonly connectionStatus$: Observable<number>;
  postActivity(activity: object): Observable<string>;
  getSessionId(): Observable<string>;
  reconnect(conversation: { token: string; streamUrl?: string }): void;
  end(): void;
}
interface Activity {
  readonly id: string;
  readonly text: string;
  readonly from: { readonly role: string };
}
type Options = Record<string, unknown>;

const ONLINE = 2;
const EXPIRED = 3;
const FAILED = 4;
const ENDED = 5;

let DirectLine: new (options: Options) => OfficialClient;
let served: Served;
const clients: OfficialClient[] = [];

beforeAll(() => {
  // The client was written for browsers: it takes these from the global object when it is loaded.
  const require = createRequire(import.meta.url);
  Object.assign(globalThis, { WebSocket, XMLHttpRequest: require('xhr2') });
  ({ DirectLine } = require('botframework-directlinejs'));
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.end();
  await served.stop();
});

/** The sockets that the client has opened, so that a test can cut them. */
class WatchedSocket extends WebSocket {
  static readonly opened: WatchedSocket[] = [];
  constructor(url: string) {
    super(url);
    WatchedSocket.opened.push(this);
  }
}

function connect(options: Options) {
  const client = new DirectLine({
    domain: `${served.url}/v3/directline`,
    WebSocket: WatchedSocket,
    random: () => 0,
    pollingInterval: 200,
    timeout: 1_000,
    ...options,
  });
  clients.push(client);
  const activities: Activity[] = [];
  const statuses: number[] = [];
  client.connectionStatus$.subscribe(status => statuses.push(status));
  const failures: unknown[] = [];
  client.activity$.subscribe(
    activity => activities.push(activity),
    error => failures.push(error),
  );
  const texts = () => activities.slice(1).map(({ text }) => text);
  const say = (text: string, id?: string) =>
    new Promise<string>((resolve, reject) => {
      const channelData = id === undefined ? {} : { channelData: { clientActivityID: id } };
      client
        .postActivity({ type: 'message', text, from: { id: 'visitor' }, ...channelData })
        .subscribe(resolve, reject);
    });
  return { client, activities, statuses, failures, texts, say };
}

describe.each([
  ['over WebSocket', true],
  ['by polling', false],
])('botframework-directlinejs %s', (_name, webSocket) => {
  it('starts, sends and receives, each activity once and in order', async () => {
    served = await serve();
    const { activities, statuses, texts, say } = connect({
      ...(await served.mint()),
      conversationId: undefined,
      webSocket,
    });
    await until(() => activities.length === 1);
    expect(statuses).toContain(ONLINE);
    expect(activities[0]?.from.role).toBe('bot');
    const id = await say('uno');
    await until(() => activities.length === 3);
    await say('dos');
    await until(() => activities.length === 5);
    expect(texts()).toEqual(['uno', 'reply to: uno', 'dos', 'reply to: dos']);
    expect(activities[1]?.id).toBe(id);
    expect(new Set(activities.map(activity => activity.id)).size).toBe(5);
  });

  it('works with the secret as well', async () => {
    served = await serve();
    const secret = 'a-secret-of-at-least-thirty-two-characters';
    const { activities, say } = connect({ secret, webSocket });
    await say('hola');
    await until(() => activities.length === 3);
  });

  it('takes up a conversation of before with its watermark', async () => {
    served = await serve();
    const started = await served.start();
    const before = connect({ ...started, conversationId: undefined, streamUrl: undefined, webSocket });
    await before.say('antes');
    await until(() => before.activities.length === 3);
    before.client.end();
    const { activities, say } = connect({ ...started, streamUrl: undefined, watermark: '2', webSocket });
    await until(() => activities.length === 1);
    await say('después');
    await until(() => activities.length === 3);
    expect(activities.map(({ text }) => text)).toEqual(['reply to: antes', 'después', 'reply to: después']);
  });

  it('learns that its token is refused', async () => {
    served = await serve();
    const { statuses } = connect({ token: 'not-a-token-of-ours', webSocket });
    await until(() => statuses.includes(FAILED));
  });

  it('learns that its token has expired, and goes on with a new one', async () => {
    served = await serve();
    const { conversationId, token } = await served.mint();
    const { client, activities, statuses, say } = connect({ token, webSocket });
    await say('uno');
    await until(() => activities.length === 3);
    served.clock.ahead = 31 * 60_000;
    expect(await say('dos')).toBe('retry');
    await until(() => statuses.includes(EXPIRED));
    const path = `/conversations/${conversationId}?watermark=3`;
    const fresh = (await served.call('GET', path, { token: 'a-secret-of-at-least-thirty-two-characters' }))
      .body;
    client.reconnect(fresh);
    await say('tres');
    await until(() => activities.length === 5);
    expect(activities.map(({ text }) => text).slice(-2)).toEqual(['tres', 'reply to: tres']);
  });

  it('is told when the conversation has ended', async () => {
    served = await serve();
    const { token } = await served.mint();
    const { statuses, failures, activities } = connect({ token, webSocket });
    await until(() => activities.length === 1);
    await served.store.purge(Date.now() + 48 * 3_600_000);
    for (const socket of WatchedSocket.opened) socket.terminate();
    // By polling it says so in its status, over WebSocket by an error of `activity$`.
    await until(() => statuses.includes(ENDED) || failures.length > 0, 8_000);
  });

  it('gets an id of its session', async () => {
    served = await serve();
    const { client } = connect({ token: (await served.mint()).token, webSocket });
    const id = await new Promise<string>(resolve => client.getSessionId().subscribe(resolve));
    expect(id).toMatch(/^[\w-]{22}$/);
  });
});

describe('botframework-directlinejs over a bad connection', () => {
  it('gets what it missed while its socket was cut, once', async () => {
    served = await serve();
    const { conversationId, token } = await served.mint();
    const { activities, texts, say } = connect({ token });
    await say('uno');
    await until(() => activities.length === 3);
    for (const socket of WatchedSocket.opened.splice(0)) socket.terminate();
    const body = { type: 'message', text: 'dos', from: { id: 'x' } };
    await served.call('POST', `/conversations/${conversationId}/activities`, { token, body });
    await until(() => activities.length === 5, 8_000);
    await say('tres');
    await until(() => activities.length === 7);
    expect(texts()).toEqual(['uno', 'reply to: uno', 'dos', 'reply to: dos', 'tres', 'reply to: tres']);
  });

  it('goes on after the service was restarted', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'igm-directline-'));
    const url = `file:${join(folder, 'igm.db')}`;
    let store = await openStore(url);
    served = await serve({ store });
    const port = Number(new URL(served.url).port);
    const { activities, texts, say } = connect({ token: (await served.mint()).token });
    await say('uno');
    await until(() => activities.length === 3);

    await served.stop();
    await store.close();
    store = await openStore(url);
    served = await serve({ store, port });

    await until(async () => (await say('dos')) !== 'retry', 8_000);
    await until(() => activities.length === 5, 8_000);
    expect(texts()).toEqual(['uno', 'reply to: uno', 'dos', 'reply to: dos']);
    rmSync(folder, { recursive: true });
  });
});
