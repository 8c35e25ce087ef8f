import { bucketOf } from './bucket.ts';
import { endFormerLife, handoverMark, parse, unknownConversation } from './conversations.ts';
import { type Parts, type Run, transact, Undo } from './engine.ts';
import { activityId, isConversationId, messageHash, requireConversationId } from './ids.ts';
import type { Json } from './json.ts';
import { PAGE } from './log-statements.ts';
import type { Accepted } from './messages.ts';
import { KEEP } from './retention.ts';
import { once } from './statement.ts';
import type { Statements } from './statements.ts';
import type { Store } from './store.ts';
import type { NewSend } from './work.ts';

type Methods = Pick<
  Store,
  'accept' | 'knows' | 'append' | 'activitiesAfter' | 'highWatermark' | 'highWatermarks'
>;

/** The log of a conversation: what the person wrote, what was said to them, numbered by the watermark. */
export function log({ engine, now }: Parts, statements: Statements): Methods {
  return {
    async accept({ conversation, channel, activity, key, sealedAddress, job }) {
      requireConversationId(conversation);
      const at = now();
      const bucket = bucketOf(conversation);
      const place = { bucket, conversation };
      const hash = key === undefined ? null : messageHash(conversation, key);
      const text = JSON.stringify(activity);
      const body = JSON.stringify(job?.data ?? null);

      return transact<Accepted>(engine, async run => {
        const lease = job?.lease;
        const [raised, open] = await Promise.all([
          run(statements.raise({ ...place, channel, at, expires: at + KEEP.conversation })),
          lease === undefined ? null : run(statements.open({ ...place, queue: 'job' })),
        ]);
        const { watermark, dialogue, version, created_at, handover } = raised.rows[0]!;
        if (watermark > 1 && created_at === at) await endFormerLife(engine, run, conversation, at);
        const id = activityId(conversation, watermark);
        const free = lease !== undefined && open?.rows.length === 0;
        const leasedUntil = free ? at + lease.leaseMs : at;

        const [remembered] = await Promise.all([
          hash === null ? null : run(statements.remember({ bucket, hash, watermark, at })),
          run(statements.log({ ...place, watermark, id, at, reply_to: null, activity: text })),
          job === undefined
            ? null
            : run(
                statements.enqueue({
                  ...place,
                  queue: 'job',
                  watermark,
                  part: 0,
                  id,
                  channel,
                  available_at: leasedUntil,
                  worker: free ? lease.worker : null,
                  token: free ? 1 : 0,
                  attempts: free ? 1 : 0,
                  lost: 0,
                  accepted_at: at,
                  sealed_address: sealedAddress ?? null,
                  body,
                  reason: null,
                }),
              ),
        ]);
        if (hash !== null && remembered?.count === 0) {
          const first = (await run(statements.known({ bucket, hash }))).rows[0]!.watermark;
          const known = { id: activityId(conversation, first), watermark: first, duplicate: true, job: null };
          throw new Undo(known satisfies Accepted);
        }
        return {
          id,
          watermark,
          duplicate: false,
          job: free
            ? {
                kind: 'job',
                id,
                conversation,
                channel,
                watermark,
                acceptedAt: at,
                attempt: 1,
                lost: 0,
                leasedUntil,
                token: 1,
                sealedAddress: sealedAddress ?? null,
                activity,
                data: job?.data ?? null,
                dialogue: parse(dialogue),
                version,
                handover: handoverMark(handover),
              }
            : null,
        };
      });
    },

    async knows(conversation, key) {
      if (!isConversationId(conversation)) return false;
      const place = { bucket: bucketOf(conversation), hash: messageHash(conversation, key) };
      return (await engine.read(run => run(statements.known(place)))).rows.length > 0;
    },

    async append(conversation, { activities, sends }) {
      requireConversationId(conversation);
      const at = now();
      const place = { bucket: bucketOf(conversation), conversation };
      return engine.transaction(async run => {
        const raised = await run(statements.advance({ ...place, by: activities.length, now: at }));
        const row = raised.rows[0];
        if (row === undefined) throw unknownConversation();
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
        return { ids, watermark: row.watermark };
      });
    },

    async activitiesAfter(conversation, watermark, limit = PAGE) {
      if (!isConversationId(conversation)) return [];
      const query = statements.after({ bucket: bucketOf(conversation), conversation, watermark });
      const { rows } = await engine.read(run => run(query));
      return rows.slice(0, limit).map(row => ({
        id: row.id,
        watermark: row.watermark,
        at: row.at,
        replyTo: row.reply_to,
        activity: parse(row.activity),
      }));
    },

    async highWatermark(conversation) {
      if (!isConversationId(conversation)) return 0;
      const query = statements.conversation({ bucket: bucketOf(conversation), conversation });
      return (await engine.read(run => run(query))).rows[0]?.watermark ?? 0;
    },

    async highWatermarks(conversations) {
      const inBuckets = Map.groupBy(conversations.filter(isConversationId), bucketOf);
      const queries = [...inBuckets].map(([bucket, ids]) =>
        engine.builder
          .selectFrom('conversations')
          .select(['id', 'watermark'])
          .where('bucket', '=', bucket)
          .where('id', 'in', ids),
      );
      // In one go, so that they travel together.
      const found = await engine.read(run => Promise.all(queries.map(query => run(once(query)))));
      return new Map(found.flatMap(({ rows }) => rows.map(({ id, watermark }) => [id, watermark] as const)));
    },
  };
}

/** What the assistant or an agent says: rows of the log, and sends for those that a channel must deliver. */
export interface Said {
  bucket: number;
  conversation: string;
  channel: string;
  at: number;
  /** Watermark of the first activity. */
  first: number;
  ids: string[];
  activities: Json[];
  replyTo: string | null;
  sends: NewSend[];
  /** For the sends that bring none of their own. */
  sealedAddress: string | null;
  acceptedAt: number;
}

/** Writes {@link Said}; the conversation's watermark must have been raised in the same transaction. */
export async function write(run: Run, statements: Statements, said: Said): Promise<void> {
  const { bucket, conversation, at, first, ids } = said;
  const stray = said.sends.find(send => ids[send.activity] === undefined);
  if (stray !== undefined) throw new RangeError(`A send names activity ${stray.activity} of ${ids.length}.`);
  const parts = new Map<number, number>();
  await Promise.all([
    ...said.activities.map((activity, i) =>
      run(
        statements.log({
          bucket,
          conversation,
          watermark: first + i,
          id: ids[i]!,
          at,
          reply_to: said.replyTo,
          activity: JSON.stringify(activity),
        }),
      ),
    ),
    ...said.sends.map(send => {
      const part = parts.get(send.activity) ?? 0;
      parts.set(send.activity, part + 1);
      return run(
        statements.enqueue({
          bucket,
          queue: 'send',
          conversation,
          watermark: first + send.activity,
          part,
          id: ids[send.activity]!,
          channel: said.channel,
          available_at: at,
          worker: null,
          token: 0,
          attempts: 0,
          lost: 0,
          accepted_at: said.acceptedAt,
          sealed_address: send.sealedAddress ?? said.sealedAddress,
          body: JSON.stringify(send.payload),
          reason: null,
        }),
      );
    }),
  ]);
}
