import { spokenOrOfficial } from '../../language/index.ts';
import { ASSISTANT, asObject } from '../intake/index.ts';
import type { Inbound } from './notification.ts';
import type { WhatsAppParts } from './parts.ts';
import { plainText } from './wire.ts';

/** Messages of one person beyond the limit, and what that person is told. */
export interface Flood {
  /** True where a message is to be dropped. Danger never is. */
  stops(conversation: string, message: Inbound, sealedAddress: string): Promise<boolean>;
}

const MINUTE = 60;

/** `told`: there is something to send in the conversation. */
export function createFlood(
  { store, intake, sentences, log, counters, limiters, ratePerMinute }: WhatsAppParts,
  told: (conversation: string) => void,
): Flood {
  const messages = limiters('whatsapp-message', { points: ratePerMinute, seconds: MINUTE });
  const notices = limiters('whatsapp-notice', { points: 1, seconds: MINUTE });

  /** "Please wait", in the language of the conversation, through the queue like every message. */
  async function tell(conversation: string, seconds: number, sealedAddress: string): Promise<void> {
    const { lang } = asObject((await store.conversation(conversation))?.dialogue ?? null);
    const spoken = spokenOrOfficial(lang, sentences.languages);
    const body = sentences(spoken, 'channel:limited', { count: seconds });
    const activity = {
      type: 'message',
      from: { ...ASSISTANT },
      text: body,
      textFormat: 'plain',
      locale: spoken,
    };
    await store.append(conversation, {
      activities: [activity],
      sends: [{ activity: 0, payload: plainText(body), sealedAddress }],
    });
    told(conversation);
  }

  return {
    async stops(conversation, { text }, sealedAddress) {
      const wait = await messages.take(conversation);
      if (wait === null || intake.isUrgent(conversation, text)) return false;
      counters.add('messages-limited');
      if ((await notices.take(conversation)) !== null) return true;
      try {
        await tell(conversation, wait, sealedAddress);
      } catch (error) {
        log.warn({ err: error }, 'a person could not be asked to wait');
      }
      return true;
    },
  };
}
