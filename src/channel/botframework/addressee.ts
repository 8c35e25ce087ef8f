import type { ConversationReference } from 'botbuilder';
import type { Keys } from '../../privacy/keys.ts';
import { type InboundActivity, isGroup } from './inbound.ts';

/** Under what the store knows a conversation; neither can be turned back into the channel's ids. */
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

export function addresseeOf(activity: InboundActivity, keys: Pick<Keys, 'pseudonym'>): Addressee {
  const { channelId, conversation, from, id } = activity;
  const name = (kind: string, ...parts: string[]) =>
    keys.pseudonym(`botframework-${kind}`, JSON.stringify([channelId, conversation.id, ...parts]));
  const chat = `bot_${name('chat')}`;
  return {
    chat,
    conversation: isGroup(activity) ? `bot_${name('member', from.id)}` : chat,
    person: `user_${name('person', from.id)}`,
    channel: storeChannel(channelId),
    key: id === undefined ? undefined : name('activity', id),
  };
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
