import type { Parts, Run } from '../engine.ts';
import { StoreError } from '../errors.ts';
import type { EditionContent, PublishedEdition } from '../records.ts';
import { once } from '../statement.ts';
import type { Store } from '../store.ts';
import { isLarge, readPieces, writePieces } from './pieces.ts';

type Methods = Pick<
  Store,
  | 'publishedEdition'
  | 'publishedEditionId'
  | 'publishEdition'
  | 'republishEdition'
  | 'publications'
  | 'edition'
  | 'editionPieces'
>;

/** Editions: immutable rows, and the list of publications, whose last one is live. */
export function editions({ engine, now }: Parts): Methods {
  const db = engine.builder;

  function newestFirst(limit: number) {
    return db.selectFrom('publications').selectAll().orderBy('number', 'desc').limit(limit);
  }

  async function row(run: Run, id: string) {
    return (await run(once(db.selectFrom('editions').selectAll().where('id', '=', id)))).rows[0];
  }

  /** The whole edition, from its row or from its pieces. */
  async function whole(id: string): Promise<EditionContent | null> {
    const found = await engine.read(run => row(run, id));
    if (found === undefined) return null;
    if (found.content !== '') return { id, content: found.content, index: new Uint8Array(found.index_bytes) };
    const parts: Record<'content' | 'index', Uint8Array[]> = { content: [], index: [] };
    for await (const { part, bytes } of readPieces(engine, id)) parts[part].push(bytes);
    const content = Buffer.concat(parts.content).toString('utf8');
    return { id, content, index: new Uint8Array(Buffer.concat(parts.index)) };
  }

  /** The edition with the time of its last publication. */
  async function published(
    publication: { edition: string; at: number } | undefined,
  ): Promise<PublishedEdition | null> {
    const edition = publication && (await whole(publication.edition));
    return edition ? { ...edition, publishedAt: publication.at } : null;
  }

  async function publish(run: Run, id: string): Promise<void> {
    const last = (await run(once(newestFirst(1)))).rows[0];
    if (last?.edition === id) return;
    const values = { number: (last?.number ?? 0) + 1, edition: id, at: now() };
    await run(once(db.insertInto('publications').values(values)));
  }

  return {
    async publishedEdition() {
      return published((await engine.read(run => run(once(newestFirst(1))))).rows[0]);
    },

    async publishedEditionId() {
      return (await engine.read(run => run(once(newestFirst(1))))).rows[0]?.edition ?? null;
    },

    async edition(id) {
      const query = newestFirst(1).where('edition', '=', id);
      return published((await engine.read(run => run(once(query)))).rows[0]);
    },

    async *editionPieces(id) {
      const found = await engine.read(run => row(run, id));
      if (found === undefined) return;
      if (found.content === '') yield* readPieces(engine, id);
      else {
        yield { part: 'content', bytes: new TextEncoder().encode(found.content) };
        yield { part: 'index', bytes: new Uint8Array(found.index_bytes) };
      }
    },

    async publications(limit = 100) {
      const { rows } = await engine.read(run => run(once(newestFirst(limit))));
      return rows.map(({ edition, at }) => ({ id: edition, publishedAt: at }));
    },

    async publishEdition(edition) {
      const { id } = edition;
      const known = await whole(id);
      if (known !== null && known.content !== edition.content) {
        throw new StoreError(
          'edition-changed',
          `Edition ${id} was published before with other content. An edition never changes: publish it under its own id.`,
        );
      }
      const large = isLarge(edition);
      if (large && known === null) await writePieces(engine, edition);
      const insert = db
        .insertInto('editions')
        .values({
          id,
          content: large ? '' : edition.content,
          index_bytes: large ? new Uint8Array(0) : edition.index,
        })
        .onConflict(conflict => conflict.doNothing());
      await engine.transaction(async run => {
        await run(once(insert));
        await publish(run, id);
      });
    },

    republishEdition: id =>
      engine.transaction(async run => {
        const { rows } = await run(once(db.selectFrom('editions').select('id').where('id', '=', id)));
        if (rows.length === 0) return false;
        await publish(run, id);
        return true;
      }),
  };
}
