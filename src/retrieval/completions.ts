import Fuse from 'fuse.js';

/** A title to be completed while somebody types, and what it stands for. */
export interface Titled {
  id: string;
  title: string;
}

/** Titles that what was typed may become, best first: Fuse.js over the titles, tolerant of slips. */
export function completions(titles: readonly Titled[], typed: string, limit = 5): Titled[] {
  const fuse = new Fuse([...titles], {
    keys: ['title'],
    ignoreDiacritics: true,
    ignoreLocation: true,
    threshold: 0.35,
  });
  return fuse.search(typed.slice(0, 32), { limit }).map(hit => hit.item);
}
