import { BUCKETS, bucketOf } from './bucket.ts';
import { addressAt, forgetRows, handoverMark, parse } from './conversations.ts';
import { requestHandover } from './desk/requests.ts';
import { type Parts, type Run, transact, Undo } from './engine.ts';
import { replyId } from './ids.ts';
import { write } from './log.ts';
import { unansweredRow } from './notes.ts';
import type { Queue } from './schema.ts';
import { once } from './statement.ts';
import type { Statements } from './statements.ts';
import type { Store } from './store.ts';
import type { Completed, Job, Leased, LeaseRequest, Send } from './work.ts';
import { dueOn, type Held, type Work } from './work-statements.ts';

type Methods = Pick<
  Store,
  'lease' | 'leaseSends' | 'complete' | 'settle' | 'settleAt' | 'retry' | 'abandon' | 'release' | 'depth'
>;

/** Buckets that are looked at together. */
const LOOK = 8;
const ALL_BUCKETS = Array.from({ length: BUCKETS }, (_, bucket) => bucket);

/** The queue: messages that are owed a reply, replies that are to be sent. */
export function queue({ engine, now, newId }: Parts, statements: Statements): Methods {
  const db = engine.builder;

  // Where the next look at the buckets begins: no bucket shall always be the last.
  let start = 0;

  /** The query for some channels, built once: each channel's queue asks with a list of its own. */
  const looksOn = new Map<string, Statements['due']>();
  function lookOn(channels: readonly string[]): Statements['due'] {
    const list = channels.join(' ');
    const look = looksOn.get(list) ?? dueOn(db, channels);
    looksOn.set(list, look);
    return look;
  }

  /** Due items. Buckets are looked at in small groups until enough is found, each from its longest due on. */
  async function due(kind: Queue, request: LeaseRequest): Promise<Work[]> {
    const { worker, now: at, limit, buckets = ALL_BUCKETS, channels, conversation } = request;
    if (conversation !== undefined) {
      const place = { bucket: bucketOf(conversation), conversation };
      return (await engine.read(run => run(statements.dueOf({ ...place, queue: kind, now: at })))).rows;
    }
    const offset = (bucketOf(worker) + start++) % Math.max(1, buckets.length);
    const order = [...buckets.slice(offset), ...buckets.slice(0, offset)];
    return engine.read(async run => {
      const found: Work[] = [];
      for (let i = 0; i < order.length && found.length < limit; i += LOOK) {
        const look = channels === undefined ? statements.due : lookOn(channels);
        const looks = order.slice(i, i + LOOK).map(bucket => run(look({ bucket, queue: kind, now: at })));
        for (const { rows } of await Promise.all(looks)) found.push(...rows);
      }
      return found.sort((a, b) => a.available_at - b.available_at).slice(0, limit);
    });
  }

  /** Takes leases on due items; those that another worker has taken meanwhile are left out. */
  async function takeDue<T>(
    kind: Queue,
    request: LeaseRequest,
    shape: (row: Work, lease: Leased, run: Run) => Promise<T> | T,
  ): Promise<T[]> {
    if (request.limit <= 0) return [];
    const rows = await due(kind, request);
    if (rows.length === 0) return [];
    const { worker, now: at, leaseMs } = request;
    return engine.transaction(async run => {
      const taken = await Promise.all(
        rows.map(async row => {
          const lost = row.lost + (row.worker === null ? 0 : 1);
          const { count } = await run(statements.take({ ...row, until: at + leaseMs, worker, lost }));
          if (count === 0) return [];
          const lease: Leased = {
            conversation: row.conversation,
            channel: row.channel,
            watermark: row.watermark,
            acceptedAt: row.accepted_at,
            attempt: row.attempts + 1,
            lost,
            leasedUntil: at + leaseMs,
            sealedAddress: addressAt(row.sealed_address, row.accepted_at, at),
            token: row.token + 1,
          };
          return [await shape(row, lease, run)];
        }),
      );
      return taken.flat();
    });
  }

  /** What the audit keeps of a job or send that was given up. */
  function note(item: Job | Send, reason: string) {
    return db.insertInto('audit').values({
      bucket: bucketOf(item.conversation),
      id: newId(),
      at: now(),
      actor: 'service',
      action: `${item.kind}-abandoned`,
      detail: JSON.stringify({ channel: item.channel, reason, attempts: item.attempt }),
    });
  }

  return {
    lease: request =>
      takeDue<Job>('job', request, async (row, lease, run) => {
        const context = (await run(statements.context(row))).rows[0];
        return {
          ...lease,
          kind: 'job',
          id: row.id,
          activity: parse(context?.activity ?? null),
          data: parse(row.body),
          dialogue: parse(context?.dialogue ?? null),
          version: context?.version ?? 0,
          handover: handoverMark(context?.handover ?? null),
        };
      }),

    leaseSends: request =>
      takeDue<Send>('send', request, (row, lease) => ({
        ...lease,
        kind: 'send',
        id: row.id,
        part: row.part,
        payload: parse(row.body),
      })),

    complete(job, result) {
      const at = now();
      const held = heldBy(job);
      const { bucket, conversation } = held;
      const by = result.activities.length;
      const dialogue = JSON.stringify(result.dialogue);
      return transact<Completed>(engine, async run => {
        const [concluded, finished] = await Promise.all([
          run(statements.conclude({ bucket, conversation, by, dialogue, version: result.expectedVersion })),
          run(statements.finish(held)),
        ]);
        if (finished.count === 0) throw new Undo({ outcome: 'closed' } satisfies Completed);
        const watermark = concluded.rows[0]?.watermark;
        if (watermark === undefined) throw new Undo({ outcome: 'conflict' } satisfies Completed);
        if (result.forget === true) await forgetRows(engine, run, conversation, job.watermark);
        if (result.keepAddress !== undefined) {
          const address = result.keepAddress ? job.sealedAddress : null;
          await run(statements.keepAddress({ bucket, conversation, address }));
        }
        if (result.abandoned !== undefined) await run(once(note(job, result.abandoned)));
        if (result.unanswered !== undefined) {
          await run(
            statements.keepUnanswered(unansweredRow({ ...result.unanswered, conversation }, newId())),
          );
        }
        if (result.handover !== undefined) {
          const opened = { id: newId(), channel: job.channel, at };
          await requestHandover(engine, run, { bucket, conversation }, result.handover, opened);
        }
        const ids = result.activities.map((_, i) => replyId(job.id, i));
        await write(run, statements, {
          bucket,
          conversation,
          channel: job.channel,
          at,
          first: watermark - by + 1,
          ids,
          activities: result.activities,
          replyTo: job.id,
          sends: result.sends ?? [],
          sealedAddress: job.sealedAddress,
          acceptedAt: job.acceptedAt,
        });
        return { outcome: 'completed', ids, watermark };
      });
    },

    async settle(send) {
      return (await engine.transaction(run => run(statements.finish(heldBy(send))))).count > 0;
    },

    async settleAt({ conversation, watermark, part }) {
      const place = { bucket: bucketOf(conversation), conversation, watermark, part };
      return (await engine.transaction(run => run(statements.finishSend(place)))).count > 0;
    },

    async retry(item, at, reason) {
      const query = statements.handBack({ ...heldBy(item), at, reason });
      return (await engine.transaction(run => run(query))).count > 0;
    },

    abandon(item, reason) {
      return engine.transaction(async run => {
        if ((await run(statements.finish(heldBy(item)))).count === 0) return false;
        await run(once(note(item, reason)));
        return true;
      });
    },

    async release(worker) {
      const update = db
        .updateTable('work')
        .set(eb => ({
          available_at: now(),
          worker: null,
          token: eb('token', '+', 1),
          lost: eb('lost', '+', 1),
        }))
        .where('bucket', 'in', ALL_BUCKETS)
        .where('worker', '=', worker);
      return (await engine.transaction(run => run(once(update)))).count;
    },

    async depth() {
      const query = db
        .selectFrom('work')
        .select(eb => ['queue', eb.fn.countAll<number>().as('n'), eb.fn.min('accepted_at').as('oldest')])
        .groupBy('queue');
      const { rows } = await engine.read(run => run(once(query)));
      const count = (kind: Queue) => rows.find(row => row.queue === kind)?.n ?? 0;
      const oldest = rows.map(row => row.oldest);
      return {
        jobs: count('job'),
        sends: count('send'),
        oldest: oldest.length === 0 ? null : Math.min(...oldest),
      };
    },
  };
}

function heldBy(item: Job | Send): Held {
  return {
    bucket: bucketOf(item.conversation),
    queue: item.kind,
    conversation: item.conversation,
    watermark: item.watermark,
    part: item.kind === 'job' ? 0 : item.part,
    token: item.token,
  };
}
