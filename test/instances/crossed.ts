import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';

/** What came of conversations whose messages go to one instance and whose stream is on another. */
export interface Crossed {
  conversations: number;
  /** Messages that were acknowledged. */
  acknowledged: number;
  /** Of those, that had no reply on the stream in time. */
  lost: number;
  /** Activities that came more than once. */
  doubled: number;
  /** Activities that came before an older one, or a reply before that to an older message. */
  disordered: number;
  /** Milliseconds from the POST to the reply on the stream. */
  times: number[];
}

export interface CrossedOptions {
  /** Two instances: messages go to the first, the stream is on the second; every other conversation the other way. */
  readonly urls: readonly [string, string];
  readonly conversations: number;
  /** In each conversation, one right after the other: a reply is not waited for. */
  readonly messages: number;
  next(): string;
  /** Called once, when half of the messages are acknowledged. */
  halfway?(): void;
  /** How long replies are waited for after the last acknowledgement. */
  readonly patienceMs?: number;
}

interface Frame {
  readonly watermark?: string;
  readonly activities?: readonly { readonly id: string; readonly replyToId?: string }[];
}

/** Conversations that are opened at once. */
const OPENING = 40;

/** Holds so many conversations at once across two instances, and checks every activity that arrives. */
export async function crossedConversations(options: CrossedOptions): Promise<Crossed> {
  const result: Crossed = {
    conversations: 0,
    acknowledged: 0,
    lost: 0,
    doubled: 0,
    disordered: 0,
    times: [],
  };
  const total = options.conversations * options.messages;
  let halfway = false;
  const opened: Conversation[] = [];
  for (let at = 0; at < options.conversations; at += OPENING) {
    const some = Array.from({ length: Math.min(OPENING, options.conversations - at) }, (_, i) => {
      const [one, two] = options.urls;
      return Conversation.open((at + i) % 2 === 0 ? [one, two] : [two, one], at + i);
    });
    opened.push(...(await Promise.all(some)));
  }
  result.conversations = opened.length;
  await Promise.all(
    opened.map(async conversation => {
      for (let n = 0; n < options.messages; n++) {
        await conversation.say(options.next());
        if (++result.acknowledged >= total / 2 && !halfway) {
          halfway = true;
          options.halfway?.();
        }
      }
    }),
  );
  const end = performance.now() + (options.patienceMs ?? 30_000);
  while (opened.some(one => one.open() > 0) && performance.now() < end) await pause(20);
  // What comes twice may come late: longer than the sweep of two seconds.
  await pause(2_500);
  for (const conversation of opened) {
    result.lost += conversation.open();
    result.doubled += conversation.doubled;
    result.disordered += conversation.disordered();
    result.times.push(...conversation.times);
    conversation.close();
  }
  return result;
}

class Conversation {
  doubled = 0;
  readonly times: number[] = [];
  readonly #path: string;
  readonly #headers: Record<string, string>;
  readonly #socket: WebSocket;
  /** Ids of messages in the order of their acknowledgement, and when each was sent. */
  readonly #said = new Map<string, number>();
  readonly #replied: string[] = [];
  readonly #seen = new Set<string>();
  #last = 0;
  #backwards = 0;

  private constructor(path: string, headers: Record<string, string>, socket: WebSocket) {
    this.#path = path;
    this.#headers = headers;
    this.#socket = socket;
    socket.on('message', data => this.#read(data.toString()));
    socket.on('error', () => {});
  }

  static async open([writeTo, readFrom]: readonly [string, string], n: number): Promise<Conversation> {
    const minted = await call(`${writeTo}/v3/directline/tokens/generate`, { Origin: writeTo });
    const headers = { Authorization: `Bearer ${minted.token}`, 'Content-Type': 'application/json' };
    const { conversationId, streamUrl } = await call(`${writeTo}/v3/directline/conversations`, headers);
    const stream = new URL(streamUrl!);
    stream.host = new URL(readFrom).host;
    // Everybody has an address of their own: from one, only 500 streams are taken.
    const from = { 'X-Forwarded-For': `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}` };
    const socket = new WebSocket(stream, { headers: from });
    const path = `${writeTo}/v3/directline/conversations/${conversationId}/activities`;
    const conversation = new Conversation(path, headers, socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return conversation;
  }

  /** Resolves when the message is acknowledged; one that may have been lost is sent again, as clients do. */
  async say(text: string): Promise<void> {
    const channelData = { clientActivityID: randomUUID() };
    const body = JSON.stringify({ type: 'message', text, from: { id: 'dl_crossed01' }, channelData });
    const sent = performance.now();
    for (let attempt = 1; ; attempt++) {
      try {
        const { id } = await call(this.#path, this.#headers, body);
        this.#said.set(id!, sent);
        return;
      } catch (error) {
        if (attempt === 20) throw error;
        await pause(250);
      }
    }
  }

  /** Messages without a reply. */
  open(): number {
    return [...this.#said.keys()].filter(id => !this.#replied.includes(id)).length;
  }

  disordered(): number {
    const order = [...this.#said.keys()];
    const places = this.#replied.map(id => order.indexOf(id));
    return this.#backwards + places.filter((place, i) => i > 0 && place < places[i - 1]!).length;
  }

  close(): void {
    this.#socket.terminate();
  }

  #read(text: string): void {
    if (text === '') return;
    const { activities = [], watermark } = JSON.parse(text) as Frame;
    for (const { id, replyToId } of activities) {
      if (this.#seen.has(id)) this.doubled++;
      this.#seen.add(id);
      if (replyToId === undefined) continue;
      this.#replied.push(replyToId);
      const sent = this.#said.get(replyToId);
      if (sent !== undefined) this.times.push(performance.now() - sent);
    }
    if (Number(watermark) < this.#last) this.#backwards++;
    this.#last = Number(watermark);
  }
}

interface Called {
  readonly id?: string;
  readonly token?: string;
  readonly conversationId?: string;
  readonly streamUrl?: string;
}

async function call(url: string, headers: Record<string, string>, body?: string): Promise<Called> {
  const answer = await fetch(url, { method: 'POST', headers, ...(body === undefined ? {} : { body }) });
  if (!answer.ok)
    throw new Error(`${new URL(url).pathname} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
