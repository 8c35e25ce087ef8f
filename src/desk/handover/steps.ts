import type { Reply } from '../../answer/index.ts';
import { HttpError } from '../../channel/index.ts';
import { spokenOrOfficial } from '../../language/index.ts';
import type { HandoverAction, OpenHandover } from '../../store/index.ts';
import type { DeskParts } from '../parts.ts';
import { notice } from './replies.ts';
import { writableUntil } from './views.ts';

/** Who takes a step: somebody signed in, or the service itself. */
export interface Actor {
  readonly account: string;
  readonly name: string;
  /** May step in on what another holds. */
  readonly force: boolean;
}

/** The service itself, when an agent has gone. */
export const SERVICE: Actor = { account: 'service', name: '', force: true };

export interface Steps {
  /** The open hand-over of a conversation. Fails with HttpError 404 where there is none. */
  open(conversation: string): Promise<OpenHandover>;
  /** Takes a step and says what is said with it. Fails with HttpError 409 when it is not the actor's any more. */
  step(open: OpenHandover, action: HandoverAction, actor: Actor, replies: readonly Reply[]): Promise<void>;
  /** The sentence with which the service tells the person of a step. */
  tells(open: OpenHandover, key: 'joined' | 'returned' | 'closed' | 'requeued'): Reply;
}

export function createSteps(parts: DeskParts): Steps {
  const { store, intake, sentences, now, tally } = parts;

  return {
    async open(conversation) {
      const found = (await store.openHandovers()).find(item => item.conversation === conversation);
      if (found === undefined) throw gone();
      return found;
    },

    async step(open, action, actor, replies) {
      const conversation = await store.conversation(open.conversation);
      if (conversation === null) throw gone();
      const until = writableUntil(open);
      const overdue = until !== null && until <= now();
      if (overdue && action === 'say') {
        throw new HttpError(
          409,
          'WindowClosed',
          'The last message is more than 24 hours old: the person can no longer be written to.',
        );
      }
      const { activities, sends } = intake.outward(conversation, overdue ? [] : replies);
      const done = await store.stepHandover({
        conversation: open.conversation,
        action,
        agent: { id: actor.account, name: actor.name },
        force: actor.force,
        activities,
        sends,
      });
      if (done.outcome === 'refused') {
        const by = done.handover?.state === 'held' ? (done.handover.agentName ?? '') : '';
        if (action === 'take' && by !== '')
          throw new HttpError(409, 'TakenByOther', `Another agent has it: ${by}.`);
        throw new HttpError(409, 'NotYours', 'You do not hold this conversation any more.');
      }
      intake.said(conversation, done.watermark);
      tally.add('handover', action, open.lang, open.channel);
      if (action === 'take') tally.waited(now() - open.requestedAt, open.lang, open.channel);
      if (action !== 'say') {
        await store.recordAudit({
          actor: actor.account,
          action: `desk-conversation-${action}`,
          detail: { conversation: open.conversation, channel: open.channel },
        });
      }
    },

    tells(open, key) {
      const lang = spokenOrOfficial(open.lang, sentences.languages);
      return notice(lang, sentences(lang, `desk:person.${key}`));
    },
  };
}

function gone(): HttpError {
  return new HttpError(404, 'NoHandover', 'Nobody is asked for in this conversation any more.');
}
