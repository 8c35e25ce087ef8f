import { type Grams, gramsOf, likeness } from './likeness.ts';

/**
 * From which likeness on a text is taken for an edited old one. Of the official document's texts one pair alone is as
 * much alike (the two goals about more centres, which their headings tell apart), and each of them with every sixth word
 * replaced stays above it: test/knowledge/identity.test.ts.
 */
export const SAME_FROM = 0.42;
/** What the place adds at most: an old text under the same heading, and at the same point of the document. */
const SAME_HEADING = 0.12;
const SAME_PLACE = 0.06;
/** Words that stand in more texts than this say nothing about which one it is. */
const MOST_SHARED = 200;

/** A text and where it stands. */
export interface Placed {
  readonly text: string;
  readonly heading: string;
}

/**
 * Which old text each new one is, by likeness and place; -1 for those that are new. Every old text is given once, the
 * most alike first. Costs some `texts × words`, not `old × new`.
 */
export function matched(before: readonly Placed[], after: readonly Placed[]): number[] {
  const old = before.map(({ text }) => gramsOf(text));
  const candidates = after.flatMap((placed, a) => {
    const grams = gramsOf(placed.text);
    return near(grams, old).flatMap(b => {
      const alike = likeness(grams, old[b]!);
      if (alike < SAME_FROM) return [];
      const heading = before[b]!.heading === placed.heading ? SAME_HEADING : 0;
      const distance = Math.abs(a / Math.max(1, after.length) - b / Math.max(1, before.length));
      return [{ a, b, score: alike + heading + SAME_PLACE * (1 - distance) }];
    });
  });
  candidates.sort((x, y) => y.score - x.score || x.a - y.a || x.b - y.b);
  const found = after.map(() => -1);
  const taken = new Set<number>();
  for (const { a, b } of candidates) {
    if (found[a] !== -1 || taken.has(b)) continue;
    found[a] = b;
    taken.add(b);
  }
  return found;
}

const indexes = new WeakMap<readonly Grams[], Map<string, number[]>>();

/** The old texts that share a gram that is not everywhere. */
function near(grams: Grams, old: readonly Grams[]): number[] {
  let index = indexes.get(old);
  if (!index) {
    index = new Map();
    old.forEach((own, b) => {
      for (const gram of own.keys()) {
        const list = index!.get(gram);
        if (list) list.push(b);
        else index!.set(gram, [b]);
      }
    });
    indexes.set(old, index);
  }
  const shared = new Set<number>();
  for (const gram of grams.keys()) {
    const list = index.get(gram) ?? [];
    if (list.length <= MOST_SHARED) for (const b of list) shared.add(b);
  }
  return [...shared];
}
