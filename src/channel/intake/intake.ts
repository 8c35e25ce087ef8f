import type { Reply } from '../../answer/index.ts';
import type { Language } from '../../language/index.ts';
import type { Conversation, Json, NewSend, Unanswered } from '../../store/index.ts';
import { type Message, newDialogue } from '../../turn/index.ts';
import { replyActivity } from './activity.ts';
import { type Answered, createAnswering, DESK_TOPIC } from './answering.ts';
import { dialogueOf, type Incoming, jobData, prepare } from './incoming.ts';
import { createLookout, type Lookout } from './lookout.ts';
import type { IntakeParts, Outlet } from './parts.ts';
import { unansweredIn } from './unanswered.ts';
import { createWorkbench, LEASE_MS } from './workbench.ts';

/** A message that is kept: whatever happens now, it will be answered, and once. */
export interface Taken {
  /** Id of the activity in the log. */
  readonly id: string;
  readonly watermark: number;
  /** True when it was taken before; nothing was written. */
  readonly duplicate: boolean;
  /**
   * The reply, when this process gives it at once; null when it comes later (an older message is still being
   * worked on elsewhere, or a failure). Never rejects.
   */
  readonly answered: Promise<Answered | null>;
}

/** A question without a conversation: the form of the public page. */
export interface Question {
  readonly text: string;
  readonly hint?: Language | undefined;
  readonly chosen?: Language | null | undefined;
  readonly channel: string;
}

export interface Intake {
  /** Says what `channel` does with replies beside the log. Before {@link Intake.start}. */
  outlet(channel: string, outlet: Outlet): void;
  /** Redacts, keeps and answers a message. Resolves once it is kept. Fails with StoreError, or IntakeStopped. */
  accept(incoming: Incoming): Promise<Taken>;
  /** Answers without keeping anything, apart from a question that has no answer. `text`: what was read of it. */
  ask(question: Question): Promise<{ reply: Reply; text: string }>;
  /** Says in a conversation what there is to say to something that is not kept: a file that was refused. */
  remark(conversation: string, message: Message): Promise<void>;
  /** What is to be written for something that is said in a conversation without a message of the person. */
  outward(conversation: Conversation, replies: readonly Reply[]): { activities: Json[]; sends: NewSend[] };
  /** Tells everybody that it was written. */
  said(conversation: Pick<Conversation, 'id' | 'channel'>, watermark: number): void;
  /** True when somebody is in danger: no limit on a sender may stop such a message. */
  isUrgent: Lookout;
  /** Takes up what an earlier process left open, and looks for more every two seconds. */
  start(): Promise<void>;
  /** Takes nothing new, finishes what was taken, for at most `graceMs`; then hands back the rest. */
  stop(graceMs: number): Promise<void>;
}

/** The service is being stopped: the client should try again soon, elsewhere. */
export class IntakeStopped extends Error {
  override readonly name = 'IntakeStopped';
  readonly code = 'intake-stopped';
  constructor() {
    super('The service is stopping and takes no new messages: try again in a few seconds.');
  }
}

/** The one way in for all channels. */
export function createIntake(parts: IntakeParts): Intake {
  const { store, worker, counters } = parts;
  const outlets = new Map<string, Outlet>();
  const bench = createWorkbench(parts, createAnswering(parts, outlets));
  const underWay = new Set<Promise<unknown>>();
  let stopping = false;

  async function take(incoming: Incoming): Promise<Taken> {
    const prepared = prepare(incoming.text, parts.redact);
    const { conversation, channel, key, sealedAddress } = incoming;
    await bench.ready();
    const atOnce = bench.hasRoom();
    const lease = atOnce ? { worker, leaseMs: LEASE_MS } : undefined;
    const { id, watermark, duplicate, job } = await store.accept({
      conversation,
      channel,
      key,
      sealedAddress,
      activity: incoming.activity(prepared.text),
      job: { data: jobData(incoming, prepared), lease },
    });
    counters.add(duplicate ? 'messages-duplicate' : 'messages-accepted');
    if (duplicate) return { id, watermark, duplicate, answered: Promise.resolve(null) };
    parts.hub.notify(conversation, watermark);
    if (job !== null) return { id, watermark, duplicate, answered: bench.work(job) };
    const answered = atOnce ? bench.behind(conversation, id) : Promise.resolve(null);
    return { id, watermark, duplicate, answered };
  }

  /** Nobody waits for it, and its failure is only logged: the answer does not depend on it. */
  function keep(question: Unanswered): void {
    const kept: Promise<void> = store
      .recordUnanswered(question)
      .catch((error: unknown) => parts.log.warn({ err: error }, 'an unanswered question was not kept'))
      .finally(() => underWay.delete(kept));
    underWay.add(kept);
  }

  return {
    outlet: (channel, outlet) => void outlets.set(channel, outlet),

    async accept(incoming) {
      if (stopping) throw new IntakeStopped();
      const taken = take(incoming);
      underWay.add(taken);
      return taken.finally(() => underWay.delete(taken));
    },

    async ask({ text: raw, hint, chosen, channel }) {
      const { text, redacted } = prepare(raw, parts.redact);
      const dialogue = { ...newDialogue(), chosenLang: chosen ?? null, introduced: true };
      const { reply } = parts.assistant().turn({ text, hint, redacted }, dialogue);
      counters.turn({ ...reply, channel, seconds: null });
      parts.tally?.(reply, channel);
      const at = { now: parts.now(), timeZone: parts.timeZone };
      const unanswered = unansweredIn({ text, reply, channel }, at);
      if (unanswered !== undefined) keep(unanswered);
      return { reply, text };
    },

    async remark(conversation, message) {
      const saved = (await store.conversation(conversation))?.dialogue ?? null;
      const { reply } = parts.assistant().turn(message, dialogueOf(saved, { introduced: true }));
      const activities = [replyActivity(conversation, reply)];
      const { watermark } = await store.append(conversation, { activities });
      parts.hub.notify(conversation, watermark);
    },

    outward({ id, channel, dialogue, sealedAddress }, replies) {
      const outlet = outlets.get(channel);
      // An introduction belongs to the first reply to a person, not to what an agent says.
      const to = { id, dialogue: dialogue ?? {}, sealedAddress };
      return {
        activities: replies.map(reply => replyActivity(id, reply)),
        sends: replies.flatMap((reply, i) =>
          (outlet?.sends(reply, to) ?? []).map(send => ({ ...send, activity: i })),
        ),
      };
    },

    said({ id, channel }, watermark) {
      parts.hub.notify(id, watermark);
      parts.hub.notify(DESK_TOPIC, parts.now());
      outlets.get(channel)?.wake?.(id);
    },

    isUrgent: createLookout(raw => {
      const { text } = prepare(raw, parts.redact);
      return parts.assistant().turn({ text }, newDialogue()).reply.decision === 'urgent';
    }),

    start: () => bench.start(),
    async stop(graceMs) {
      stopping = true;
      await Promise.allSettled(underWay);
      await bench.stop(graceMs);
    },
  };
}
