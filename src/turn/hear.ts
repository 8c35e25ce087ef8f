import { clean, fold, words } from '../language/index.ts';
import { MARK_PATTERN } from '../privacy/index.ts';

/** Longer messages are not answered (CONTRACTS: "Length"), in code points. */
export const LONGEST_MESSAGE = 2_000;
/** Danger is looked for in this much of a message, however long it is. */
export const DANGER_WINDOW = 4_000;

/** A message as it was heard: cleaned, and in the forms in which it is compared. */
export interface Heard {
  /** Without invisible characters; at most {@link DANGER_WINDOW} code points. */
  text: string;
  folded: string;
  words: string[];
  tooLong: boolean;
}

/** Takes in at most the window, so that the time of everything after is bounded. */
export function hear(text: string): Heard {
  // A code point is at most two units: twice the window is enough to find it, and cutting first keeps this cheap.
  const points = Array.from(text.slice(0, 2 * DANGER_WINDOW + 2));
  const cleaned = clean(withoutPersonalData(points.slice(0, DANGER_WINDOW).join('')));
  return {
    text: cleaned,
    folded: fold(cleaned),
    words: words(cleaned),
    tooLong: points.length > LONGEST_MESSAGE,
  };
}

/** Words with which people tell a datum of their own: "mi número de DPI es …", "my passport is …", "me llamo …". */
const TELLING = /\b(?:mi|my)(?: [\p{L}.º°#]{1,20}){1,4} (?:es|is)[ :]{0,2}$|\b(?:me llamo|soy|i am|i'm) $/iu;
/** More than the longest that {@link TELLING} can match, in UTF-16 units. */
const LONGEST_TELLING = 100;

/** What stands for personal data that was taken out, and what only announces it, is nothing to be understood. */
function withoutPersonalData(text: string): string {
  const parts = text.split(MARK_PATTERN);
  const last = parts.pop()!;
  const untold = parts.map(
    part => part.slice(0, -LONGEST_TELLING) + part.slice(-LONGEST_TELLING).replace(TELLING, ''),
  );
  return [...untold, last].join(' ');
}
