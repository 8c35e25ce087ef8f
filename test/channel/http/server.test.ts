import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createClientOf,
  createHttpServer,
  empty,
  HttpError,
  type HttpServer,
  json,
} from '../../../src/channel/http/index.ts';
import { quiet, until } from '../doubles.ts';

let server: HttpServer;
let url: string;
let aborted = 0;

beforeAll(async () => {
  server = createHttpServer({ log: quiet, clientOf: createClientOf(null), https: true });
  const { routes } = server;
  routes.get('/healthz', () => empty(200));
  routes.get('/things/:id', request => json(200, { id: request.params.id, q: request.query.get('q') }));
  routes.post('/json', async request => json(200, await request.json({ bytes: 1000, timeoutMs: 400 })));
  routes.post('/form', async request => json(200, Object.fromEntries(await request.form())));
  routes.get('/broken', () => {
    throw new TypeError('the password is hunter2');
  });
  routes.get('/refused', () => {
    throw new HttpError(409, 'Conflict', 'Twice.', { 'Retry-After': '3' });
  });
  routes.get('/slow', async request => {
    await new Promise(resolve => request.signal.addEventListener('abort', resolve));
    aborted++;
    return empty(200);
  });
  routes.notFoundPage(() => ({ status: 404, headers: { 'Content-Type': 'text/html' }, body: '<p>no</p>' }));
  url = await server.listen(0, '127.0.0.1');
});
afterAll(() => server.close(100));

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(url + path, { method: 'POST', body, headers });

