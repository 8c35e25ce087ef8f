import type { JSX } from 'preact';
import type { WordRead } from '../lookup/wire.ts';

/** Finds out whether a word of a text is one that was looked for. */
export type IsLookedFor = (word: string) => boolean;

/** Shorter beginnings would mark half of the text. */
const SHORTEST = 3;

/** Words that stand for what was typed: by how they begin, or as they were read. */
export function lookedFor(words: readonly WordRead[]): IsLookedFor {
  const beginnings: string[] = [];
  const exact = new Set<string>();
  for (const { word, read, how } of words) {
    if (how !== 'unknown') for (const one of read) if (one.length >= SHORTEST) exact.add(fold(one));
    if (how !== 'repaired' && how !== 'unknown' && word.length >= SHORTEST) beginnings.push(fold(word));
  }
  return word => {
    const folded = fold(word);
    return exact.has(folded) || beginnings.some(beginning => folded.startsWith(beginning));
  };
}

/** A text in which the words that were looked for are marked. */
export function Marked({ text, is }: { text: string; is: IsLookedFor }): JSX.Element {
  const parts = text.split(/([\p{L}\p{N}]+)/u);
  return <>{parts.map((part, i) => (i % 2 === 1 && is(part) ? <mark key={i}>{part}</mark> : part))}</>;
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '');
}
