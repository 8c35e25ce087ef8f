import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { openStore } from '../../../src/store/index.ts';
import { until } from '../doubles.ts';
import { message, OUR_ORIGIN, type Served, type Started, serve } from './served.ts';

let served: Served;
const sockets: WebSocket[] = [];
beforeEach(async () => {
  served = await serve();
});
afterEach(async () => {
  vi.useRealTimers();
  for (const socket of sockets.splice(0)) socket.terminate();
  await served.stop();
});

/** A client that remembers what it was sent. */
function listen(streamUrl: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(streamUrl, { headers });
  sockets.push(socket);
  const texts: string[] = [];
  const watermarks: string[] = [];
  let refused: number | null = null;
  let closed: [number, string] | null = null;
  socket.on('message', data => {
    const frame = String(data);
    if (frame === '') return;
    const { activities, watermark } = JSON.parse(frame);
    texts.push(...activities.map((item: { text: string }) => item.text.split('\n')[0]));
    watermarks.push(watermark);
  });
  socket.on('unexpected-response', (_request, response) => {
    refused = response.statusCode ?? 0;
  });
  socket.on('error', () => {});
  socket.on('close', (code, reason) => {
    closed = [code, String(reason)];
  });
  return { socket, texts, watermarks, refused: () => refused, closed: () => closed };
}

const say = (started: Started, text: string) =>
  served.call('POST', `/conversations/${started.conversationId}/activities`, {
    ...started,
    body: message(text),
  });

const reconnect = async (started: Started, watermark: string): Promise<Started> =>
  (await served.call('GET', `/conversations/${started.conversationId}?watermark=${watermark}`, started)).body;

