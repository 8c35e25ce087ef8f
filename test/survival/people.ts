import { randomUUID } from 'node:crypto';
import type { FakeGraph } from '../channel/whatsapp/fake-graph.ts';
import { notification, signature, text } from '../channel/whatsapp/payloads.ts';

/** Questions of every kind of answer, none of which asks to forget the conversation. */
const QUESTIONS = [
  '¿Cuál es la misión del Instituto?',
  'What is the vision?',
  '¿Cuánto cuesta el pasaporte?',
  '¿Cuáles son los objetivos?',
  'who won the world cup',
  'hola',
  'control migratorio',
  'me quitaron el pasaporte y tengo miedo',
];

/** People who write all the time, whatever happens to the service, and what was acknowledged to them. */
export interface People {
  /** Writes until it is told to stop. What is on its way then is tried until it is acknowledged. */
  readonly stop: () => Promise<void>;
  readonly acknowledged: () => number;
}

/** An answer is waited for so long; then it is tried again, as clients do. */
const CALL_MS = 5_000;
const PAUSE_MS = 100;

/** Tries until it is acknowledged with 200. Only what the protocol lets a client repeat is repeated. */
async function insist(call: () => Promise<Response>): Promise<Response> {
  for (;;) {
    const answer = await call().catch(() => null);
    if (answer?.status === 200) return answer;
    await answer?.body?.cancel();
    if (answer !== null && answer.status < 500 && answer.status !== 429) {
      throw new Error(`refused with ${answer.status}`);
    }
    await pause(PAUSE_MS);
  }
}

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
const asks = (i: number) => QUESTIONS[i % QUESTIONS.length]!;

/** What became of the messages on Direct Line. */
export interface DirectLineSeen {
  readonly acknowledged: number;
  readonly unanswered: number;
  readonly answeredTwice: number;
  /** Messages that stand in the log twice although the client sent them under one id. */
  readonly loggedTwice: number;
}

/** Visitors of the website: each writes in a conversation of its own, and repeats what was not acknowledged. */
export async function visitors(url: () => string, count: number, everyMs: number) {
  let stopped = false;
  let acknowledged = 0;
  const conversations: { id: string; headers: Record<string, string>; ids: string[] }[] = [];
  const post = (path: string, headers: Record<string, string>, body?: string) =>
    fetch(`${url()}/v3/directline${path}`, {
      method: 'POST',
      headers,
      signal: AbortSignal.timeout(CALL_MS),
      ...(body === undefined ? {} : { body }),
    });

  for (let i = 0; i < count; i++) {
    const { token } = await (await post('/tokens/generate', { Origin: url() })).json();
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const { conversationId } = await (await post('/conversations', headers)).json();
    conversations.push({ id: conversationId, headers, ids: [] });
  }
  const writing = conversations.map(async ({ id, headers, ids }, visitor) => {
    for (let i = visitor; !stopped; i++) {
      const activity = {
        type: 'message',
        text: asks(i),
        from: { id: 'dl_visitor01' },
        channelData: { clientActivityID: randomUUID() },
      };
      const body = JSON.stringify(activity);
      const answer = await insist(() => post(`/conversations/${id}/activities`, headers, body));
      ids.push(((await answer.json()) as { id: string }).id);
      acknowledged++;
      await pause(everyMs * (0.5 + Math.random()));
    }
  });

  /** Reads every conversation to its end. */
  async function look(): Promise<DirectLineSeen> {
    const seen = { acknowledged, unanswered: 0, answeredTwice: 0, loggedTwice: 0 };
    for (const { id, headers, ids } of conversations) {
      const replies = new Map<string, number>();
      const logged = new Map<string, number>();
      for (let watermark = '0'; ; ) {
        const path = `/conversations/${id}/activities?watermark=${watermark}`;
        const page = (await (await fetch(`${url()}/v3/directline${path}`, { headers })).json()) as {
          activities: { replyToId?: string; channelData?: { clientActivityID?: string } }[];
          watermark: string;
        };
        for (const { replyToId, channelData } of page.activities) {
          if (replyToId !== undefined) replies.set(replyToId, (replies.get(replyToId) ?? 0) + 1);
          const own = channelData?.clientActivityID;
          if (own !== undefined) logged.set(own, (logged.get(own) ?? 0) + 1);
        }
        if (page.activities.length === 0) break;
        watermark = page.watermark;
      }
      seen.unanswered += ids.filter(acked => !replies.has(acked)).length;
      seen.answeredTwice += [...replies.values()].filter(times => times > 1).length;
      seen.loggedTwice += [...logged.values()].filter(times => times > 1).length;
    }
    return seen;
  }

  const people: People = {
    acknowledged: () => acknowledged,
    async stop() {
      stopped = true;
      await Promise.all(writing);
    },
  };
  return { ...people, look };
}

/** What became of the messages on WhatsApp. */
export interface WhatsAppSeen {
  readonly acknowledged: number;
  readonly unanswered: number;
  readonly answeredTwice: number;
  /** Of these, doubles that no kill explains: none fell between Meta's acceptance and the second message. */
  readonly unexplained: number;
  /** The longest time between Meta's acceptance and the kill that made a double, ms. */
  readonly longestWindowMs: number;
}

/** People on WhatsApp: each message from a person of its own, so that a reply says which question it is for. */
export function writers(url: () => string, graph: FakeGraph, count: number, everyMs: number) {
  let stopped = false;
  let next = 0;
  const asked: string[] = [];
  const writing = Array.from({ length: count }, async () => {
    while (!stopped) {
      const i = next++;
      const number = String(50_230_000_000 + i);
      const raw = JSON.stringify(
        notification([text(asks(i), { from: number })], {
          contacts: [{ wa_id: number, profile: { name: 'Ana' } }],
        }),
      );
      // Meta repeats a notification until it has seen a 200.
      await insist(() =>
        fetch(`${url()}/webhooks/whatsapp`, {
          method: 'POST',
          headers: { 'X-Hub-Signature-256': signature(raw), 'Content-Type': 'application/json' },
          body: raw,
          signal: AbortSignal.timeout(CALL_MS),
        }),
      );
      asked.push(number);
      await pause(everyMs * (0.5 + Math.random()));
    }
  });

  function look(kills: readonly number[]): WhatsAppSeen {
    const times = Map.groupBy(graph.sent, ({ body }) => body.to as string);
    const doubles = [...times.values()].filter(sent => sent.length > 1);
    const windows = doubles.map(sent => {
      const [first, second] = sent.map(({ at }) => at) as [number, number];
      const kill = kills.find(at => at >= first && at <= second);
      return kill === undefined ? null : kill - first;
    });
    return {
      acknowledged: asked.length,
      unanswered: asked.filter(number => !times.has(number)).length,
      answeredTwice: doubles.length,
      unexplained: windows.filter(window => window === null).length,
      longestWindowMs: Math.max(0, ...windows.map(window => window ?? 0)),
    };
  }

  const people: People = {
    acknowledged: () => asked.length,
    async stop() {
      stopped = true;
      await Promise.all(writing);
    },
  };
  return { ...people, look };
}
