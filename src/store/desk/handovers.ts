import { bucketOf } from '../bucket.ts';
import { type Parts, type Run, transact, Undo } from '../engine.ts';
import { activityId, isConversationId } from '../ids.ts';
import type { Json } from '../json.ts';
import { write } from '../log.ts';
import { KEEP } from '../retention.ts';
import { once } from '../statement.ts';
import type { Statements } from '../statements.ts';
import type { NewSend } from '../work.ts';
import type { DeskTables } from './tables.ts';

/** `waiting` for an agent, `held` by one, or over. */
export type HandoverState = 'waiting' | 'held' | 'closed';

/** A conversation that a person of the institute was asked into. */
export interface Handover {
  conversation: string;
  id: string;
  channel: string;
  lang: string;
  /** Why: `asked`, `danger`, `not-understood`. */
  reason: string;
  state: HandoverState;
  /** Account of the agent who holds or held it. */
  agent: string | null;
  agentName: string | null;
  requestedAt: number;
  takenAt: number | null;
  closedAt: number | null;
}

/** One that is not over, with where its conversation stands. */
export interface OpenHandover extends Handover {
  watermark: number;
  /** When the person last wrote: where replies go is known for 24 hours from then on. */
  lastMessageAt: number | null;
}

export interface HandoverNote {
  at: number;
  agentName: string;
  text: string;
}

/**
 * - `take`     from the queue: exactly one agent succeeds
 * - `say`      what the agent says
 * - `return`   back to the assistant
 * - `close`    the matter is settled; the next message is answered by the assistant
 * - `requeue`  the agent has gone: back into the queue
 */
export type HandoverAction = 'take' | 'say' | 'return' | 'close' | 'requeue';

export interface HandoverStep {
  conversation: string;
  action: HandoverAction;
  agent: { id: string; name: string };
  /** True for a step on what another agent holds (supervisors, the service itself). */
  force?: boolean | undefined;
  /** What is said in the conversation with it. */
  activities: Json[];
  sends?: NewSend[] | undefined;
}

/** `refused`: it is not the agent's to take this step any more; `handover` says how it stands. */
export type HandoverStepped =
  | { outcome: 'done'; ids: string[]; watermark: number }
  | { outcome: 'refused'; handover: Handover | null };

export interface HandoverStore {
  /** Those that are waiting or held, the longest waiting first, at most `limit` (200). */
  openHandovers(limit?: number): Promise<OpenHandover[]>;
  /** The newest hand-over of a conversation. */
  handover(conversation: string): Promise<Handover | null>;
  /** A step of a hand-over and what is said with it, in one transaction. */
  stepHandover(step: HandoverStep): Promise<HandoverStepped>;
  /** A note for colleagues; redacted. */
  noteHandover(conversation: string, note: { agentName: string; text: string }): Promise<void>;
  handoverNotes(conversation: string): Promise<HandoverNote[]>;
}

type Row = DeskTables['handovers'];

/** How each step changes the hand-over, and from which state. */
const STEPS: Record<HandoverAction, { from: HandoverState; to: HandoverState }> = {
  take: { from: 'waiting', to: 'held' },
  say: { from: 'held', to: 'held' },
  return: { from: 'held', to: 'closed' },
  close: { from: 'held', to: 'closed' },
  requeue: { from: 'held', to: 'waiting' },
};