describe('the HTTP server', () => {
  it('gives every answer an id and headers that browsers obey', async () => {
    const { headers } = await fetch(`${url}/healthz`);
    expect(headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('strict-transport-security')).toContain('max-age=');
    expect(headers.get('server')).toBeNull();
  });

  it('hands a handler the parts of the address', async () => {
    expect(await (await fetch(`${url}/things/a%20b?q=%C3%B1`)).json()).toEqual({ id: 'a b', q: 'ñ' });
  });

  it('answers HEAD as GET without a body', async () => {
    const answer = await fetch(`${url}/things/1`, { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([
      200,
      '19',
      '',
    ]);
  });

  it('says nothing of the inside when a handler fails', async () => {
    const answer = await fetch(`${url}/broken`);
    expect(answer.status).toBe(500);
    const text = await answer.text();
    expect(JSON.parse(text).error.code).toBe('InternalError');
    expect(text).not.toMatch(/hunter2|TypeError|\.ts/);
  });

  it('answers an HttpError as it is', async () => {
    const answer = await fetch(`${url}/refused`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([409, '3']);
    expect(await answer.json()).toEqual({ error: { code: 'Conflict', message: 'Twice.' } });
  });

  it('answers 404 and 405 in JSON, and 404 as a page to a browser', async () => {
    const missing = await fetch(`${url}/nowhere`);
    expect([missing.status, (await missing.json()).error.code]).toEqual([404, 'NotFound']);
    const wrong = await post('/healthz', '');
    expect([wrong.status, (await wrong.json()).error.code, wrong.headers.get('allow')]).toEqual([
      405,
      'MethodNotAllowed',
      'GET, HEAD',
    ]);
    const page = await fetch(`${url}/nowhere`, { headers: { Accept: 'text/html,*/*' } });
    expect([page.status, await page.text()]).toEqual([404, '<p>no</p>']);
  });

  it('reads urlencoded forms, and only those', async () => {
    const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
    expect(await (await post('/form', 'q=%C2%BFd%C3%B3nde%3F+s%C3%AD', type)).json()).toEqual({
      q: '¿dónde? sí',
    });
    expect((await post('/form', 'q=%FF%FE', type)).status).toBe(400);
    expect((await post('/form', '{}', { 'Content-Type': 'application/json' })).status).toBe(415);
  });

  it('serves who offers another protocol, and says in JSON what it cannot meet', async () => {
    const offer =
      'Host: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk';
    expect(await raw(`GET /healthz HTTP/1.1\r\n${offer}\r\n\r\n`, { ms: 150 })).toMatch(/^HTTP\/1.1 200 /);
    const expectation = await raw(framed('{}', '\r\nExpect: wonders'), { ms: 150 });
    expect(expectation).toMatch(/^HTTP\/1.1 417 /);
    expect(JSON.parse(expectation.slice(expectation.indexOf('\r\n\r\n'))).error.code).toBe(
      'ExpectationFailed',
    );
  });

  it('tells a handler when its client has gone', async () => {
    const call = httpRequest(`${url}/slow`).on('error', () => {});
    call.end();
    await new Promise(resolve => setTimeout(resolve, 50));
    call.destroy();
    await until(() => aborted === 1);
  });

  it('finishes what is at work before it closes', async () => {
    const other = createHttpServer({ log: quiet, clientOf: createClientOf(null), https: false });
    other.routes.get('/', async () => {
      await new Promise(resolve => setTimeout(resolve, 150));
      return empty(200);
    });
    const address = await other.listen(0, '127.0.0.1');
    const answer = fetch(address);
    await new Promise(resolve => setTimeout(resolve, 50));
    const started = Date.now();
    await Promise.all([other.close(5_000), answer.then(({ status }) => expect(status).toBe(200))]);
    expect(Date.now() - started).toBeLessThan(3_000);
    await expect(fetch(address)).rejects.toThrow();
  });

  it('fails to listen where somebody listens already', async () => {
    const other = createHttpServer({ log: quiet, clientOf: createClientOf(null), https: false });
    await expect(other.listen(Number(new URL(url).port), '127.0.0.1')).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});

/** Writes bytes as they are, and gives what comes back until the server closes or `ms` have passed. */
function raw(bytes: string | Buffer, { ms = 2_500, endless = '' } = {}): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let heard = '';
  let timer: NodeJS.Timeout | undefined;
  const socket = connect(Number(new URL(url).port), '127.0.0.1', () => {
    socket.write(bytes);
    if (endless !== '') timer = setInterval(() => socket.write(endless), 1);
  });
  const end = () => {
    clearInterval(timer);
    socket.destroy();
    resolve(heard);
  };
  socket.on('data', chunk => {
    heard += chunk.toString('latin1');
  });
  socket.on('error', end).on('close', end);
  setTimeout(end, ms);
  return promise;
}

const head = (lines: string) => `POST /json HTTP/1.1\r\nHost: localhost\r\n${lines}\r\n\r\n`;
const framed = (body: string | Buffer, more = '') =>
  Buffer.concat([Buffer.from(head(`Content-Length: ${Buffer.byteLength(body)}${more}`)), Buffer.from(body)]);

describe('a hostile body', () => {
  const cases: [string, () => Promise<string>, number][] = [
    ['gzip garbage', () => raw(framed('no gzip at all', '\r\nContent-Encoding: gzip'), { ms: 150 }), 415],
    ['an unknown encoding', () => raw(framed('x', '\r\nContent-Encoding: br, gzip'), { ms: 150 }), 415],
    ['one that says it is too long', () => raw(head('Content-Length: 99999999')), 413],
    ['one that turns out too long', () => raw(framed('x'.repeat(5_000)), { ms: 150 }), 413],
    [
      'chunks without end',
      () => raw(head('Transfer-Encoding: chunked'), { endless: `400\r\n${'x'.repeat(1024)}\r\n` }),
      413,
    ],
    ['one that never comes', () => raw(head('Content-Length: 10')), 408],
    [
      'one that comes a byte at a time',
      () => raw(head('Transfer-Encoding: chunked'), { endless: '1\r\nx\r\n' }),
      408,
    ],
    ['bytes that are no UTF-8', () => raw(framed(Buffer.from([0x22, 0xc3, 0x28, 0x22])), { ms: 150 }), 400],
    [
      'a lone surrogate in UTF-8',
      () => raw(framed(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])), { ms: 150 }),
      400,
    ],
    ['JSON that is 400 levels deep', () => raw(framed('['.repeat(400)), { ms: 150 }), 400],
    ['no JSON', () => raw(framed('{"a":'), { ms: 150 }), 400],
    ['two lengths', () => raw(`${head('Content-Length: 4\r\nContent-Length: 5')}nullx`, { ms: 150 }), 400],
    [
      'length and chunks at once',
      () => raw(`${head('Content-Length: 4\r\nTransfer-Encoding: chunked')}0\r\n\r\n`, { ms: 150 }),
      400,
    ],
    ['no HTTP', () => raw('\0\0\0\0garbage\r\n\r\n', { ms: 150 }), 400],
    [
      'garbage behind a good request',
      () => raw(Buffer.concat([framed('{}'), Buffer.from('\0\0garbage\r\n\r\n')]), { ms: 150 }),
      400,
    ],
    ['a Host that is no host', () => raw('GET /healthz HTTP/1.1\r\nHost: a b/c\r\n\r\n', { ms: 150 }), 400],
    [
      'a Host with a port beyond all ports',
      () => raw('GET /healthz HTTP/1.1\r\nHost: x:99999\r\n\r\n', { ms: 150 }),
      400,
    ],
    ['an absolute address', () => raw('GET http://[/ HTTP/1.1\r\nHost: x\r\n\r\n', { ms: 150 }), 400],
    ['headers without end', () => raw(`GET / HTTP/1.1\r\nX: ${'x'.repeat(40_000)}`, { ms: 150 }), 431],
  ];

  it.each(cases)('(%s) is refused, and the server lives on', async (_name, send, status) => {
    expect(await send()).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    const health = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) });
    expect(health.status).toBe(200);
  });

  it('gets its answer as JSON with a code', async () => {
    const heard = await raw(framed('['.repeat(400)), { ms: 150 });
    expect(JSON.parse(heard.slice(heard.indexOf('\r\n\r\n'))).error.code).toBe('TooDeep');
  });

  it('costs nothing when its client goes away in the middle', async () => {
    await raw(head('Content-Length: 500'), { ms: 30 });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});
