/**
 * Meta's WhatsApp Cloud API. A webhook takes what people write: signed, kept, acknowledged, and only then answered.
 * Replies go through the store's queue, so that none is lost when the process ends, and each is one message.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp
 *
 * A person is a pseudonym here as everywhere; the number to reply to stands sealed beside what is owed, and nowhere
 * else. Start reading in `webhook.ts` (the way in), `render.ts` (what is said) and `delivery.ts` (the way out).
 *
 * Non-goals: templates and messages outside the 24 hours after a question; reading voice notes and files; groups.
 */
import type { Routes } from '../http/index.ts';
import { createBreaker } from './breaker.ts';
import { createDelivery } from './delivery.ts';
import { createFlood } from './flood.ts';
import { createGraph } from './graph.ts';
import { introduction } from './introduction.ts';
import { createOutbox } from './outbox.ts';
import { createPace } from './pace.ts';
import { CHANNEL, TIMES, type WhatsAppParts } from './parts.ts';
import { createReceipts } from './receipts.ts';
import { render } from './render.ts';
import { createWebhook } from './webhook.ts';
import { plainText } from './wire.ts';

export { namesOf } from './names.ts';
export type { Times, WhatsAppParts } from './parts.ts';
export { type RenderParts, render } from './render.ts';
export { API_VERSION, LIMITS, type Payload } from './wire.ts';

export interface WhatsApp {
  /** Takes up what an earlier process left unsent. After the intake has started. */
  start(): Promise<void>;
  /** Sends what is owed, for at most `graceMs`. After the intake has stopped. */
  stop(graceMs: number): Promise<void>;
  /** True while Meta refuses our calls and replies wait. */
  paused(): boolean;
}

/** Where Meta sends what people write. */
const PATH = '/webhooks/whatsapp';

/** Serves the webhook on the given routes, and takes on the replies of its channel. Before the intake starts. */
export function registerWhatsApp(routes: Routes, parts: WhatsAppParts): WhatsApp {
  const { intake, log, counters, now, sentences, publicUrl } = parts;
  const times = { ...TIMES, ...parts.times };
  const graph = createGraph(parts.config, times.call);
  const breaker = createBreaker({ now, pauseMs: times.refused, log, counters });
  const receipts = createReceipts({ graph, breaker, counters });
  const deliver = createDelivery(
    parts,
    { graph, breaker, receipts, pace: createPace(times.pace, now) },
    times,
  );
  const outbox = createOutbox(parts, { deliver, breaker }, times);
  const flood = createFlood(parts, outbox.nudge);
  const webhook = createWebhook(parts, { flood, receipts, nudge: outbox.nudge });

  intake.outlet(CHANNEL, {
    wake: outbox.nudge,
    sends(reply, job) {
      const payload = render(reply, {
        sentences,
        publicUrl,
        introduction: introduction(reply, job, sentences),
      });
      return payload === null ? [] : [{ activity: 0, payload }];
    },
    sentence: body => [{ activity: 0, payload: plainText(body) }],
  });
  routes.get(PATH, webhook.verify);
  routes.post(PATH, webhook.receive);

  return { start: outbox.start, stop: outbox.stop, paused: breaker.paused };
}
