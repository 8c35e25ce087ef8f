import type { Engine, Run } from '../engine.ts';
import type { EditionContent } from '../records.ts';
import { once } from '../statement.ts';

/** A part of an edition, or a piece of one. */
export interface EditionPiece {
  /** `content`: UTF-8. */
  readonly part: 'content' | 'index';
  readonly bytes: Uint8Array;
}

/** Up to here (letters of the content and bytes of the index) an edition stands in its row; beyond, in pieces of one megabyte. */
const ROW = 4 * 1024 * 1024;
const PIECE = 1024 * 1024;

export function isLarge({ content, index }: EditionContent): boolean {
  return content.length + index.length > ROW;
}

/** Writes the pieces, each in a transaction of its own: nobody sees them before the edition's row is there. */
export async function writePieces(engine: Engine, { id, content, index }: EditionContent): Promise<void> {
  const parts = { content: new TextEncoder().encode(content), index };
  for (const [part, whole] of Object.entries(parts)) {
    for (let number = 0; number * PIECE < whole.length; number++) {
      const bytes = whole.slice(number * PIECE, (number + 1) * PIECE);
      const insert = engine.builder
        .insertInto('edition_pieces')
        .values({ edition: id, part, number, bytes })
        .onConflict(conflict => conflict.doNothing());
      await engine.transaction(run => run(once(insert)));
    }
  }
}

/** The pieces in order, one query each, and time for others between them. */
export async function* readPieces(engine: Engine, id: string): AsyncGenerator<EditionPiece> {
  for (const part of ['content', 'index'] as const) {
    for (let number = 0; ; number++) {
      const bytes = await engine.read(run => piece(engine, run, id, part, number));
      if (bytes === null) break;
      yield { part, bytes };
      await new Promise(resolve => setImmediate(resolve));
    }
  }
}

async function piece(
  engine: Engine,
  run: Run,
  id: string,
  part: string,
  number: number,
): Promise<Uint8Array | null> {
  const query = engine.builder
    .selectFrom('edition_pieces')
    .select('bytes')
    .where('edition', '=', id)
    .where('part', '=', part)
    .where('number', '=', number);
  const { rows } = await run(once(query));
  return rows[0] ? new Uint8Array(rows[0].bytes) : null;
}
