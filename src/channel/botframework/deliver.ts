import type { Activity, ConversationReference } from 'botbuilder';
import type { Logger } from '../../observe/index.ts';
import type { Keys } from '../../privacy/keys.ts';
import type { Send } from '../../store/index.ts';
import type { Adapter } from './adapter.ts';
import { ConnectorError } from './connector-http.ts';
import type { Delivery } from './outbox.ts';

/** Statuses after which the same message may be taken later. */
const PASSING: ReadonlySet<number> = new Set([0, 401, 408, 412, 425, 429, 500, 502, 503, 504]);

/** Sends a reply to the sealed address of its conversation, and says what became of it. Never rejects. */
export function createDelivery(
  load: () => Promise<Adapter>,
  keys: Pick<Keys, 'open'>,
  log: Logger,
): (send: Send) => Promise<Delivery> {
  return async ({ sealedAddress, conversation, payload }) => {
    if (sealedAddress === null) return { outcome: 'give-up', reason: 'address-expired' };
    let reference: Partial<ConversationReference>;
    try {
      reference = JSON.parse(keys.open(sealedAddress, conversation));
    } catch (error) {
      log.error({ err: error }, 'the address of a reply cannot be opened');
      return { outcome: 'give-up', reason: 'address-unreadable' };
    }
    try {
      const adapter = await load();
      await adapter.send(reference, payload as Partial<Activity>);
      return { outcome: 'delivered' };
    } catch (error) {
      return judge(error, log);
    }
  };
}

function judge(error: unknown, log: Logger): Delivery {
  if (error instanceof ConnectorError) {
    const { code, status, retryAfterMs } = error;
    const reason = status === 0 ? code : `${code}-${status}`;
    const passing = code !== 'connector-forbidden' && PASSING.has(status);
    return passing ? { outcome: 'retry', reason, after: retryAfterMs } : { outcome: 'give-up', reason };
  }
  // Signing in failed: a wrong or expired secret is put right by the operator, while the reply waits.
  log.error({ err: error }, 'the bot cannot sign in to Azure Bot Service: check MicrosoftAppPassword');
  return { outcome: 'retry', reason: 'sign-in', after: null };
}
