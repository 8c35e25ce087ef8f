/**
 * Bot Framework activities at `POST /api/messages`: Teams, and every channel of Azure Bot Service. The official
 * CloudAdapter verifies tokens and speaks to connectors; in front of it stands a guard, because alone it lets
 * through what it should not (`gate.ts`).
 *
 * A message is kept, acknowledged and answered in its own time: the reply goes out from the store's queue to the
 * sealed address of the conversation. A program that asks for it (`deliveryMode: expectReplies`) gets the answer in
 * the response.
 */
import type { Routes } from '../http/index.ts';
import type { Adapter } from './adapter.ts';
import { storeChannel } from './addressee.ts';
import { createDelivery } from './deliver.ts';
import { LOCAL_CHANNELS } from './inbound.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { type OutgoingParts, outgoingActivity } from './outgoing.ts';
import type { BotFrameworkParts } from './parts.ts';
import { createReceiver } from './receive.ts';
import { allowsLoopbackOnly, createServiceUrlRule } from './service-urls.ts';
import { createTurns } from './turns.ts';

export { botConversations } from './addressee.ts';
export type { BotFrameworkParts } from './parts.ts';

/** What runs beside the requests: replies on their way out. Start after the intake, stop after it. */
export type BotFramework = Pick<Outbox, 'start' | 'stop'>;

const PATH = '/api/messages';

/** Serves the path on the given routes. Before the intake starts. */
export function serveBotFramework(routes: Routes, parts: BotFrameworkParts): BotFramework {
  const { config, keys, sentences, intake, log } = parts;
  const allows = config === null ? allowsLoopbackOnly : createServiceUrlRule(parts.serviceHosts);
  let loading: Promise<Adapter> | null = null;
  const adapter = () => {
    loading ??= import('./adapter.ts').then(({ createAdapter }) => createAdapter(config, allows));
    return loading;
  };
  const outbox = createOutbox(
    { ...parts, worker: `${parts.worker}-bots` },
    new Set([...LOCAL_CHANNELS].map(storeChannel)),
    createDelivery(adapter, keys, log),
  );
  const outgoing: OutgoingParts = {
    sentences,
    publicUrl: parts.publicUrl,
    documentTitle: (id, lang) =>
      parts.published().documents.find(document => document.id === id)?.shortTitle[lang] ?? id,
  };
  for (const channelId of LOCAL_CHANNELS) {
    intake.outlet(storeChannel(channelId), {
      wake: outbox.nudge,
      // Without an address a program waits for the answer, and gets it in the response.
      sends: (reply, job) =>
        job.sealedAddress === null
          ? []
          : [{ activity: 0, payload: outgoingActivity(reply, job.id, channelId, outgoing) }],
      sentence: (text, lang, job) =>
        job.sealedAddress === null
          ? []
          : [{ activity: 0, payload: { type: 'message', text, textFormat: 'plain', locale: lang } }],
    });
  }
  const turns = createTurns(parts, { outgoing, nudge: outbox.nudge });
  routes.post(PATH, createReceiver(parts, adapter, allows, turns));
  return {
    async start() {
      // A bot that is configured is ready when the service is; in local development the first activity waits.
      if (config !== null) await adapter();
      await outbox.start();
    },
    stop: outbox.stop,
  };
}
