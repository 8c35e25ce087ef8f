import type { Reply } from '../../answer/index.ts';
import { spokenOrOfficial } from '../../language/index.ts';
import type { Job, JobResult, Json } from '../../store/index.ts';
import type { DeskSight, Dialogue, Turn } from '../../turn/index.ts';
import { ASSISTANT, replyActivity } from './activity.ts';
import { feedbackIn } from './feedback.ts';
import { dialogueOf, messageOf } from './incoming.ts';
import type { IntakeParts, Outlet } from './parts.ts';
import { createThinkHere } from './think.ts';
import { unansweredIn } from './unanswered.ts';

/** What became of a message: the reply, and where it stands in the log. `ids` is empty while an agent holds it. */
export interface Answered {
  readonly reply: Reply;
  readonly ids: readonly string[];
  readonly watermark: number;
}

/** Under this name the desks of all instances are told that the queue, or a conversation in it, has moved. */
export const DESK_TOPIC = 'desk';

/** A dialogue that somebody else changes all the time: after so many tries the job goes back to the queue. */
const MOST_CONFLICTS = 8;
/** After so many failures the person is told that it did not work, instead of being left without a word. */
const MOST_FAILURES = 5;
/** The same where the process died each time: then the message itself may be what ends it. */
const MOST_LOST = 10;
const FIRST_PAUSE_MS = 500;

/** Answers one leased job: turn, log, dialogue, sends in one transaction. Never rejects; null: not (yet) by us. */
export type Answer = (job: Job) => Promise<Answered | null>;

