import type { Json } from '../../store/index.ts';
import { asObject } from '../intake/index.ts';
import { readContent } from './content.ts';
import { markIn } from './marks.ts';
import type { Address } from './wire.ts';

/** A message of a person, as far as we look at it. The sender's name is not read at all. */
export interface Inbound {
  /** Meta's id of the message. It contains the telephone number: never stored but as a keyed hash. */
  readonly id: string;
  /** What the person is known by: the business-scoped user id, else the number. */
  readonly person: string;
  readonly address: Address;
  readonly text: string;
  /** True where it was something that we cannot read. */
  readonly media: boolean;
}

/** What one POST of Meta's tells. */
export interface Notification {
  readonly messages: readonly Inbound[];
  /** How many items need no answer: statuses, reactions, messages for another number … */
  readonly silent: number;
  /** Marks of messages of ours that Meta has taken. */
  readonly taken: readonly string[];
  /** Codes of messages of ours that Meta could not deliver after all. */
  readonly undelivered: readonly number[];
  /** Codes of trouble with the account. */
  readonly troubles: readonly number[];
}

type Fields = ReturnType<typeof asObject>;

/**
 * Reads the body of a webhook: several entries, changes, messages and statuses in one. Whatever it does not know
 * counts as silent; it never throws.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
 */
export function readNotification(body: Json, phoneNumberId: string): Notification {
  const messages: Inbound[] = [];
  const taken: string[] = [];
  const undelivered: number[] = [];
  const troubles: number[] = [];
  let silent = 0;
  for (const value of valuesOf(body)) {
    const { phone_number_id: number } = asObject(value.metadata);
    // An account may have several numbers: what was sent to another is not ours to answer.
    const ours = number === undefined || number === phoneNumberId;
    const contacts = listOf(value.contacts);
    for (const message of listOf(value.messages)) {
      const inbound = ours ? readMessage(message, contacts) : null;
      if (inbound === null) silent++;
      else messages.push(inbound);
    }
    for (const status of listOf(value.statuses)) {
      silent++;
      const mark = ours ? markIn(status as Json) : null;
      if (mark !== null) taken.push(mark);
      if (status.status === 'failed') undelivered.push(...codesOf(status.errors));
    }
    troubles.push(...codesOf(value.errors));
  }
  return { messages, silent, taken, undelivered, troubles };
}

function valuesOf(body: Json): Fields[] {
  const { object, entry } = asObject(body);
  if (object !== 'whatsapp_business_account') return [];
  return listOf(entry)
    .flatMap(item => listOf(item.changes))
    .filter(({ field }) => field === undefined || field === 'messages')
    .map(({ value }) => asObject(value));
}

function readMessage(message: Fields, contacts: readonly Fields[]): Inbound | null {
  const { id } = message;
  const content = readContent(message);
  const sender = senderOf(message, contacts);
  // A message in a group is no question to us, and an answer would go to one person alone.
  if (typeof id !== 'string' || id === '' || content === null || sender === null) return null;
  if (message.group_id !== undefined) return null;
  return { id, ...sender, ...content };
}

/**
 * Who wrote. Since 2026 a person may show no number: then a business-scoped user id stands for them, in the message
 * or with the only contact beside it.
 */
function senderOf(message: Fields, contacts: readonly Fields[]): Pick<Inbound, 'person' | 'address'> | null {
  const alone = contacts.length === 1 ? contacts[0]! : {};
  const number = asId(message.from) ?? asId(alone.wa_id);
  const user = asId(message.from_user_id) ?? asId(alone.user_id);
  const person = user ?? number;
  if (person === null) return null;
  // Meta asks for the number wherever it is known.
  return { person, address: number === null ? { recipient: person } : { to: number } };
}

/** Digits of a number, or an id such as `US.13491208655302741918`. */
function asId(value: Json | undefined): string | null {
  return typeof value === 'string' && /^\+?[\w.-]{1,150}$/.test(value) ? value : null;
}

function codesOf(errors: Json | undefined): number[] {
  return listOf(errors).flatMap(({ code }) => (typeof code === 'number' ? [code] : []));
}

function listOf(value: Json | undefined): Fields[] {
  return Array.isArray(value) ? (value as readonly Json[]).map(asObject) : [];
}
