import type { Entry, EntryId } from '../entry.ts';
import type { IdGiver } from './ids.ts';
import type { Wanted } from './wanted.ts';

/** The id of every entry: old ones keep theirs, new ones are named after their heading and the points beside them. */
export function idsOf(
  wanted: readonly Wanted[],
  old: ReadonlyMap<Wanted, Entry>,
  ids: IdGiver,
): Map<Wanted, EntryId> {
  const given = new Map<Wanted, EntryId>();
  /** By heading: the id of the entry that holds its points, and how the ids of its points begin. */
  const holders = new Map<string, EntryId>();
  const stems = new Map<string, string>();
  const give = (one: Wanted, id: EntryId) => {
    given.set(one, id);
    if (one.kind === 'group' && !holders.has(one.heading)) holders.set(one.heading, id);
    if (one.point && !stems.has(one.heading)) stems.set(one.heading, id.split('.')[0]!);
  };
  for (const one of wanted) if (old.has(one)) give(one, old.get(one)!.id);
  for (const one of wanted) {
    if (given.has(one)) continue;
    const stem = stems.get(one.heading);
    if (one.point) give(one, ids.point(holders.get(one.heading) ?? stem ?? ids.stem(one.heading)));
    else if (one.kind === 'front') give(one, ids.stem('ficha'));
    else give(one, one.kind === 'group' && stem && ids.claim(stem) ? stem : ids.stem(one.heading));
  }
  return given;
}
