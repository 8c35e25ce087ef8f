import type { Engine, Run } from '../engine.ts';
import type { HandoverRequest } from '../messages.ts';
import { KEEP } from '../retention.ts';
import { once } from '../statement.ts';

interface Place {
  bucket: number;
  conversation: string;
}

/** Writes down that a person was asked for, or is not wanted any more. Within the transaction that logs the reply. */
export async function requestHandover(
  { builder: db }: Engine,
  run: Run,
  { bucket, conversation }: Place,
  request: HandoverRequest,
  { id, channel, at }: { id: string; channel: string; at: number },
): Promise<void> {
  const setMark = (handover: string | null) =>
    run(
      once(
        db
          .updateTable('conversations')
          .set({ handover })
          .where('bucket', '=', bucket)
          .where('id', '=', conversation),
      ),
    );
  if (request.ask === 'open') {
    const { lang, reason } = request;
    await run(
      once(
        db.insertInto('handovers').values({
          bucket,
          conversation,
          id,
          channel,
          lang,
          reason,
          state: 'waiting',
          agent: null,
          agent_name: null,
          requested_at: at,
          taken_at: null,
          closed_at: null,
        }),
      ),
    );
    await setMark('waiting');
    return;
  }
  await run(
    once(
      db
        .updateTable('handovers')
        .set({ state: 'closed', closed_at: at })
        .where('bucket', '=', bucket)
        .where('conversation', '=', conversation)
        .where('state', 'in', ['waiting', 'held']),
    ),
  );
  await setMark(null);
}

/** Deletes what is kept of the hand-overs of a conversation, up to now or from before a moment. */
export async function forgetHandovers(
  { builder: db }: Engine,
  run: Run,
  { bucket, conversation }: Place,
  before = Number.MAX_SAFE_INTEGER,
): Promise<void> {
  await run(
    once(
      db
        .deleteFrom('handovers')
        .where('bucket', '=', bucket)
        .where('conversation', '=', conversation)
        .where('requested_at', '<', before),
    ),
  );
  await run(
    once(
      db
        .deleteFrom('handover_notes')
        .where('bucket', '=', bucket)
        .where('conversation', '=', conversation)
        .where('at', '<', before),
    ),
  );
}

/** What of the desk is over: sessions, sign-ins, counts, proposals that were settled or left lying. */
export function outdated({ builder: db }: Engine, now: number) {
  return [
    db.deleteFrom('desk_sessions').where('expires_at', '<=', now),
    db.deleteFrom('desk_signins').where('expires_at', '<=', now),
    db.deleteFrom('counts').where('hour', '<=', now - KEEP.counts),
    db.deleteFrom('proposals').where('at', '<=', now - KEEP.proposals),
  ];
}
