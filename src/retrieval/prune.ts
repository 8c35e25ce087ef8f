import type { Language } from '../language/index.ts';

/** How many rows of an id in one language are kept at most, and from which cosine on two say nearly the same. */
const MOST_ROWS = 40;
const ALIKE = 0.6;

/** A row as it is compared with others of its id. */
export interface Comparable {
  id: number;
  lang: Language;
  /** Its terms, each once. */
  terms: readonly number[];
}

/**
 * Which rows are kept, by number, ascending. A classifier learns from all of them; to be found by, an id needs only some that differ:
 * of those of one id and language, each next one is the least like those that were chosen before (Gonzalez's
 * farthest-first traversal), until all others are nearly the same as one of them, or enough are chosen.
 */
export function keptRows(rows: readonly Comparable[], weights: Float32Array): number[] {
  const groups = new Map<string, number[]>();
  rows.forEach(({ id, lang }, row) => {
    const group = groups.get(`${lang} ${id}`);
    if (group) group.push(row);
    else groups.set(`${lang} ${id}`, [row]);
  });
  return [...groups.values()].flatMap(group => spread(group, rows, weights)).sort((a, b) => a - b);
}

/** The rows of a group that are chosen. Takes time in proportion to the group's terms for each of them. */
function spread(group: readonly number[], rows: readonly Comparable[], weights: Float32Array): number[] {
  const vectors = group.map(row => unit(rows[row]!.terms, weights));
  const nearest = group.map(() => 0);
  const chosen: number[] = [];
  while (chosen.length < MOST_ROWS) {
    let next = 0;
    for (let i = 1; i < group.length; i++) if (nearest[i]! < nearest[next]!) next = i;
    if (nearest[next]! >= ALIKE) break;
    chosen.push(group[next]!);
    vectors.forEach((vector, i) => {
      nearest[i] = i === next ? 1 : Math.max(nearest[i]!, dot(vector, vectors[next]!));
    });
  }
  return chosen;
}

function unit(terms: readonly number[], weights: Float32Array): Map<number, number> {
  const norm = Math.sqrt(terms.reduce((sum, term) => sum + weights[term]! ** 2, 0)) || 1;
  return new Map(terms.map(term => [term, weights[term]! / norm]));
}

function dot(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): number {
  let sum = 0;
  for (const [term, value] of a) sum += value * (b.get(term) ?? 0);
  return sum;
}