describe('a stream', () => {
  it('sends what is there already, then what comes', async () => {
    const started = await served.start();
    const client = listen(started.streamUrl);
    await until(() => client.texts.length === 1);
    await say(started, 'hola');
    await until(() => client.texts.length === 3);
    expect(client.texts.slice(1)).toEqual(['hola', 'reply to: hola']);
    expect(client.watermarks.at(-1)).toBe('3');
  });

  it('goes on after the watermark of a client that comes back', async () => {
    const started = await served.start();
    await say(started, 'uno');
    await until(async () => (await served.store.highWatermark(started.conversationId)) === 3);
    await say(started, 'dos');
    const client = listen((await reconnect(started, '3')).streamUrl);
    await until(() => client.texts.length === 2);
    expect(client.texts).toEqual(['dos', 'reply to: dos']);
  });

  it('sends only what is new to a client that comes back without a watermark', async () => {
    const started = await served.start();
    const { streamUrl } = await reconnect(started, '');
    await say(started, 'uno');
    const client = listen(streamUrl);
    await until(() => client.texts.length === 2);
    expect(client.texts).toEqual(['uno', 'reply to: uno']);
  });

  it('is one a conversation: the second closes the first', async () => {
    const started = await served.start();
    const first = listen(started.streamUrl);
    await until(() => first.texts.length === 1);
    const second = listen(started.streamUrl);
    await until(() => second.texts.length === 1);
    await until(() => first.closed() !== null);
    expect(first.closed()).toEqual([1000, 'collision']);
    await say(started, 'hola');
    await until(() => second.texts.length === 3);
  });

  it('takes empty frames, and closes on one that is far too long', async () => {
    const started = await served.start();
    const client = listen(started.streamUrl);
    await until(() => client.texts.length === 1);
    for (let i = 0; i < 20; i++) client.socket.send('');
    await say(started, 'hola');
    await until(() => client.texts.length === 3);
    client.socket.send('x'.repeat(10_000));
    await until(() => client.closed() !== null);
    expect(client.closed()?.[0]).toBe(1009);
  });

  it('is refused without its own token, with one of another conversation, and after a minute', async () => {
    const a = await served.start();
    const b = await served.start();
    const token = new URL(a.streamUrl).searchParams.get('t');
    const base = a.streamUrl.split('?')[0];
    const cases = [
      `${base}`,
      `${base}?t=${a.token}`,
      `${b.streamUrl.split('?')[0]}?t=${token}`,
      `${base?.replace('/stream', '/other')}?t=${token}`,
    ].map(url => listen(url));
    await until(() => cases.every(client => client.refused() !== null));
    expect(cases.map(client => client.refused())).toEqual([403, 403, 403, 404]);
    served.clock.ahead = 61_000;
    const late = listen(a.streamUrl);
    await until(() => late.refused() === 403);
  });

  it('is refused to a page of another origin', async () => {
    const started = await served.start();
    const evil = listen(started.streamUrl, { Origin: 'https://evil.example' });
    await until(() => evil.refused() === 403);
    const own = listen(started.streamUrl, { Origin: OUR_ORIGIN });
    await until(() => own.texts.length === 1);
  });

  it('says to a plain GET that it wants a WebSocket', async () => {
    const { streamUrl } = await served.start();
    expect((await fetch(streamUrl.replace(/^ws/, 'http'))).status).toBe(426);
  });

  it('finds what came without a hint', async () => {
    const other = await serve({ reliable: false });
    const started = await other.start();
    const client = listen(started.streamUrl);
    await until(() => client.texts.length === 1);
    await other.store.append(started.conversationId, {
      activities: [{ type: 'message', text: 'from elsewhere' }],
    });
    await until(() => client.texts.includes('from elsewhere'));
    await other.stop();
  });

  it('gives a sign of life within 25 s, and is closed for who gives none in the next 25', async () => {
    await served.stop();
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    served = await serve();
    const signs: string[] = [];
    const open = async (name: string, autoPong: boolean) => {
      const { streamUrl } = await served.start();
      const socket = new WebSocket(streamUrl, { autoPong });
      sockets.push(socket);
      socket.on('error', () => {});
      socket.on('ping', () => signs.push(name));
      await once(socket, 'open');
      return socket;
    };
    const [well, gone] = [await open('well', true), await open('gone', false)];
    const ended = once(gone, 'close');
    vi.advanceTimersByTime(25_000);
    await until(() => signs.length === 2);
    await until(() => served.streams() === 2);
    // The answer to the ping has to be here before the next one is due.
    await say(await served.start(), 'hola');
    vi.advanceTimersByTime(25_000);
    vi.useRealTimers();
    await ended;
    await until(() => signs.filter(name => name === 'well').length === 2);
    expect(well.readyState).toBe(WebSocket.OPEN);
  });

  it('tells its client to come back when the service stops', async () => {
    const other = await serve();
    const client = listen((await other.start()).streamUrl);
    await until(() => client.texts.length === 1);
    await other.stop();
    await until(() => client.closed() !== null);
    expect(client.closed()?.[0]).toBe(1001);
  });

  it('reads no further for a client that does not take what it is sent', async () => {
    const store = await openStore('memory:');
    let pages = 0;
    const activitiesAfter: typeof store.activitiesAfter = (...given) => {
      pages++;
      return store.activitiesAfter(...given);
    };
    const other = await serve({ store: { ...store, activitiesAfter } });
    const started = await other.start();
    const long = { type: 'message', text: 'x'.repeat(20_000) };
    for (let i = 0; i < 60; i++)
      await store.append(started.conversationId, { activities: Array(50).fill(long) });
    const { hostname, port, pathname, search } = new URL(started.streamUrl);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.write(
      `GET ${pathname}${search} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    );
    await once(socket, 'readable');
    await new Promise(resolve => setTimeout(resolve, 500));
    // 60 MB in all; what was read is what the sockets' buffers hold, and one frame.
    expect(pages).toBeLessThan(30);
    expect((await fetch(`${other.url}/healthz`)).status).toBe(200);
    socket.destroy();
    await other.stop();
  });
});
