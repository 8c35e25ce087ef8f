import { setTimeout as pause } from 'node:timers/promises';
import { ACCESS_TOKEN, type FakeGraph, PHONE_NUMBER_ID } from '../channel/whatsapp/fake-graph.ts';
import { APP_SECRET, notification, signature, text, VERIFY_TOKEN } from '../channel/whatsapp/payloads.ts';

/** What came of webhooks that were delivered to every instance at once. */
export interface Twice {
  questions: number;
  answered: number;
  /** Persons who were sent more than one answer. */
  doubled: number;
  /** What the fake Graph API found wrong with our calls. */
  faults: readonly string[];
}

/** The settings with which a service calls the fake Graph API. */
export function whatsAppEnv(graph: FakeGraph): Record<string, string> {
  return {
    WHATSAPP_PHONE_NUMBER_ID: PHONE_NUMBER_ID,
    WHATSAPP_ACCESS_TOKEN: ACCESS_TOKEN,
    WHATSAPP_APP_SECRET: APP_SECRET,
    WHATSAPP_VERIFY_TOKEN: VERIFY_TOKEN,
    WHATSAPP_GRAPH_URL: graph.url,
  };
}

/** Delivers each of so many people's questions to all instances at the same moment. */
export async function deliveredTwice(
  urls: readonly string[],
  graph: FakeGraph,
  people: number,
  next: () => string,
): Promise<Twice> {
  await Promise.all(
    Array.from({ length: people }, async (_, n) => {
      const raw = JSON.stringify(notification([text(next(), { from: `5025${String(n).padStart(7, '0')}` })]));
      const headers = { 'Content-Type': 'application/json', 'X-Hub-Signature-256': signature(raw) };
      await Promise.all(
        urls.map(async url => {
          const answer = await fetch(`${url}/webhooks/whatsapp`, { method: 'POST', headers, body: raw });
          if (answer.status !== 200) throw new Error(`the webhook answered ${answer.status}`);
        }),
      );
    }),
  );
  const end = performance.now() + 60_000;
  while (new Set(graph.sent.map(({ body }) => body.to)).size < people && performance.now() < end)
    await pause(50);
  await pause(2_500);
  const byPerson = Map.groupBy(graph.sent, ({ body }) => body.to as string);
  const doubled = [...byPerson.values()].filter(sent => sent.length > 1).length;
  return { questions: people, answered: byPerson.size, doubled, faults: graph.faults };
}
