import type { Language } from '../../language/index.ts';
import type { DirectLineParts } from './parts.ts';
import { welcomeActivity } from './welcome.ts';

/** How the store names this channel. */
export const CHANNEL = 'directline';

/** A conversation that nobody writes in ends after this time ("Limits" in CONTRACTS.md). */
const UNUSED_MS = 10 * 60_000;

/** Opens a conversation and greets; false when it is open already. */
export type Opener = (conversation: string, lang: Language) => Promise<boolean>;

export function createOpener({ store, hub, sentences, now }: DirectLineParts): Opener {
  return async (conversation, lang) => {
    const expiresAt = now() + UNUSED_MS;
    const { created } = await store.openConversation({ id: conversation, channel: CHANNEL, expiresAt });
    if (!created) return false;
    const { watermark } = await store.append(conversation, {
      activities: [welcomeActivity(sentences, lang)],
    });
    hub.notify(conversation, watermark);
    return true;
  };
}
