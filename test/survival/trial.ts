import { DatabaseSync } from 'node:sqlite';
import { ACCESS_TOKEN, type Body, FakeGraph, PHONE_NUMBER_ID } from '../channel/whatsapp/fake-graph.ts';
import { APP_SECRET, notification, signature, status, VERIFY_TOKEN } from '../channel/whatsapp/payloads.ts';
import { type ServerProcess, startService } from '../service-process.ts';
import { type DirectLineSeen, visitors, type WhatsAppSeen, writers } from './people.ts';

/** What is done to the service while people write. */
export interface TrialOptions {
  /** `file:…` or `postgres://…`: outlives the service. */
  readonly database: string;
  /** How often the service is killed, and how long it runs before (ms, each drawn between the two). */
  readonly kills: number;
  readonly runs: readonly [shortest: number, longest: number];
  /** Done to something else than the service, in the middle of its life: a database that is restarted. */
  readonly disturb?: ((round: number) => Promise<void>) | undefined;
  readonly visitors: number;
  readonly writers: number;
  /** One message of each in this time, ms. */
  readonly everyMs: number;
  readonly say?: (line: string) => void;
}

export interface TrialResult {
  readonly directLine: DirectLineSeen;
  readonly whatsApp: WhatsAppSeen;
  /** What Meta would have refused. */
  readonly faults: readonly string[];
  /** How long the stop at the end took, under load, ms. */
  readonly stopMs: number;
  /** How long the longest start after a kill took, ms. */
  readonly longestStartMs: number;
}

/** Leases of a killed process run out after 15 s; then what waits behind them is answered at once. */
const DRAIN_MS = 60_000;
/** Meta tells of a message soon after it has taken it, and waits longer when nobody listens. */
const TELL_MS = 300;

/**
 * Lets people write while the service is killed again and again, then stops it in the middle of the load as an operator
 * would, starts it once more, and looks what became of every message that was acknowledged.
 */
export async function survive(options: TrialOptions): Promise<TrialResult> {
  const { database, kills, runs, disturb, say = () => {} } = options;
  const graph = await new FakeGraph().listen();
  let tells = true;
  graph.onTaken = body => {
    if (tells) void tellTaken(url, body);
  };
  const env = {
    DATA_KEY: 'a-key-that-outlives-the-process-for-a-test',
    WHATSAPP_PHONE_NUMBER_ID: PHONE_NUMBER_ID,
    WHATSAPP_ACCESS_TOKEN: ACCESS_TOKEN,
    WHATSAPP_APP_SECRET: APP_SECRET,
    WHATSAPP_VERIFY_TOKEN: VERIFY_TOKEN,
    WHATSAPP_GRAPH_URL: graph.url,
    LOG_LEVEL: 'error',
  };
  let service: ServerProcess = await startService({ database, env });
  const { url } = service;
  const port = Number(new URL(url).port);
  let longestStartMs = 0;
  const again = async () => {
    const from = performance.now();
    service = await startService({ database, port, env });
    longestStartMs = Math.max(longestStartMs, performance.now() - from);
  };
  const killed: number[] = [];
  const web = await visitors(() => url, options.visitors, options.everyMs);
  const phones = writers(() => url, graph, options.writers, options.everyMs);
  try {
    for (let round = 0; round < kills; round++) {
      const life = runs[0] + Math.random() * (runs[1] - runs[0]);
      const disturbed = disturb === undefined ? null : elapsed(life / 2).then(() => disturb(round));
      await elapsed(life);
      killed.push(Date.now());
      await service.kill();
      killed.push(Date.now());
      await disturbed;
      await again();
      if ((round + 1) % 10 === 0)
        say(`${round + 1} kills, ${web.acknowledged()} + ${phones.acknowledged()} messages`);
    }
    await elapsed(runs[0]);
    const stopMs = await service.stop();
    await again();
    await Promise.all([web.stop(), phones.stop()]);
    await drained(url);
    const directLine = await web.look();
    const whatsApp = phones.look(killed);
    await service.stop();
    return { directLine, whatsApp, faults: graph.faults, stopMs, longestStartMs };
  } finally {
    tells = false;
    await service.kill();
    await graph.close();
  }
}

/** As Meta does: says that a message was sent, again and again until that is acknowledged. */
async function tellTaken(url: string, { to, biz_opaque_callback_data }: Body): Promise<void> {
  const raw = JSON.stringify(
    notification([], { statuses: [status('sent', { recipient_id: to, biz_opaque_callback_data })] }),
  );
  const headers = { 'X-Hub-Signature-256': signature(raw), 'Content-Type': 'application/json' };
  for (let tries = 0; tries < 100; tries++) {
    await elapsed(TELL_MS);
    const answer = await fetch(`${url}/webhooks/whatsapp`, { method: 'POST', headers, body: raw }).catch(
      () => null,
    );
    if (answer?.status === 200) return;
  }
}

/** Resolves when nothing is owed any more: no message unanswered, no reply unsent. */
async function drained(url: string): Promise<void> {
  const end = Date.now() + DRAIN_MS;
  for (;;) {
    const ready = (await (await fetch(`${url}/readyz`)).json()) as {
      queue_jobs?: number;
      queue_sends?: number;
    };
    if (ready.queue_jobs === 0 && ready.queue_sends === 0) return;
    if (Date.now() > end)
      throw new Error(`after ${DRAIN_MS / 1000} s there is still something owed: ${JSON.stringify(ready)}`);
    await elapsed(200);
  }
}

/** What SQLite finds wrong with a file: `ok` where nothing is. */
export function integrity(file: string): string {
  const db = new DatabaseSync(file);
  try {
    return String(
      (db.prepare('pragma integrity_check').get() as { integrity_check: string }).integrity_check,
    );
  } finally {
    db.close();
  }
}

function elapsed(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
