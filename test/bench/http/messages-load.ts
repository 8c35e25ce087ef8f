import autocannon from 'autocannon';
import type { Question } from './questions.ts';
import type { ServerProcess } from './server-process.ts';

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
    next(): Question;
    headers?: Readonly<Record<string, string>>;
  },
): Promise<Load> {
  let empty = 0;
  const before = server.cpuSeconds();
  const result = await autocannon({
    url: `${server.url}/api/messages`,
    connections,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        setupRequest: request => ({ ...request, body: JSON.stringify(activityOf(next())) }),
        onResponse: (_status, body) => {
          if (!body.includes('"activities":[{')) empty++;
        },
      },
    ],
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

function activityOf({ text, conversation, id }: Question) {
  return {
    type: 'message',
    id,
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
