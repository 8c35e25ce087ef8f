import type { Kysely } from 'kysely';
import { bucketOf } from './bucket.ts';
import { parse } from './conversations.ts';
import type { Parts } from './engine.ts';
import type { Unanswered } from './records.ts';
import type { Tables } from './schema.ts';
import { once } from './statement.ts';
import type { Statements } from './statements.ts';
import type { Store } from './store.ts';

type Methods = Pick<
  Store,
  'recordUnanswered' | 'recordFeedback' | 'recordAudit' | 'unanswered' | 'feedback' | 'audit'
>;

/** What people of the institute read later: unanswered questions, feedback, the audit. */
export function notes({ engine, now, newId }: Parts, statements: Statements): Methods {
  const db: Kysely<Tables> = engine.builder;

  /** In the bucket of its conversation, or in any when it has none. */
  function row(conversation: string | undefined) {
    const id = newId();
    return { id, bucket: bucketOf(conversation ?? id), conversation: conversation ?? null };
  }

  return {
    async recordUnanswered(question) {
      const insert = statements.keepUnanswered(unansweredRow(question, newId()));
      await engine.transaction(run => run(insert));
    },

    async recordFeedback({ positive, text, decision, entry, lang, channel, day, conversation }) {
      const insert = db.insertInto('feedback').values({
        ...row(conversation),
        positive: positive ? 1 : 0,
        text: text === null ? null : storable(text),
        decision,
        entry,
        lang,
        channel,
        day,
      });
      await engine.transaction(run => run(once(insert)));
    },

    async unanswered(since, limit = 1_000) {
      const select = db
        .selectFrom('unanswered')
        .select(['id', 'text', 'lang', 'decision', 'reason', 'channel', 'day'])
        .where('day', '>=', since)
        .orderBy('day', 'desc')
        .orderBy('id')
        .limit(limit);
      return (await engine.read(run => run(once(select)))).rows.map(found => ({ ...found }));
    },

    async feedback(since, limit = 1_000) {
      const select = db
        .selectFrom('feedback')
        .select(['id', 'positive', 'text', 'decision', 'entry', 'lang', 'channel', 'day'])
        .where('day', '>=', since)
        .orderBy('day', 'desc')
        .orderBy('id')
        .limit(limit);
      const { rows } = await engine.read(run => run(once(select)));
      return rows.map(found => ({ ...found, positive: found.positive === 1 }));
    },

    async recordAudit({ actor, action, detail }) {
      const { id, bucket } = row(undefined);
      const insert = db
        .insertInto('audit')
        .values({ id, bucket, at: now(), actor, action, detail: JSON.stringify(detail) });
      await engine.transaction(run => run(once(insert)));
    },

    async audit(since, limit = 1_000) {
      const select = db
        .selectFrom('audit')
        .select(['at', 'actor', 'action', 'detail'])
        .where('at', '>=', since)
        .orderBy('at', 'desc')
        .orderBy('id')
        .limit(limit);
      const { rows } = await engine.read(run => run(once(select)));
      return rows.map(found => ({ ...found, detail: parse(found.detail) }));
    },
  };
}

/** A question as its row holds it. */
export function unansweredRow(question: Unanswered, id: string): Tables['unanswered'] {
  const { text, lang, decision, reason, channel, day, conversation = null } = question;
  const bucket = bucketOf(conversation ?? id);
  return { bucket, id, conversation, text: storable(text), lang, decision, reason, channel, day };
}

/** PostgreSQL's text can hold neither the zero character nor half of a surrogate pair. */
function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
