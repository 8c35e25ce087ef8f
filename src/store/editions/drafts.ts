import type { Parts } from '../engine.ts';
import { once } from '../statement.ts';
import type { Store } from '../store.ts';

type Methods = Pick<Store, 'editionDraft' | 'saveEditionDraft' | 'dropEditionDraft'>;

/** Editors share one draft: two of them who save at once do not overwrite each other. */
const NAME = 'current';

export function editionDrafts({ engine, now }: Parts): Methods {
  const db = engine.builder;
  return {
    async editionDraft() {
      const query = db.selectFrom('edition_drafts').selectAll().where('name', '=', NAME);
      const found = (await engine.read(run => run(once(query)))).rows[0];
      if (found === undefined) return null;
      const { content, source, actor, at, version } = found;
      return { content, sources: JSON.parse(source) as Record<string, string>, actor, at, version };
    },

    async saveEditionDraft({ content, sources, actor }, version) {
      const row = { content, source: JSON.stringify(sources), actor, at: now(), version: version + 1 };
      const insert = db
        .insertInto('edition_drafts')
        .values({ name: NAME, ...row })
        .onConflict(conflict => conflict.doNothing());
      const update = db
        .updateTable('edition_drafts')
        .set(row)
        .where('name', '=', NAME)
        .where('version', '=', version);
      const { count } = await engine.transaction<{ count: number }>(run =>
        version === 0 ? run(once(insert)) : run(once(update)),
      );
      return count > 0;
    },

    async dropEditionDraft() {
      await engine.transaction(run => run(once(db.deleteFrom('edition_drafts').where('name', '=', NAME))));
    },
  };
}
