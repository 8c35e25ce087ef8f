import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import type { ServerProcess } from '../../service-process.ts';

/** What came of a load on Direct Line. */
export interface StreamLoad {
  /** Turns a second, from the POST to the reply on the stream. */
  readonly rate: number;
  readonly cpuMs: number;
  /** Milliseconds from the POST to the reply on the stream. */
  readonly p50: number;
  readonly p99: number;
  readonly turns: number;
}

interface Visitor {
  readonly post: (text: string) => Promise<void>;
  readonly close: () => void;
}

interface Frame {
  readonly activities?: readonly {
    readonly replyToId?: string;
    readonly channelData?: { readonly clientActivityID?: string };
  }[];
}

/** So many people, each with a stream, each asking again as soon as the reply is there. */
export async function loadDirectLine(
  server: ServerProcess,
  { visitors, seconds, next }: { visitors: number; seconds: number; next(): string },
): Promise<StreamLoad> {
  const people = await Promise.all(Array.from({ length: visitors }, () => enter(server.url)));
  const times: number[] = [];
  const before = server.cpuSeconds();
  const start = performance.now();
  const end = start + seconds * 1000;
  await Promise.all(
    people.map(async ({ post }) => {
      while (performance.now() < end) {
        const asked = performance.now();
        await post(next());
        times.push(performance.now() - asked);
      }
    }),
  );
  const took = (performance.now() - start) / 1000;
  const cpuMs = (1000 * (server.cpuSeconds() - before)) / times.length;
  for (const { close } of people) close();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * (times.length - 1))] ?? Number.NaN;
  return { rate: times.length / took, cpuMs, p50: at(0.5), p99: at(0.99), turns: times.length };
}

/**
 * A person who has come in: `post` resolves when the reply to the text has arrived on the stream. `from`: headers of
 * the stream, which say where they are.
 */
export async function enter(url: string, from: Readonly<Record<string, string>> = {}): Promise<Visitor> {
  const call = async (path: string, init: RequestInit) => {
    const answer = await fetch(`${url}/v3/directline${path}`, { method: 'POST', ...init });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  const { token } = await call('/tokens/generate', { headers: { Origin: url } });
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const { conversationId, streamUrl } = await call('/conversations', { headers });
  const socket = new WebSocket(streamUrl, { headers: from });
  const replied = new Map<string, () => void>();
  const early = new Set<string>();
  socket.on('message', data => {
    const { activities = [] } = (data.toString() === '' ? {} : JSON.parse(data.toString())) as Frame;
    for (const { replyToId } of activities) {
      if (replyToId === undefined) continue;
      const resolve = replied.get(replyToId);
      if (resolve === undefined) early.add(replyToId);
      else resolve();
    }
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return {
    async post(text) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const activity = {
        type: 'message',
        text,
        from: { id: 'dl_bench0001' },
        channelData: { clientActivityID: randomUUID() },
      };
      const { id } = await call(`/conversations/${conversationId}/activities`, {
        headers,
        body: JSON.stringify(activity),
      });
      if (early.delete(id)) return;
      replied.set(id, resolve);
      await promise;
      replied.delete(id);
    },
    close: () => socket.terminate(),
  };
}
