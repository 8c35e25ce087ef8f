import type { Json } from '../../store/index.ts';
import { type HttpAnswer, json } from '../http/index.ts';
import { asObject } from '../intake/index.ts';
import type { InboundActivity } from './inbound.ts';
import type { OutgoingActivity } from './outgoing.ts';

/**
 * The response to an activity, as the SDK's adapters give it: all that was said where the caller waits for replies,
 * the result of an invoke, or a bare acknowledgement.
 */
export function responseTo(activity: InboundActivity, said: readonly OutgoingActivity[]): HttpAnswer {
  if (activity.deliveryMode === 'expectReplies') {
    return json(200, { activities: said.map(reply => addressed(reply, activity)) });
  }
  if (activity.type !== 'invoke') return json(200, {});
  const { status, body } = asObject(said[0]?.value);
  return typeof status === 'number' ? json(status, body ?? {}) : json(501, {});
}

/** The fields by which the caller knows where a reply belongs (`TurnContext.applyConversationReference`). */
function addressed(reply: OutgoingActivity, activity: InboundActivity): OutgoingActivity {
  const { id, channelId, serviceUrl, conversation, from, recipient } = activity;
  return {
    ...reply,
    channelId,
    ...(serviceUrl === undefined ? {} : { serviceUrl }),
    conversation: { ...conversation } as Json,
    from: { ...recipient },
    recipient: { ...from },
    ...(id === undefined ? {} : { replyToId: id }),
  };
}
