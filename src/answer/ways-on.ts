import type { EntryId } from '../knowledge/entry.ts';
import type { Language } from '../language/index.ts';
import type { Library } from './library.ts';
import type { Option } from './reply.ts';

const MOST_FOLLOW_UPS = 3;

/** What can be asked next. */
export interface WaysOn {
  /** What stands next to an entry, without those that are offered already. */
  followUps(id: EntryId, without: readonly EntryId[], lang: Language): Option[];
  /** Where to begin. */
  starters(lang: Language): Option[];
}

export function createWaysOn(library: Library): WaysOn {
  function followUps(id: EntryId, without: readonly EntryId[], lang: Language): Option[] {
    const options: Option[] = [];
    for (const other of library.neighbours(id)) {
      if (options.length === MOST_FOLLOW_UPS) break;
      if (!without.includes(other)) options.push(library.option(other, lang, 'follow-up'));
    }
    return options;
  }

  /** The entries that {@link starters} offers, once they were looked up. */
  let first: EntryId[] | null = null;

  /** The first entries of the document with a text or parts of their own, the front matter left out. */
  function starters(lang: Language): Option[] {
    first ??= library.documents
      .flatMap(({ entries }) => entries)
      .filter(({ id, facets }) => facets.length === 0 && !id.includes('.'))
      .slice(0, MOST_FOLLOW_UPS)
      .map(({ id }) => id);
    return first.map(id => library.option(id, lang, 'follow-up'));
  }

  return { followUps, starters };
}
