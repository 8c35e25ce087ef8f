import type { Library } from '../answer/index.ts';
import type { Understanding, Understood } from '../understanding/index.ts';
import type { Dialogue } from './dialogue.ts';
import { lastShown } from './follow-up.ts';
import type { Heard } from './hear.ts';

/** A question that goes on about the last thing is short … */
const SHORT = 10;
/** … and begins like one, or points back. */
const GOES_ON = new Set('y pero and but or o entonces so then'.split(' '));
const POINTS_BACK = new Set(
  `eso esa ese esos esas esto esta este ahi alla alli ello ella ellos ellas lo la los las le les sacarla sacarlo hacerlo
tramitarlo pedirlo it its that this those these them they there one ones`.split(/\s+/),
);

/**
 * Understands a message by itself and, where it names no thing of its own ("¿y cuánto cuesta?", "where will they
 * be?"), together with the name of what was last shown.
 */
export function readInContext(
  text: string,
  { words }: Heard,
  dialogue: Dialogue,
  { understanding, library }: { understanding: Understanding; library: Library },
): Understood {
  const alone = understanding.understand(text);
  const last = lastShown(dialogue)?.[0];
  const title = last === undefined ? undefined : library.entry(last)?.title[dialogue.lang ?? 'es'];
  if (last === undefined || title === undefined || !leansOnTheLast(alone, words)) return alone;
  if (alone.kind === 'related') return { ...alone, entry: last };
  if (alone.kind !== 'elsewhere' && alone.kind !== 'unclear') return alone;
  const together = understanding.understand(`${text} ${title}`);
  if (together.kind === 'related') return { ...together, entry: last };
  return together.kind === 'answer' ? together : alone;
}

function leansOnTheLast({ kind, signals }: Understood, words: readonly string[]): boolean {
  if (kind === 'danger' || kind === 'chat' || words.length > SHORT) return false;
  if (signals.institutions.length > 0 || signals.matters.length > 0) return false;
  const asksBriefly = signals.cues.length > 0 && words.length <= SHORT / 2;
  return asksBriefly || GOES_ON.has(words[0] ?? '') || words.some(word => POINTS_BACK.has(word));
}
