import { BUCKETS } from './bucket.ts';
import { forgetHandovers, outdated } from './desk/requests.ts';
import type { Parts, Run } from './engine.ts';
import type { PurgeCounts } from './records.ts';
import { KEEP } from './retention.ts';
import { once, type Query } from './statement.ts';

/** Conversations that are looked up at once. */
const STEP = 200;

/** Destroys what has been kept long enough. Runs in many small transactions, so that nobody waits for it. */
export async function purge(parts: Parts, now: number): Promise<PurgeCounts> {
  const counts = await purgeConversations(parts, now);
  counts.addresses = await purgeAddresses(parts, now);
  const db = parts.engine.builder;
  const hashes = Array.from({ length: BUCKETS }, (_, bucket) =>
    db
      .deleteFrom('message_hashes')
      .where('bucket', '=', bucket)
      .where('at', '<=', now - KEEP.messageHashes),
  );
  const deleted = await Promise.all(hashes.map(query => change(parts, once(query))));
  counts.messageHashes = deleted.reduce((sum, count) => sum + count, 0);
  counts.unanswered = await change(
    parts,
    once(db.deleteFrom('unanswered').where('day', '<=', dayOf(now - KEEP.unanswered))),
  );
  counts.feedback = await change(
    parts,
    once(db.deleteFrom('feedback').where('day', '<=', dayOf(now - KEEP.feedback))),
  );
  counts.audit = await change(parts, once(db.deleteFrom('audit').where('at', '<=', now - KEEP.audit)));
  for (const query of outdated(parts.engine, now)) await change(parts, once(query));
  await parts.engine.scrub();
  return counts;
}

async function purgeConversations({ engine }: Parts, now: number): Promise<PurgeCounts> {
  const db = engine.builder;
  const counts: PurgeCounts = {
    conversations: 0,
    activities: 0,
    jobs: 0,
    sends: 0,
    addresses: 0,
    messageHashes: 0,
    unanswered: 0,
    feedback: 0,
    audit: 0,
  };
  const expired = once(
    db.selectFrom('conversations').select(['bucket', 'id']).where('expires_at', '<=', now).limit(STEP),
  );

  /** One conversation and its rows; nothing if the person has written meanwhile. */
  async function destroy(run: Run, bucket: number, id: string): Promise<Partial<PurgeCounts>> {
    const { count } = await run(
      once(
        db
          .deleteFrom('conversations')
          .where('bucket', '=', bucket)
          .where('id', '=', id)
          .where('expires_at', '<=', now),
      ),
    );
    if (count === 0) return {};
    await forgetHandovers(engine, run, { bucket, conversation: id });
    const [activities, work] = await Promise.all([
      run(once(db.deleteFrom('activities').where('bucket', '=', bucket).where('conversation', '=', id))),
      run(
        once(
          db
            .deleteFrom('work')
            .where('bucket', '=', bucket)
            .where('conversation', '=', id)
            .returning('queue'),
        ),
      ),
      ...(['unanswered', 'feedback'] as const).map(table =>
        run(
          once(
            db
              .updateTable(table)
              .set({ conversation: null })
              .where('bucket', '=', bucket)
              .where('conversation', '=', id),
          ),
        ),
      ),
    ]);
    const sends = work.rows.filter(row => row.queue === 'send').length;
    return { conversations: 1, activities: activities.count, jobs: work.count - sends, sends };
  }

  for (;;) {
    const { rows } = await engine.read(run => run(expired));
    if (rows.length === 0) return counts;
    const destroyed = await Promise.all(
      rows.map(({ bucket, id }) => engine.transaction(run => destroy(run, bucket, id))),
    );
    for (const rest of destroyed) {
      for (const [name, count] of Object.entries(rest)) counts[name as keyof PurgeCounts] += count;
    }
  }
}

/** Sealed addresses, 24 hours after the person's last message: of open jobs and sends, and of hand-overs. */
async function purgeAddresses(parts: Parts, now: number): Promise<number> {
  const db = parts.engine.builder;
  const before = now - KEEP.address;
  const kept = await change(
    parts,
    once(
      db
        .updateTable('conversations')
        .set({ sealed_address: null })
        .where('sealed_address', 'is not', null)
        .where('last_message_at', '<=', before),
    ),
  );
  const open = await change(
    parts,
    once(
      db
        .updateTable('work')
        .set({ sealed_address: null })
        .where('sealed_address', 'is not', null)
        .where('accepted_at', '<=', before),
    ),
  );
  return kept + open;
}

async function change<R>({ engine }: Parts, query: Query<R>): Promise<number> {
  return (await engine.transaction(run => run(query))).count;
}

/** Days are the office's, west of Greenwich: compared with UTC's, a record goes some hours early, never late. */
function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
