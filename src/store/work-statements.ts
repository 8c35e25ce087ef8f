import { type Kysely, sql } from 'kysely';
import type { Place } from './log-statements.ts';
import type { Queue, Tables } from './schema.ts';
import { statement } from './statement.ts';

/** Due items that one look at a bucket gives at most. */
const DUE = 32;

export type Work = Tables['work'];

/** A row of `work`, under a lease. */
export interface Held extends Place {
  queue: Queue;
  watermark: number;
  part: number;
  token: number;
}

/** Queries on the queue, built once for an engine. Each names the bucket. */
export function workStatements(db: Kysely<Tables>) {
  return {
    enqueue: statement<Work>()('enqueue', p =>
      db.insertInto('work').values({
        bucket: p('bucket'),
        queue: p('queue'),
        conversation: p('conversation'),
        watermark: p('watermark'),
        part: p('part'),
        id: p('id'),
        channel: p('channel'),
        available_at: p('available_at'),
        worker: p('worker'),
        token: p('token'),
        attempts: p('attempts'),
        lost: p('lost'),
        accepted_at: p('accepted_at'),
        sealed_address: p('sealed_address'),
        body: p('body'),
        reason: p('reason'),
      }),
    ),

    open: statement<Place & { queue: Queue }>()('open', p =>
      db
        .selectFrom('work')
        .select('watermark')
        .where('bucket', '=', p('bucket'))
        .where('queue', '=', p('queue'))
        .where('conversation', '=', p('conversation')),
    ),

    finish: statement<Held>()('finish', p =>
      db
        .deleteFrom('work')
        .where('bucket', '=', p('bucket'))
        .where('queue', '=', p('queue'))
        .where('conversation', '=', p('conversation'))
        .where('watermark', '=', p('watermark'))
        .where('part', '=', p('part'))
        .where('token', '=', p('token')),
    ),

    /** Whoever holds it. */
    finishSend: statement<Omit<Held, 'queue' | 'token'>>()('finish-send', p =>
      db
        .deleteFrom('work')
        .where('bucket', '=', p('bucket'))
        .where('queue', '=', 'send')
        .where('conversation', '=', p('conversation'))
        .where('watermark', '=', p('watermark'))
        .where('part', '=', p('part')),
    ),

    handBack: statement<Held & { at: number; reason: string }>()('hand-back', p =>
      db
        .updateTable('work')
        .set(eb => ({ available_at: p('at'), worker: null, token: eb('token', '+', 1), reason: p('reason') }))
        .where('bucket', '=', p('bucket'))
        .where('queue', '=', p('queue'))
        .where('conversation', '=', p('conversation'))
        .where('watermark', '=', p('watermark'))
        .where('part', '=', p('part'))
        .where('token', '=', p('token')),
    ),

    /** Due items of a bucket, the longest due first; of each conversation only the first that is open. */
    due: statement<{ bucket: number; queue: Queue; now: number }>()('due', p =>
      first(db)
        .where('w.bucket', '=', p('bucket'))
        .where('w.queue', '=', p('queue'))
        .where('w.available_at', '<=', p('now'))
        .orderBy('w.available_at')
        .limit(sql.lit(DUE)),
    ),

    dueOf: statement<Place & { queue: Queue; now: number }>()('due-of', p =>
      first(db)
        .where('w.bucket', '=', p('bucket'))
        .where('w.queue', '=', p('queue'))
        .where('w.conversation', '=', p('conversation'))
        .where('w.available_at', '<=', p('now')),
    ),

    /** What a worker needs besides the item. */
    context: statement<Place & { watermark: number }>()('context', p =>
      db
        .selectFrom('conversations as c')
        .leftJoin('activities as a', join =>
          join
            .onRef('a.bucket', '=', 'c.bucket')
            .onRef('a.conversation', '=', 'c.id')
            .on('a.watermark', '=', p('watermark')),
        )
        .select(['c.dialogue', 'c.version', 'c.handover', 'a.activity'])
        .where('c.bucket', '=', p('bucket'))
        .where('c.id', '=', p('conversation')),
    ),

    /** Takes the lease, unless somebody else was quicker. */
    take: statement<Held & { until: number; worker: string; lost: number }>()('take', p =>
      db
        .updateTable('work')
        .set(eb => ({
          available_at: p('until'),
          worker: p('worker'),
          token: eb('token', '+', 1),
          attempts: eb('attempts', '+', 1),
          lost: p('lost'),
        }))
        .where('bucket', '=', p('bucket'))
        .where('queue', '=', p('queue'))
        .where('conversation', '=', p('conversation'))
        .where('watermark', '=', p('watermark'))
        .where('part', '=', p('part'))
        .where('token', '=', p('token')),
    ),
  };
}

/** As `due`, for some channels only. */
export function dueOn(db: Kysely<Tables>, channels: readonly string[]) {
  return statement<{ bucket: number; queue: Queue; now: number }>()(`due-on-${channels.length}`, p =>
    first(db)
      .where('w.bucket', '=', p('bucket'))
      .where('w.queue', '=', p('queue'))
      .where('w.channel', 'in', [...channels])
      .where('w.available_at', '<=', p('now'))
      .orderBy('w.available_at')
      .limit(sql.lit(DUE)),
  );
}

/** Items that no older one of the same conversation stands before. */
function first(db: Kysely<Tables>) {
  return db
    .selectFrom('work as w')
    .selectAll('w')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('work as older')
            .select('older.id')
            .whereRef('older.bucket', '=', 'w.bucket')
            .whereRef('older.queue', '=', 'w.queue')
            .whereRef('older.conversation', '=', 'w.conversation')
            .where(({ or, and, eb, ref }) =>
              or([
                eb('older.watermark', '<', ref('w.watermark')),
                and([eb('older.watermark', '=', ref('w.watermark')), eb('older.part', '<', ref('w.part'))]),
              ]),
            ),
        ),
      ),
    );
}
