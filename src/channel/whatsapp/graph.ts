import type { WhatsAppConfig } from '../../config.ts';
import { type Outcome, sortAnswer, sortFailure } from './outcome.ts';
import { type Address, API_VERSION, type Payload } from './wire.ts';

/** Calls to Meta's Graph API. They never reject: what failed is an {@link Outcome}. */
export interface Graph {
  /** `mark` comes back with what Meta tells of the message: see {@link Marks}. */
  send(address: Address, payload: Payload, mark: string): Promise<Outcome>;
  /** Marks a message as read and shows "typing" until the answer, at most for 25 s. */
  read(messageId: string): Promise<Outcome>;
}

/** Calls the one host that is configured, and follows nobody elsewhere. */
export function createGraph(config: WhatsAppConfig, timeoutMs: number): Graph {
  const url = `${config.graphUrl}/${API_VERSION}/${config.phoneNumberId}/messages`;

  async function call(body: object): Promise<Outcome> {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { Authorization: `Bearer ${config.accessToken}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ messaging_product: 'whatsapp', ...body }),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      return sortAnswer(answer.status, await answer.text(), answer.headers.get('retry-after'));
    } catch (error) {
      return sortFailure(error);
    }
  }

  return {
    send: (address, payload, mark) =>
      call({ recipient_type: 'individual', ...address, ...payload, biz_opaque_callback_data: mark }),
    read: messageId => call({ status: 'read', message_id: messageId, typing_indicator: { type: 'text' } }),
  };
}
