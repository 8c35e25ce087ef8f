import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';
import type { ServerProcess } from '../../service-process.ts';

/** What came of a load on `POST /api/messages`. */
export interface Load {
  /** Answers a second. */
  readonly rate: number;
  /** Milliseconds of processor time that the server used for one. */
  readonly cpuMs: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly answers: number;
  /** Answers that were no success, and requests without an answer. */
  readonly failed: number;
  /** Bodies that did not hold an answer to their question. */
  readonly empty: number;
}

/** So many questions a person asks in one conversation. */
const A_CONVERSATION = 5;

/** Asks for `seconds` over so many connections, each of which asks again as soon as it has its answer. */
export async function loadMessages(
  server: ServerProcess,
  {
    connections,
    seconds,
    next,
    headers = {},
  }: {
    connections: number;
    seconds: number;
    next(): string;
    headers?: Readonly<Record<string, string>>;
  },
): Promise<Load> {
  let empty = 0;
  const before = server.cpuSeconds();
  const result = await autocannon({
    url: `${server.url}/api/messages`,
    connections,
    duration: seconds,
    // One person asks one question after the other, then somebody else comes.
    requests: Array.from({ length: A_CONVERSATION }, (_, i) => ({
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      setupRequest: (request, context) => {
        if (i === 0) context.conversation = randomUUID();
        return { ...request, body: JSON.stringify(activityOf(next(), context.conversation ?? '')) };
      },
      onResponse: (_status, body) => {
        if (!body.includes('"activities":[{')) empty++;
      },
    })),
  });
  const answers = result['2xx'];
  return {
    rate: answers / result.duration,
    cpuMs: (1000 * (server.cpuSeconds() - before)) / answers,
    p50: result.latency.p50,
    p99: result.latency.p99,
    answers,
    failed: result.non2xx + result.errors + result.timeouts,
    empty,
  };
}

function activityOf(text: string, conversation: string) {
  return {
    type: 'message',
    id: randomUUID(),
    channelId: 'emulator',
    serviceUrl: 'http://127.0.0.1:9',
    deliveryMode: 'expectReplies',
    conversation: { id: conversation },
    from: { id: `person-${conversation}` },
    recipient: { id: 'bot' },
    locale: 'es-GT',
    text,
  };
}
