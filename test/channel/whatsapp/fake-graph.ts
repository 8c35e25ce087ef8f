import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { API_VERSION, LIMITS } from '../../../src/channel/whatsapp/index.ts';

export const PHONE_NUMBER_ID = '106540352242922';
export const ACCESS_TOKEN = 'EAAG-token';

// biome-ignore lint/suspicious/noExplicitAny: bodies as they come over the wire, looked at by tests only
export type Body = any;

/** What Meta answers to one call. `code` without a status: 400. `hang` never answers, `cut` drops the connection. */
export type Answer =
  | { status?: number; code?: number; retryAfter?: number; raw?: string; location?: string }
  | 'hang'
  | 'cut'
  | 'ok';

export interface Sent {
  at: number;
  body: Body;
  /** What the person reads, whatever the form. */
  text: string;
}

/**
 * Meta's Graph API on loopback: checks every call against Meta's rules as documented and keeps what it accepted.
 * Answers as `next` says, otherwise accepts.
 */
export class FakeGraph {
  readonly sent: Sent[] = [];
  readonly read: Body[] = [];
  /** What was called in which order: `read`, `send`. */
  readonly order: string[] = [];
  /** What is wrong with a call, in words; a test ends by expecting none. */
  readonly faults: string[] = [];
  /** Answers to the next sends, in order. */
  readonly next: Answer[] = [];
  /** The answer to every send as long as it is set. */
  always: Answer | null = null;
  readAnswer: Answer = 'ok';
  /** Told of every call before it is answered. */
  onCall: (kind: 'read' | 'send', body: Body) => void = () => {};
  /** Told of every message that was taken, when its sender has been told. */
  onTaken: (body: Body) => void = () => {};
  calls = 0;
  url = '';
  readonly #server = createServer((request, response) => {
    void bodyOf(request).then(text => {
      this.calls++;
      const body = this.#check(request, text);
      const kind = body?.status === 'read' ? 'read' : 'send';
      this.order.push(kind);
      this.onCall(kind, body);
      const answer = kind === 'read' ? this.readAnswer : (this.next.shift() ?? this.always ?? 'ok');
      if (answer === 'hang') return;
      if (answer === 'cut') return void request.socket.destroy();
      const { status, code, retryAfter, raw, location } =
        answer === 'ok' ? ({} as Exclude<Answer, string>) : answer;
      response.statusCode = status ?? (code === undefined ? 200 : 400);
      response.setHeader('Content-Type', 'application/json');
      if (retryAfter !== undefined) response.setHeader('Retry-After', String(retryAfter));
      if (location !== undefined) response.setHeader('Location', location);
      if (raw !== undefined) return void response.end(raw);
      if (code !== undefined) {
        const error = { message: `(#${code}) refused`, type: 'OAuthException', code, fbtrace_id: 'A1' };
        return void response.end(JSON.stringify({ error }));
      }
      if (response.statusCode >= 300) return void response.end('<html>not json</html>');
      if (kind === 'read') {
        this.read.push(body);
        return void response.end('{"success":true}');
      }
      this.sent.push({ at: Date.now(), body, text: readable(body) });
      response.end(
        JSON.stringify({ messaging_product: 'whatsapp', messages: [{ id: `wamid.out${this.sent.length}` }] }),
      );
      this.onTaken(body);
    });
  });

  async listen(): Promise<this> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  #check({ method, url, headers }: IncomingMessage, text: string): Body {
    const fault = (what: string) => this.faults.push(what);
    if (method !== 'POST') fault(`method ${method}`);
    if (url !== `/${API_VERSION}/${PHONE_NUMBER_ID}/messages`) fault(`path ${url}`);
    if (headers.authorization !== `Bearer ${ACCESS_TOKEN}`) fault(`authorization ${headers.authorization}`);
    if (!headers['content-type']?.startsWith('application/json')) fault(`type ${headers['content-type']}`);
    let body: Body;
    try {
      body = JSON.parse(text);
    } catch {
      fault(`no JSON: ${text}`);
      return null;
    }
    for (const what of bodyFaults(body)) fault(what);
    return body;
  }
}

/** What Meta would refuse in a body; empty when it is right. */
export function* bodyFaults(body: Body): Generator<string> {
  if (body.messaging_product !== 'whatsapp') yield 'messaging_product';
  if (body.status === 'read') {
    if (typeof body.message_id !== 'string' || !body.message_id.startsWith('wamid.')) yield 'message_id';
    if (body.typing_indicator?.type !== 'text') yield 'typing_indicator';
    return;
  }
  const { to, recipient } = body;
  if ((to === undefined) === (recipient === undefined)) yield 'exactly one of to and recipient';
  if (to !== undefined && !/^\+?\d{7,15}$/.test(to)) yield `to ${to}`;
  if (recipient !== undefined && !/^[A-Z]{2}\.[A-Za-z0-9.]{1,128}$/.test(recipient))
    yield `recipient ${recipient}`;
  const { biz_opaque_callback_data: mark } = body;
  if (mark !== undefined) yield* text('biz_opaque_callback_data', mark, 512);
  yield* payloadFaults(body);
}

export function* payloadFaults(body: Body): Generator<string> {
  if (body.type === 'text') {
    yield* text('text.body', body.text?.body, LIMITS.text);
  } else if (body.type === 'interactive') {
    const { type, body: inner, action, header, footer } = body.interactive;
    yield* text('interactive.body', inner?.text, 1024);
    if (header !== undefined || footer !== undefined) yield 'header or footer';
    if (type === 'button') yield* buttonFaults(action.buttons);
    else if (type === 'list') yield* listFaults(action);
    else yield `interactive ${type}`;
  } else {
    yield `type ${body.type}`;
  }
}

function* buttonFaults(buttons: Body[]): Generator<string> {
  if (buttons.length < 1 || buttons.length > 3) yield `${buttons.length} buttons`;
  for (const { type, reply } of buttons) {
    if (type !== 'reply') yield `button ${type}`;
    yield* text('button title', reply.title, 20);
    yield* text('button id', reply.id, 256);
  }
  yield* twice(
    'button ids',
    buttons.map(({ reply }) => reply.id),
  );
  yield* twice(
    'button titles',
    buttons.map(({ reply }) => reply.title),
  );
}

function* listFaults({ button, sections }: Body): Generator<string> {
  yield* text('list button', button, 20);
  const rows: Body[] = sections.flatMap((section: Body) => section.rows);
  if (rows.length < 1 || rows.length > 10) yield `${rows.length} rows`;
  for (const section of sections) {
    if (sections.length > 1 || section.title !== undefined) yield* text('section title', section.title, 24);
    if (section.rows.length === 0) yield 'section without rows';
  }
  for (const { id, title, description } of rows) {
    yield* text('row id', id, 200);
    yield* text('row title', title, 24);
    if (description !== undefined) yield* text('row description', description, 72);
  }
  yield* twice(
    'row ids',
    rows.map(({ id }) => id),
  );
}

function* text(name: string, value: unknown, most: number): Generator<string> {
  if (typeof value !== 'string' || value.trim() === '') yield `${name} is empty`;
  else if (value.length > most) yield `${name} has ${value.length} characters`;
}

function* twice(name: string, values: string[]): Generator<string> {
  if (new Set(values).size !== values.length) yield `${name} stand twice`;
}

/** The words of a payload. */
export function readable(body: Body): string {
  return body.type === 'text' ? body.text.body : body.interactive.body.text;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