export function createAnswering(parts: IntakeParts, outlets: ReadonlyMap<string, Outlet>): Answer {
  const { store, log, counters, hub, sentences } = parts;
  const think = parts.think ?? createThinkHere(parts.assistant);

  async function attempt(job: Job): Promise<Answered | null> {
    let current = job;
    for (let conflicts = 0; conflicts < MOST_CONFLICTS; conflicts++) {
      const message = { ...messageOf(current.activity, current.data), desk: deskSight(current) };
      const before = dialogueOf(current.dialogue, current.data);
      const { seconds: thought, ...turn } = await think(message, before);
      const { reply } = turn;
      counters.thought(thought);
      const done = await store.complete(current, result(current, message.text, turn));
      if (done.outcome === 'completed') {
        const seconds = (parts.now() - job.acceptedAt) / 1000;
        counters.turn({ ...reply, channel: job.channel, seconds });
        parts.tally?.(reply, job.channel);
        keepFeedback(job, { text: message.text, reply, before });
        hub.notify(job.conversation, done.watermark);
        if (turn.handover !== undefined || current.handover !== null) hub.notify(DESK_TOPIC, parts.now());
        return { reply, ids: done.ids, watermark: done.watermark };
      }
      if (done.outcome === 'closed') {
        counters.add('jobs-taken-over');
        return null;
      }
      const conversation = await store.conversation(job.conversation);
      if (conversation === null) break;
      const { dialogue, version, handover } = conversation;
      current = { ...job, dialogue, version, handover };
    }
    throw new Error('The dialogue was changed by others again and again, or its conversation is gone.');
  }

  /** What somebody said of an answer. Nobody waits for it, and its failure is only logged. */
  function keepFeedback(
    { channel, conversation }: Job,
    said: { text: string; reply: Reply; before: Dialogue },
  ): void {
    const feedback = feedbackIn({ ...said, channel }, { now: parts.now(), timeZone: parts.timeZone });
    if (feedback === undefined) return;
    store
      .recordFeedback({ ...feedback, conversation })
      .catch((error: unknown) => log.warn({ err: error }, 'what was said of an answer was not kept'));
  }

  /** What the turn knows of the desk; nothing where no agent could answer: the desk is off, or there is no way back. */
  function deskSight({ channel, sealedAddress, handover }: Job): DeskSight | undefined {
    const presence = parts.desk?.() ?? null;
    const reachable = sealedAddress !== null || !outlets.has(channel);
    if (handover === null && (presence === null || !reachable)) return undefined;
    return { presence: presence ?? 'nobody', handover };
  }

  /** The address is kept while an agent may want to write, and the newest one counts. */
  function keepsAddress(job: Job, { reply, handover }: Turn): boolean | undefined {
    if (reply.intent === 'delete-data' || handover?.ask === 'withdraw') return false;
    return handover?.ask === 'open' || job.handover !== null ? true : undefined;
  }

  function result(job: Job, text: string, turn: Turn): JobResult {
    const { reply, dialogue, handover } = turn;
    const activities = reply.decision === 'held' ? [] : [replyActivity(job.id, reply)];
    const sends = activities.length > 0 ? (outlets.get(job.channel)?.sends(reply, job) ?? []) : [];
    const forget = reply.intent === 'delete-data';
    const at = { now: parts.now(), timeZone: parts.timeZone };
    const unanswered = unansweredIn({ text, reply, channel: job.channel }, at);
    return {
      activities,
      dialogue: { ...dialogue },
      expectedVersion: job.version,
      sends,
      forget,
      unanswered,
      keepAddress: keepsAddress(job, turn),
      handover: handover?.ask === 'open' ? { ...handover, lang: reply.lang } : handover,
    };
  }

  /** Puts a job back for later; the last time, gives it up. A store that is away leaves it to the lease. */
  async function fail(job: Job, error: unknown): Promise<void> {
    counters.add('jobs-failed');
    const { attempt: tries, lost, channel } = job;
    log.error({ err: error, attempt: tries, channel }, 'a message could not be answered');
    // Leases that ran out with their process are no failures: the pause must not grow with them.
    const failures = tries - lost;
    try {
      if (failures < MOST_FAILURES && lost < MOST_LOST) {
        await store.retry(job, parts.now() + FIRST_PAUSE_MS * 2 ** failures, 'turn-failed');
      } else {
        await giveUp(job);
      }
    } catch (second) {
      log.error({ err: second }, 'a job could not be handed back: its lease will run out');
    }
  }

  /** A dead letter: the person gets one honest sentence, the operator a line in the audit, a metric and the log. */
  async function giveUp(job: Job): Promise<void> {
    const { channel, attempt: tries } = job;
    const told = await apologise(job);
    if (!told && !(await store.abandon(job, 'turn-failed'))) return; // another has it
    if (told) counters.deadLetter('job', channel);
    log.error({ code: 'job-abandoned', channel, attempt: tries, told }, 'a message was given up for good');
  }

  /** False where nothing could be said: the conversation is gone, or changes all the time. */
  async function apologise(job: Job): Promise<boolean> {
    for (let conflicts = 0; conflicts < MOST_CONFLICTS; conflicts++) {
      const conversation = await store.conversation(job.conversation);
      if (conversation === null) return false;
      const { dialogue, version } = conversation;
      const done = await store.complete(job, {
        ...apology(job, dialogue),
        dialogue,
        expectedVersion: version,
      });
      if (done.outcome === 'closed') return false;
      if (done.outcome === 'conflict') continue;
      hub.notify(job.conversation, done.watermark);
      outlets.get(job.channel)?.wake?.(job.conversation);
      return true;
    }
    return false;
  }

  function apology(job: Job, dialogue: Json): Pick<JobResult, 'activities' | 'sends' | 'abandoned'> {
    const { chosenLang, lang: spoken } = dialogueOf(dialogue, job.data);
    const wanted = chosenLang ?? spoken ?? messageOf(job.activity, job.data).hint;
    const lang = spokenOrOfficial(wanted, sentences.languages);
    const text = sentences(lang, 'channel:failed');
    const activity = { type: 'message', from: { ...ASSISTANT }, text, textFormat: 'plain', locale: lang };
    const sends = outlets.get(job.channel)?.sentence(text, lang, job) ?? [];
    return { activities: [activity], sends, abandoned: 'turn-failed' };
  }

  async function answer(job: Job): Promise<Answered | null> {
    if (job.lost >= MOST_LOST)
      throw new Error(`The process has died ${job.lost} times with this message at work.`);
    return attempt(job);
  }

  return job =>
    answer(job).catch(async (error: unknown) => {
      await fail(job, error);
      return null;
    });
}
