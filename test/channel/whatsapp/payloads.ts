import { createHmac, randomBytes } from 'node:crypto';
import { type Body, PHONE_NUMBER_ID } from './fake-graph.ts';

export const APP_SECRET = 'an-app-secret';
export const VERIFY_TOKEN = 'a-verify-token';

/** A message id as Meta makes them; the real ones contain the telephone number. */
export const wamid = (): string => `wamid.${randomBytes(12).toString('base64')}`;

export function text(body: string, over: Body = {}): Body {
  return message({ type: 'text', text: { body }, ...over });
}

export function message(over: Body): Body {
  return { from: '50255551234', id: wamid(), timestamp: '1795390000', ...over };
}

/** A webhook's body with these messages; `over` goes into its one `value`. */
export function notification(messages: Body[], over: Body = {}): Body {
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: '102290129340398', changes: [change(messages, over)] }],
  };
}

export function change(messages: Body[], over: Body = {}): Body {
  return {
    field: 'messages',
    value: {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '15550783881', phone_number_id: PHONE_NUMBER_ID },
      contacts: [{ profile: { name: 'Ana Pérez' }, wa_id: '50255551234' }],
      messages,
      ...over,
    },
  };
}

export function status(of: string, over: Body = {}): Body {
  return { id: wamid(), status: of, timestamp: '1795390000', recipient_id: '50255551234', ...over };
}

export function signature(bytes: string | Uint8Array, secret: string = APP_SECRET): string {
  return `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`;
}
