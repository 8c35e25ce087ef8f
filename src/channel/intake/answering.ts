import type { Reply } from '../../answer/index.ts';
import type { Job, JobResult, Json } from '../../store/index.ts';
import type { Dialogue } from '../../turn/index.ts';
import { ASSISTANT, replyActivity } from './activity.ts';
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

/** A dialogue that somebody else changes all the time: after so many tries the job goes back to the queue. */
const MOST_CONFLICTS = 8;
/** After so many failures the person is told that it did not work, instead of being left without a word. */
const MOST_ATTEMPTS = 5;
const FIRST_PAUSE_MS = 500;

/** Answers one leased job: turn, log, dialogue, sends in one transaction. Never rejects; null: not (yet) by us. */
export type Answer = (job: Job) => Promise<Answered | null>;

export function createAnswering(parts: IntakeParts, outlets: ReadonlyMap<string, Outlet>): Answer {
  const { store, log, counters, hub, sentences } = parts;
  const think = parts.think ?? createThinkHere(parts.assistant);

  async function attempt(job: Job): Promise<Answered | null> {
    let current = job;
    for (let conflicts = 0; conflicts < MOST_CONFLICTS; conflicts++) {
      const message = messageOf(current.activity, current.data);
      const before = dialogueOf(current.dialogue, current.data);
      const { reply, dialogue, seconds: thought } = await think(message, before);
      counters.thought(thought);
      const done = await store.complete(current, result(current, message.text, reply, dialogue));
      if (done.outcome === 'completed') {
        const seconds = (parts.now() - job.acceptedAt) / 1000;
        counters.turn({ ...reply, channel: job.channel, seconds });
        hub.notify(job.conversation, done.watermark);
        outlets.get(job.channel)?.wake?.();
        return { reply, ids: done.ids, watermark: done.watermark };
      }
      if (done.outcome === 'closed') {
        counters.add('jobs-taken-over');
        return null;
      }
      const conversation = await store.conversation(job.conversation);
      if (conversation === null) break;
      current = { ...job, dialogue: conversation.dialogue, version: conversation.version };
    }
    throw new Error('The dialogue was changed by others again and again, or its conversation is gone.');
  }

  function result(job: Job, text: string, reply: Reply, dialogue: Dialogue): JobResult {
    const activities = reply.decision === 'held' ? [] : [replyActivity(job.id, reply)];
    const sends = activities.length > 0 ? (outlets.get(job.channel)?.sends(reply, job) ?? []) : [];
    const forget = reply.intent === 'delete-data';
    const at = { now: parts.now(), timeZone: parts.timeZone };
    const unanswered = unansweredIn({ text, reply, channel: job.channel }, at);
    return { activities, dialogue: { ...dialogue }, expectedVersion: job.version, sends, forget, unanswered };
  }

  /** Puts a job back for later; the last time, tells the person. A store that is away leaves it to the lease. */
  async function fail(job: Job, error: unknown): Promise<void> {
    counters.add('jobs-failed');
    log.error({ err: error, attempt: job.attempt, channel: job.channel }, 'a message could not be answered');
    try {
      if (job.attempt < MOST_ATTEMPTS) {
        await store.retry(job, parts.now() + FIRST_PAUSE_MS * 2 ** job.attempt, 'turn-failed');
        return;
      }
      const conversation = await store.conversation(job.conversation);
      const dialogue = conversation?.dialogue ?? null;
      const apology = {
        activities: [failedActivity(job)],
        dialogue,
        expectedVersion: conversation?.version ?? 0,
      };
      const done = conversation === null ? null : await store.complete(job, apology);
      if (done?.outcome === 'completed') hub.notify(job.conversation, done.watermark);
      else await store.abandon(job, 'turn-failed');
    } catch (second) {
      log.error({ err: second }, 'a job could not be handed back: its lease will run out');
    }
  }

  function failedActivity(job: Job): Json {
    const lang = messageOf(job.activity, job.data).hint ?? 'es';
    const text = sentences(lang, 'channel:failed');
    return { type: 'message', from: { ...ASSISTANT }, text, textFormat: 'plain', locale: lang };
  }

  return job =>
    attempt(job).catch(async (error: unknown) => {
      await fail(job, error);
      return null;
    });
}
