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
  // What stands for personal data that was taken out is nothing to be understood.
  const cleaned = clean(points.slice(0, DANGER_WINDOW).join('').replace(MARK_PATTERN, ' '));
  return {
    text: cleaned,
    folded: fold(cleaned),
    words: words(cleaned),
    tooLong: points.length > LONGEST_MESSAGE,
  };
}
