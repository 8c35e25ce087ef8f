import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';
import { statement } from './statement.ts';

/**
 * Rows that one look gives at most. Written into the query: SQLite plans a query anew, at several times its cost,
 * whenever a parameter of `limit` is set.
 */
export const PAGE = 100;

/** A conversation's place: what every query about one names. */
export interface Place {
  bucket: number;
  conversation: string;
}

/**
 * Queries on conversations and their logs, built once for an engine. Each names the bucket. Those that write to a
 * conversation first write its row: that orders the transactions of one conversation, and none waits in a circle.
 */
export function logStatements(db: Kysely<Tables>) {
  return {
    /** Opens the conversation or raises its watermark. One that had expired begins a new life: only its counters go on. */
    raise: statement<Place & { channel: string; at: number; expires: number }>()('raise', p =>
      db
        .insertInto('conversations')
        .values({
          bucket: p('bucket'),
          id: p('conversation'),
          channel: p('channel'),
          created_at: p('at'),
          last_message_at: p('at'),
          expires_at: p('expires'),
          watermark: 1,
          dialogue: null,
          version: 0,
          sealed_address: null,
          handover: null,
        })
        .onConflict(conflict =>
          conflict.columns(['bucket', 'id']).doUpdateSet(eb => {
            const ifExpired = () =>
              eb.case().when('conversations.expires_at', '<=', eb.ref('excluded.created_at'));
            return {
              watermark: eb('conversations.watermark', '+', 1),
              last_message_at: eb.ref('excluded.last_message_at'),
              expires_at: eb
                .case()
                .when('conversations.expires_at', '<', eb.ref('excluded.expires_at'))
                .then(eb.ref('excluded.expires_at'))
                .else(eb.ref('conversations.expires_at'))
                .end(),
              created_at: ifExpired()
                .then(eb.ref('excluded.created_at'))
                .else(eb.ref('conversations.created_at'))
                .end(),
              dialogue: ifExpired().then(null).else(eb.ref('conversations.dialogue')).end(),
              sealed_address: ifExpired().then(null).else(eb.ref('conversations.sealed_address')).end(),
              handover: ifExpired().then(null).else(eb.ref('conversations.handover')).end(),
            };
          }),
        )
        .returning(['watermark', 'dialogue', 'version', 'created_at', 'handover']),
    ),

    /** Writes nothing when the message is known. */
    remember: statement<Omit<Tables['message_hashes'], 'id'>>()('remember', p =>
      db
        .insertInto('message_hashes')
        .values({ bucket: p('bucket'), hash: p('hash'), id: '', watermark: p('watermark'), at: p('at') })
        .onConflict(conflict => conflict.doNothing()),
    ),

    known: statement<{ bucket: number; hash: string }>()('known', p =>
      db
        .selectFrom('message_hashes')
        .select('watermark')
        .where('bucket', '=', p('bucket'))
        .where('hash', '=', p('hash')),
    ),

    log: statement<Tables['activities']>()('log', p =>
      db.insertInto('activities').values({
        bucket: p('bucket'),
        conversation: p('conversation'),
        watermark: p('watermark'),
        id: p('id'),
        at: p('at'),
        reply_to: p('reply_to'),
        activity: p('activity'),
      }),
    ),

    after: statement<Place & { watermark: number }>()('after', p =>
      db
        .selectFrom('activities')
        .select(['id', 'watermark', 'at', 'reply_to', 'activity'])
        .where('bucket', '=', p('bucket'))
        .where('conversation', '=', p('conversation'))
        .where('watermark', '>', p('watermark'))
        .orderBy('watermark')
        .limit(sql.lit(PAGE)),
    ),

    conversation: statement<Place>()('conversation', p =>
      db
        .selectFrom('conversations')
        .selectAll()
        .where('bucket', '=', p('bucket'))
        .where('id', '=', p('conversation')),
    ),

    /** Makes room in the log for what answers no message. */
    advance: statement<Place & { by: number; now: number }>()('advance', p =>
      db
        .updateTable('conversations')
        .set(eb => ({ watermark: eb('watermark', '+', p('by')) }))
        .where('bucket', '=', p('bucket'))
        .where('id', '=', p('conversation'))
        .where('expires_at', '>', p('now'))
        .returning(['watermark', 'channel', 'last_message_at', 'sealed_address']),
    ),

    /** Makes room in the log for replies and saves the dialogue, if nobody else has. */
    conclude: statement<Place & { by: number; dialogue: string; version: number }>()('conclude', p =>
      db
        .updateTable('conversations')
        .set(eb => ({
          watermark: eb('watermark', '+', p('by')),
          version: eb('version', '+', 1),
          dialogue: p('dialogue'),
        }))
        .where('bucket', '=', p('bucket'))
        .where('id', '=', p('conversation'))
        .where('version', '=', p('version'))
        .returning('watermark'),
    ),

    /** Keeps a question for those who write the knowledge. */
    keepUnanswered: statement<Tables['unanswered']>()('keep-unanswered', p =>
      db.insertInto('unanswered').values({
        bucket: p('bucket'),
        id: p('id'),
        conversation: p('conversation'),
        text: p('text'),
        lang: p('lang'),
        decision: p('decision'),
        reason: p('reason'),
        channel: p('channel'),
        day: p('day'),
      }),
    ),

    keepAddress: statement<Place & { address: string | null }>()('keep-address', p =>
      db
        .updateTable('conversations')
        .set({ sealed_address: p('address') })
        .where('bucket', '=', p('bucket'))
        .where('id', '=', p('conversation')),
    ),
  };
}
