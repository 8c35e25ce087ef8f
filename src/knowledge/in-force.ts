import { withoutEntries } from './draft/index.ts';
import type { Knowledge } from './knowledge.ts';

/**
 * The knowledge of one day: documents that are not in force yet, or no more, are left out with what points to them.
 * The very same object where that leaves nothing out.
 */
export function inForce(knowledge: Knowledge, day: string): Knowledge {
  const out = knowledge.documents.filter(
    ({ validFrom, validUntil }) =>
      (validFrom !== undefined && validFrom > day) || (validUntil !== undefined && validUntil < day),
  );
  if (out.length === 0) return knowledge;
  const gone = new Set(out.flatMap(({ entries }) => entries.map(({ id }) => id)));
  const documents = knowledge.documents.filter(document => !out.includes(document));
  return withoutEntries({ ...knowledge, documents }, gone).knowledge;
}
