import type { ConversationReference } from 'botbuilder';
import type { Keys, Naming } from '../../privacy/keys.ts';
import { type InboundActivity, isGroup } from './inbound.ts';

/** Under what the store knows a conversation; none can be turned back into the channel's ids. */
export interface Addressee {
  /** The person's conversation with us: in a group, each person has one of their own. */
  readonly conversation: string;
  /** The chat itself, whoever writes in it. */
  readonly chat: string;
  /** How the person stands in the log. */
  readonly person: string;
  /** How the store names the channel. Azure's Direct Line is another than our own. */
  readonly channel: string;
  /** By this a repeated delivery of the same activity is known. */
  readonly key: string | undefined;
}

export function addresseeOf(activity: InboundActivity, naming: Naming): Addressee {
  const { channelId, conversation, from, id } = activity;
  const name = namer(channelId, conversation.id, naming);
  const chat = `bot_${name('chat')}`;
  return {
    chat,
    conversation: isGroup(activity) ? `bot_${name('member', from.id)}` : chat,
    person: `user_${name('person', from.id)}`,
    channel: storeChannel(channelId),
    key: id === undefined ? undefined : name('activity', id),
  };
}

/** Under what the store may know a chat and, of a group, what one person wrote in it: with every key. */
export function botConversations(
  channelId: string,
  chat: string,
  member: string | null,
  { namings }: Pick<Keys, 'namings'>,
): string[] {
  const names = namings.map(naming => namer(channelId, chat, naming));
  return names.flatMap(name => [
    `bot_${name('chat')}`,
    ...(member === null ? [] : [`bot_${name('member', member)}`]),
  ]);
}

function namer(channelId: string, chat: string, { pseudonym }: Naming) {
  return (kind: string, ...parts: string[]) =>
    pseudonym(`botframework-${kind}`, JSON.stringify([channelId, chat, ...parts]));
}

export function storeChannel(channelId: string): string {
  return channelId === 'msteams' || channelId === 'emulator' ? channelId : `azure-${channelId}`;
}

/** Where a reply goes: all that is needed for it and no names. Sealed before it is stored. */
export function referenceTo(activity: InboundActivity): Partial<ConversationReference> {
  const { channelId, serviceUrl, conversation, from, recipient, id } = activity;
  return {
    channelId,
    serviceUrl: serviceUrl ?? '',
    conversation: { ...conversation } as ConversationReference['conversation'],
    user: { id: from.id, name: '' },
    bot: { id: recipient.id, name: '' },
    ...(activity.type === 'message' && id !== undefined ? { activityId: id } : {}),
  };
}
