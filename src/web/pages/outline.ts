import type { Document, Entry, EntryId } from '../../knowledge/entry.ts';

/** The entries of a document as it is built: an official heading, what stands under it, and what is below that. */
export interface Block {
  readonly entry: Entry;
  /** False where the entry stands under the heading above it (or the document's title): a bullet, the front matter. */
  readonly ownHeading: boolean;
  readonly children: readonly Block[];
}

/** Puts the flat list of entries into the document's order of headings. */
export function outline(document: Document): Block[] {
  const byId = new Map(document.entries.map(entry => [entry.id, entry]));
  const inside = new Set(document.entries.flatMap(entry => entry.children));
  return document.entries
    .filter(entry => !inside.has(entry.id))
    .map(entry => block(entry, document.title.es, byId, new Set()));
}

/** Entries that have a heading of their own, in the document's order: what a reader looks for first. */
export function headedEntries(document: Document): Entry[] {
  const flat = (blocks: readonly Block[]): Entry[] =>
    blocks.flatMap(({ entry, ownHeading, children }) => [...(ownHeading ? [entry] : []), ...flat(children)]);
  return flat(outline(document));
}

function block(
  entry: Entry,
  above: string,
  byId: ReadonlyMap<EntryId, Entry>,
  seen: ReadonlySet<EntryId>,
): Block {
  const path = new Set([...seen, entry.id]);
  const children = entry.children.flatMap(id => {
    const child = byId.get(id);
    return child && !path.has(id) ? [block(child, entry.section.es, byId, path)] : [];
  });
  return { entry, ownHeading: entry.section.es !== above, children };
}
