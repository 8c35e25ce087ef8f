import { bucketOf } from './bucket.ts';
import { forgetHandovers } from './desk/requests.ts';
import type { Engine, Parts, Run } from './engine.ts';
import { StoreError } from './errors.ts';
import { isConversationId, requireConversationId } from './ids.ts';
import type { Json } from './json.ts';
import type { Conversation, HandoverMark } from './messages.ts';
import { KEEP } from './retention.ts';
import type { Tables } from './schema.ts';
import { once } from './statement.ts';
import type { Statements } from './statements.ts';
import type { Store } from './store.ts';

type Methods = Pick<
  Store,
  'openConversation' | 'conversation' | 'keepUntil' | 'unusedConversations' | 'forget' | 'dropAddress'
>;

/** Conversations themselves: opened, found, kept, forgotten. */
export function conversations({ engine, now }: Parts, statements: Statements): Methods {
  const db = engine.builder;

  async function find(id: string): Promise<Conversation | null> {
    if (!isConversationId(id)) return null;
    const query = statements.conversation({ bucket: bucketOf(id), conversation: id });
    const { rows } = await engine.read(run => run(query));
    const row = rows[0];
    return row === undefined || row.expires_at <= now() ? null : fromRow(row, now());
  }

  return {
    conversation: find,

    async openConversation({ id, channel, expiresAt }) {
      requireConversationId(id);
      const at = now();
      const row: Tables['conversations'] = {
        bucket: bucketOf(id),
        id,
        channel,
        created_at: at,
        last_message_at: null,
        expires_at: expiresAt ?? at + KEEP.conversation,
        watermark: 0,
        dialogue: null,
        version: 0,
        sealed_address: null,
        handover: null,
      };
      const { bucket, watermark, version, ...fresh } = row;
      // One that has expired and awaits its purge is opened anew, but its counters go on: clients hold watermarks.
      const insert = db
        .insertInto('conversations')
        .values(row)
        .onConflict(conflict =>
          conflict.columns(['bucket', 'id']).doUpdateSet(fresh).where('conversations.expires_at', '<=', at),
        )
        .returningAll();
      return engine.transaction(async run => {
        const created = (await run(once(insert))).rows[0];
        if (created !== undefined) {
          if (created.watermark > 0) await endFormerLife(engine, run, id, at);
          return { conversation: fromRow(created, at), created: true };
        }
        const { rows } = await run(statements.conversation({ bucket, conversation: id }));
        return { conversation: fromRow(rows[0]!, at), created: false };
      });
    },

    async keepUntil(id, expiresAt) {
      if (!isConversationId(id)) return;
      const update = db
        .updateTable('conversations')
        .set({ expires_at: expiresAt })
        .where('bucket', '=', bucketOf(id))
        .where('id', '=', id)
        .where('expires_at', '<', expiresAt)
        .where('expires_at', '>', now());
      await engine.transaction(run => run(once(update)));
    },

    async unusedConversations() {
      const count = db
        .selectFrom('conversations')
        .select(eb => eb.fn.countAll<number>().as('n'))
        .where('last_message_at', 'is', null)
        .where('expires_at', '>', now());
      return (await engine.read(run => run(once(count)))).rows[0]?.n ?? 0;
    },

    async forget(id) {
      if (!isConversationId(id)) return;
      const clear = db
        .updateTable('conversations')
        .set(eb => ({ dialogue: null, sealed_address: null, handover: null, version: eb('version', '+', 1) }))
        .where('bucket', '=', bucketOf(id))
        .where('id', '=', id);
      await engine.transaction(async run => {
        await run(once(clear));
        await forgetRows(engine, run, id, Number.MAX_SAFE_INTEGER);
      });
    },

    async dropAddress(id) {
      if (!isConversationId(id)) return;
      const query = statements.keepAddress({ bucket: bucketOf(id), conversation: id, address: null });
      await engine.transaction(run => run(query));
    },
  };
}

/**
 * Deletes what a conversation has left up to and with a watermark. What the person wrote after asking for it
 * (above the watermark) is new, and is answered.
 */
export async function forgetRows(engine: Engine, run: Run, id: string, watermark: number): Promise<void> {
  const db = engine.builder;
  const bucket = bucketOf(id);
  await Promise.all([
    forgetHandovers(engine, run, { bucket, conversation: id }),
    run(
      once(
        db
          .deleteFrom('activities')
          .where('bucket', '=', bucket)
          .where('conversation', '=', id)
          .where('watermark', '<=', watermark),
      ),
    ),
    run(
      once(
        db
          .deleteFrom('work')
          .where('bucket', '=', bucket)
          .where('conversation', '=', id)
          .where('watermark', '<=', watermark),
      ),
    ),
    ...(['unanswered', 'feedback'] as const).map(table =>
      run(once(db.deleteFrom(table).where('bucket', '=', bucket).where('conversation', '=', id))),
    ),
  ]);
}

/**
 * Deletes what an expired conversation had left when it begins anew, before the purge came by: everything older
 * than its new beginning.
 */
export async function endFormerLife(engine: Engine, run: Run, id: string, at: number): Promise<void> {
  const db = engine.builder;
  const bucket = bucketOf(id);
  await Promise.all([
    forgetHandovers(engine, run, { bucket, conversation: id }, at),
    run(
      once(
        db
          .deleteFrom('activities')
          .where('bucket', '=', bucket)
          .where('conversation', '=', id)
          .where('at', '<', at),
      ),
    ),
    run(
      once(
        db
          .deleteFrom('work')
          .where('bucket', '=', bucket)
          .where('conversation', '=', id)
          .where('accepted_at', '<', at),
      ),
    ),
  ]);
}

/** `conversation-unknown` */
export function unknownConversation(): StoreError {
  return new StoreError('conversation-unknown', 'No such conversation, or it has expired. Open a new one.');
}

/** Stored text back to JSON; null where there is none. */
export function parse(text: string | null): Json {
  return text === null ? null : (JSON.parse(text) as Json);
}

/** An address is as good as gone once its time is over, also before the purge comes by. */
export function addressAt(sealed: string | null, lastMessageAt: number | null, now: number): string | null {
  return lastMessageAt !== null && lastMessageAt + KEEP.address > now ? sealed : null;
}

/** The mark of a conversation's row; anything else in it is none. */
export function handoverMark(text: string | null): HandoverMark {
  return text === 'waiting' || text === 'held' ? text : null;
}

function fromRow(row: Tables['conversations'], now: number): Conversation {
  return {
    id: row.id,
    channel: row.channel,
    createdAt: row.created_at,
    lastMessageAt: row.last_message_at,
    expiresAt: row.expires_at,
    watermark: row.watermark,
    dialogue: parse(row.dialogue),
    version: row.version,
    sealedAddress: addressAt(row.sealed_address, row.last_message_at, now),
    handover: handoverMark(row.handover),
  };
}
