import type { Parts, Run } from './engine.ts';
import { StoreError } from './errors.ts';
import type { PublishedEdition } from './records.ts';
import { once } from './statement.ts';
import type { Store } from './store.ts';

type Methods = Pick<
  Store,
  'publishedEdition' | 'publishedEditionId' | 'publishEdition' | 'publications' | 'edition'
>;

/** Editions: immutable rows, and the list of publications, whose last one is live. */
export function editions({ engine, now }: Parts): Methods {
  const db = engine.builder;

  function newestFirst(limit: number) {
    return db.selectFrom('publications').selectAll().orderBy('number', 'desc').limit(limit);
  }

  async function content(run: Run, id: string) {
    return (await run(once(db.selectFrom('editions').selectAll().where('id', '=', id)))).rows[0];
  }

  /** The edition with the time of its last publication. */
  async function published(run: Run, publication: { edition: string; at: number } | undefined) {
    const row = publication && (await content(run, publication.edition));
    if (row === undefined) return null;
    const edition: PublishedEdition = {
      id: row.id,
      content: row.content,
      index: new Uint8Array(row.index_bytes),
      publishedAt: publication!.at,
    };
    return edition;
  }

  return {
    publishedEdition: () =>
      engine.read(async run => published(run, (await run(once(newestFirst(1)))).rows[0])),

    async publishedEditionId() {
      return (await engine.read(run => run(once(newestFirst(1))))).rows[0]?.edition ?? null;
    },

    edition: id =>
      engine.read(async run => {
        const query = newestFirst(1).where('edition', '=', id);
        return published(run, (await run(once(query))).rows[0]);
      }),

    async publications(limit = 100) {
      const { rows } = await engine.read(run => run(once(newestFirst(limit))));
      return rows.map(({ edition, at }) => ({ id: edition, publishedAt: at }));
    },

    async publishEdition({ id, content: text, index }) {
      const insert = db
        .insertInto('editions')
        .values({ id, content: text, index_bytes: index })
        .onConflict(conflict => conflict.doNothing());
      await engine.transaction(async run => {
        const { count } = await run(once(insert));
        if (count === 0 && (await content(run, id))?.content !== text) {
          throw new StoreError(
            'edition-changed',
            `Edition ${id} was published before with other content. An edition never changes: publish it under its own id.`,
          );
        }
        const last = (await run(once(newestFirst(1)))).rows[0];
        if (last?.edition === id) return;
        await run(
          once(
            db.insertInto('publications').values({ number: (last?.number ?? 0) + 1, edition: id, at: now() }),
          ),
        );
      });
    },
  };
}
