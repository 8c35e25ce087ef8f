import type { Language } from '../../language/index.ts';
import type { Json } from '../../store/index.ts';
import { namesInUse, replyActivity } from '../intake/index.ts';
import { type Addressee, addresseeOf, referenceTo } from './addressee.ts';
import { type InboundActivity, isGroup } from './inbound.ts';
import { textOf } from './message-text.ts';
import { type OutgoingActivity, type OutgoingParts, outgoingActivity } from './outgoing.ts';
import type { BotFrameworkParts } from './parts.ts';
import { searchAnswer } from './search-extension.ts';
import { welcomeReply } from './welcome.ts';

/** Does with an activity that was let in what there is to do; gives what is to be said in the response itself. */
export type Turns = (activity: InboundActivity) => Promise<readonly OutgoingActivity[]>;

const NOTHING: readonly OutgoingActivity[] = [];

/** How long a program that waits for the answer waits (expectReplies). */
const WAIT_MS = 10_000;

export function createTurns(
  parts: BotFrameworkParts,
  { outgoing, nudge }: { outgoing: OutgoingParts; nudge(conversation: string): void },
): Turns {
  const { store, intake, hub, keys, sentences, counters } = parts;
  const messages = parts.limiters('bot-message', { points: parts.ratePerMinute, seconds: 60 });
  const notices = parts.limiters('bot-notice', { points: 1, seconds: 60 });

  const waits = ({ deliveryMode }: InboundActivity) => deliveryMode === 'expectReplies';

  function addressee(activity: InboundActivity): Promise<Addressee> {
    return namesInUse(
      keys.namings.map(naming => addresseeOf(activity, naming)),
      store,
    );
  }

  /** Keeps the message; it is answered by the job that this opens, or in the response to a program that waits. */
  async function message(activity: InboundActivity): Promise<readonly OutgoingActivity[]> {
    const to = await addressee(activity);
    const text = textOf(activity);
    const wait = await messages.take(to.conversation);
    if (wait !== null && !intake.isUrgent(to.conversation, text)) return limited(activity, to, wait);
    const { answered, duplicate, id } = await intake.accept({
      conversation: to.conversation,
      channel: to.channel,
      text,
      key: to.key,
      hint: activity.hint,
      media: activity.media,
      sealedAddress: waits(activity) ? undefined : seal(activity, to.conversation),
      activity: safe => ({
        type: 'message',
        from: { id: to.person, role: 'user' },
        text: safe,
        textFormat: 'plain',
        ...(activity.locale === undefined ? {} : { locale: activity.locale }),
      }),
    });
    if (duplicate) return NOTHING;
    if (!waits(activity)) {
      void answered.then(() => nudge(to.conversation));
      return NOTHING;
    }
    const done = await within(WAIT_MS, answered);
    if (done === null) return [sentence('channel:busy', activity.hint)];
    return done.ids.length === 0
      ? NOTHING
      : [outgoingActivity(done.reply, id, activity.channelId, outgoing, true)];
  }

  /** Over the limit: told once a minute, the rest is dropped and counted ("Limits" in CONTRACTS.md). */
  async function limited(
    activity: InboundActivity,
    to: Addressee,
    seconds: number,
  ): Promise<readonly OutgoingActivity[]> {
    counters.add('messages-limited');
    if ((await notices.take(to.conversation)) !== null) return NOTHING;
    const said = sentence('channel:limited', activity.hint, { count: seconds });
    if (waits(activity)) return [said];
    await store.openConversation({ id: to.conversation, channel: to.channel });
    await say(activity, to.conversation, said, said);
    return NOTHING;
  }

  /** The app was installed, or the bot added: it introduces itself, once a chat. */
  async function installed(activity: InboundActivity): Promise<readonly OutgoingActivity[]> {
    const { chat, channel } = await addressee(activity);
    const { created } = await store.openConversation({ id: chat, channel });
    if (!created) return NOTHING;
    const reply = welcomeReply(sentences, activity.hint ?? 'es', isGroup(activity));
    if (waits(activity)) return [outgoingActivity(reply, 'welcome', activity.channelId, outgoing, true)];
    if (activity.serviceUrl !== undefined) {
      const welcome = outgoingActivity(reply, 'welcome', activity.channelId, outgoing);
      await say(activity, chat, replyActivity('welcome', reply), welcome);
    }
    return NOTHING;
  }

  /** Logs what answers no message, and has it sent. */
  async function say(
    activity: InboundActivity,
    conversation: string,
    logged: Json,
    payload: Json,
  ): Promise<void> {
    const sealedAddress = seal(activity, conversation);
    const sends = [{ activity: 0, payload, sealedAddress }];
    const { watermark } = await store.append(conversation, { activities: [logged], sends });
    hub.notify(conversation, watermark);
    nudge(conversation);
  }

  function invoked(activity: InboundActivity): readonly OutgoingActivity[] {
    const respond = (status: number, body: Json) => [{ type: 'invokeResponse', value: { status, body } }];
    const refuse = (status: number, code: string, text: string) =>
      respond(status, { error: { code, message: text } });
    if (activity.name !== 'composeExtension/query') {
      return refuse(501, 'NotImplemented', 'This service does not take this invoke.');
    }
    // Rule: the extension is the institute's own tool; it answers the configured tenant only.
    const { config } = parts;
    if (config !== null && (config.tenantId === null || activity.tenant !== config.tenantId)) {
      return refuse(403, 'ForeignTenant', 'This extension answers its own organisation only.');
    }
    const search = { ...outgoing, assistant: parts.assistant, published: parts.published };
    const answer = searchAnswer(activity.value, activity.hint ?? 'es', search);
    if (answer === null) return refuse(400, 'UnknownCommand', 'There is no such command.');
    counters.add('extension-searches');
    return respond(200, answer);
  }

  function seal(activity: InboundActivity, conversation: string): string {
    return keys.seal(JSON.stringify(referenceTo(activity)), conversation);
  }

  function sentence(key: string, lang: Language = 'es', values: Record<string, number> = {}) {
    return { type: 'message', text: sentences(lang, key, values), textFormat: 'plain', locale: lang };
  }

  return async activity => {
    const { type, action, membersAdded, membersRemoved, recipient } = activity;
    const added = membersAdded.includes(recipient.id) || (type === 'installationUpdate' && action === 'add');
    const removed =
      membersRemoved.includes(recipient.id) || (type === 'installationUpdate' && action === 'remove');
    if (type === 'message') return message(activity);
    if (type === 'invoke') return invoked(activity);
    if (removed) {
      for (const naming of keys.namings) await store.forget(addresseeOf(activity, naming).chat);
    } else if (added) return installed(activity);
    // Whatever else comes (typing, reactions, edits) needs no answer.
    return NOTHING;
  };
}

/** Null when it takes longer. */
async function within<T>(ms: number, promise: Promise<T | null>): Promise<T | null> {
  const { promise: late, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(resolve, ms, null);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