/** Hand-overs: a person is asked into a conversation, takes it, gives it back. */
export function handovers({ engine, now, newId }: Parts, statements: Statements): HandoverStore {
  const db = engine.builder;

  function newest(conversation: string) {
    return db
      .selectFrom('handovers')
      .selectAll()
      .where('bucket', '=', bucketOf(conversation))
      .where('conversation', '=', conversation)
      .orderBy('requested_at', 'desc')
      .limit(1);
  }

  async function current(run: Run, conversation: string): Promise<Handover | null> {
    const row = (await run(once(newest(conversation)))).rows[0];
    return row === undefined ? null : fromRow(row);
  }

  return {
    async openHandovers(limit = 200) {
      const query = db
        .selectFrom('handovers as h')
        .innerJoin('conversations as c', join =>
          join.onRef('c.bucket', '=', 'h.bucket').onRef('c.id', '=', 'h.conversation'),
        )
        .selectAll('h')
        .select(['c.watermark', 'c.last_message_at'])
        .where('h.state', 'in', ['waiting', 'held'])
        .where('c.expires_at', '>', now())
        .orderBy('h.requested_at')
        .limit(limit);
      const { rows } = await engine.read(run => run(once(query)));
      return rows.map(row => ({
        ...fromRow(row),
        watermark: row.watermark,
        lastMessageAt: row.last_message_at,
      }));
    },

    async handover(conversation) {
      if (!isConversationId(conversation)) return null;
      return engine.read(run => current(run, conversation));
    },

    stepHandover({ conversation, action, agent, force, activities, sends }) {
      const at = now();
      const bucket = bucketOf(conversation);
      const place = { bucket, conversation };
      const { from, to } = STEPS[action];
      const holder = action === 'take' ? { agent: agent.id, agent_name: agent.name } : {};
      const freed = action === 'requeue' ? { agent: null, agent_name: null } : {};
      return transact<HandoverStepped>(engine, async run => {
        const refuse = async () =>
          new Undo({ outcome: 'refused', handover: await current(run, conversation) } as HandoverStepped);
        if (!isConversationId(conversation)) throw await refuse();
        // The conversation's row first: it orders everything that happens to a conversation.
        const row = (await run(statements.advance({ ...place, by: activities.length, now: at }))).rows[0];
        if (row === undefined) throw await refuse();
        let update = db
          .updateTable('handovers')
          .set({
            state: to,
            ...holder,
            ...freed,
            ...(action === 'take' ? { taken_at: at } : {}),
            ...(to === 'closed' ? { closed_at: at } : {}),
          })
          .where('bucket', '=', bucket)
          .where('conversation', '=', conversation)
          .where('state', '=', from);
        if (action !== 'take' && force !== true) update = update.where('agent', '=', agent.id);
        if ((await run(once(update))).count === 0) throw await refuse();
        if (from !== to) await run(once(mark(bucket, conversation, to, at)));
        const first = row.watermark - activities.length + 1;
        const ids = activities.map((_, i) => activityId(conversation, first + i));
        await write(run, statements, {
          ...place,
          at,
          first,
          ids,
          activities,
          replyTo: null,
          channel: row.channel,
          sends: sends ?? [],
          sealedAddress: row.sealed_address,
          acceptedAt: row.last_message_at ?? at,
        });
        return { outcome: 'done', ids, watermark: row.watermark };
      });
    },

    async noteHandover(conversation, { agentName, text }) {
      const insert = db.insertInto('handover_notes').values({
        bucket: bucketOf(conversation),
        conversation,
        id: newId(),
        at: now(),
        agent_name: agentName,
        text,
      });
      await engine.transaction(run => run(once(insert)));
    },

    async handoverNotes(conversation) {
      const query = db
        .selectFrom('handover_notes')
        .select(['at', 'agent_name', 'text'])
        .where('bucket', '=', bucketOf(conversation))
        .where('conversation', '=', conversation)
        .orderBy('at');
      const { rows } = await engine.read(run => run(once(query)));
      return rows.map(({ at, agent_name, text }) => ({ at, agentName: agent_name, text }));
    },
  };

  /**
   * Tells the conversation itself, and everybody whose turn is under way: the version makes them run it again.
   * When it is over, the address goes and the transcript stays for its days.
   */
  function mark(bucket: number, conversation: string, state: HandoverState, at: number) {
    const over = state === 'closed';
    return db
      .updateTable('conversations')
      .set(eb => ({
        handover: over ? null : state,
        version: eb('version', '+', 1),
        ...(over
          ? {
              sealed_address: null,
              expires_at: eb
                .case()
                .when('expires_at', '<', at + KEEP.handover)
                .then(at + KEEP.handover)
                .else(eb.ref('expires_at'))
                .end(),
            }
          : {}),
      }))
      .where('bucket', '=', bucket)
      .where('id', '=', conversation);
  }
}

function fromRow(row: Row): Handover {
  return {
    conversation: row.conversation,
    id: row.id,
    channel: row.channel,
    lang: row.lang,
    reason: row.reason,
    state: row.state as HandoverState,
    agent: row.agent,
    agentName: row.agent_name,
    requestedAt: row.requested_at,
    takenAt: row.taken_at,
    closedAt: row.closed_at,
  };
}
