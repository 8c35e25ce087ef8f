import type { Entry } from '../entry.ts';
import { gramsOf, likeness } from './likeness.ts';
import { matched, SAME_FROM } from './match.ts';
import type { Wanted } from './wanted.ts';

/** Which old entry each new one is. Texts by likeness; what holds others by its heading and by what it holds. */
export function olderOf(wanted: readonly Wanted[], before: readonly Entry[]): Map<Wanted, Entry> {
  const old = new Map<Wanted, Entry>();
  const front = wanted.find(({ kind }) => kind === 'front');
  const ficha = before.find(
    ({ facets, text }) => text !== null && facets.includes('who') && facets.includes('law'),
  );
  if (front && ficha) old.set(front, ficha);
  const leaves = wanted.filter(({ kind }) => kind === 'leaf');
  const texts = leaves.map(({ text, heading }) => ({ text: text!, heading }));
  const oldLeaves = before.filter(entry => entry.text !== null && entry !== ficha);
  matched(leavesOf(oldLeaves), texts).forEach((match, i) => {
    if (match >= 0) old.set(leaves[i]!, oldLeaves[match]!);
  });
  const holders = before.filter(({ text }) => text === null);
  const taken = new Set<Entry>();
  for (const kind of ['group', 'list'] as const) {
    for (const one of wanted.filter(candidate => candidate.kind === kind)) {
      const found = holderOf(
        one,
        holders.filter(holder => !taken.has(holder)),
        old,
      );
      if (!found) continue;
      taken.add(found);
      old.set(one, found);
    }
  }
  return old;
}

function holderOf(
  one: Wanted,
  holders: readonly Entry[],
  old: ReadonlyMap<Wanted, Entry>,
): Entry | undefined {
  const held = new Set(one.children.map(child => old.get(child)?.id));
  const scored = holders.map(holder => {
    const common = holder.children.filter(child => held.has(child)).length;
    const share = common / Math.max(1, Math.max(holder.children.length, one.children.length));
    const heading = likeness(gramsOf(holder.section.es), gramsOf(one.heading));
    return { holder, score: Math.max(share, heading) + 0.1 * Math.min(share, heading) };
  });
  const best = scored.sort((a, b) => b.score - a.score)[0];
  return best && best.score >= SAME_FROM ? best.holder : undefined;
}

/** Texts of entries under their headings, to be compared with those of an outline. */
export function leavesOf(entries: readonly Entry[]): { text: string; heading: string }[] {
  return entries.map(({ text, section }) => ({ text: text?.es ?? '', heading: section.es }));
}
