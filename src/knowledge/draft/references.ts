import { type Language, orderedByLanguage } from '../../language/index.ts';
import type { EntryId } from '../entry.ts';
import type { Knowledge } from '../knowledge.ts';

/** What in the glossary or in `asked/` pointed to an entry that is no more. */
export interface Dropped {
  readonly entry: EntryId;
  readonly from: 'glossary' | 'facets';
  /** The concept's id, or the facet. */
  readonly name: string;
  readonly lang: Language | null;
  readonly questions: readonly string[];
}

/** Takes away what points to entries that are no more, and says what it was. */
export function withoutEntries(
  knowledge: Knowledge,
  gone: ReadonlySet<EntryId>,
): { knowledge: Knowledge; dropped: Dropped[] } {
  if (gone.size === 0) return { knowledge, dropped: [] };
  const dropped: Dropped[] = [];
  const glossary = knowledge.glossary.map(concept => {
    for (const entry of concept.entries.filter(id => gone.has(id)))
      dropped.push({ entry, from: 'glossary', name: concept.id, lang: null, questions: [] });
    return { ...concept, entries: concept.entries.filter(id => !gone.has(id)) };
  });
  const facets = Object.fromEntries(
    Object.entries(knowledge.asked.facets).map(([name, by]) => [
      name,
      orderedByLanguage(by, (asked, lang) => {
        const kept = Object.entries(asked).filter(([entry, questions]) => {
          if (gone.has(entry)) dropped.push({ entry, from: 'facets', name, lang, questions });
          return !gone.has(entry);
        });
        return Object.fromEntries(kept);
      }),
    ]),
  ) as Knowledge['asked']['facets'];
  return { knowledge: { ...knowledge, glossary, asked: { ...knowledge.asked, facets } }, dropped };
}
