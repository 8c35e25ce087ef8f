/**
 * What Meta takes and how much of it, in characters (UTF-16 units, the strictest way to count).
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages
 */
export const LIMITS = {
  text: 4096,
  interactiveBody: 1024,
  buttons: 3,
  buttonTitle: 20,
  buttonId: 256,
  /** Rows of a list, in all of its sections together. */
  rows: 10,
  rowTitle: 24,
  rowDescription: 72,
  rowId: 200,
  sectionTitle: 24,
  /** The button that opens a list. */
  listButton: 20,
  /** What comes back with a message's status. */
  callbackData: 512,
} as const;

/** The Graph API's version; each is served for two years (v26.0: from July 2026). */
export const API_VERSION = 'v26.0';

/** A message without its address: what is kept in the queue. */
export type Payload = TextPayload | ButtonsPayload | ListPayload;

export type TextPayload = {
  readonly type: 'text';
  /** No preview: it would fetch and show a picture that nobody asked for. */
  readonly text: { readonly body: string; readonly preview_url: false };
};

/** One sentence of ours. */
export function plainText(body: string): TextPayload {
  return { type: 'text', text: { body, preview_url: false } };
}

export type ButtonsPayload = {
  readonly type: 'interactive';
  readonly interactive: {
    readonly type: 'button';
    readonly body: { readonly text: string };
    readonly action: { readonly buttons: readonly Button[] };
  };
};

export type Button = {
  readonly type: 'reply';
  readonly reply: { readonly id: string; readonly title: string };
};

export type ListPayload = {
  readonly type: 'interactive';
  readonly interactive: {
    readonly type: 'list';
    readonly body: { readonly text: string };
    readonly action: { readonly button: string; readonly sections: readonly Section[] };
  };
};

export type Section = { readonly title?: string; readonly rows: readonly Row[] };
export type Row = { readonly id: string; readonly title: string; readonly description?: string };

/**
 * Where a message goes: a telephone number, or for a person who shows none the business-scoped user id, in the
 * field of its own that Meta has for it.
 */
export type Address = { readonly to: string } | { readonly recipient: string };
