import { isFunctionWord, words } from '../language/index.ts';

/** A message is taken apart into at most this many clauses. */
const MOST_CLAUSES = 24;
/** A clause longer than this many words is cut: what matters is found within. */
const LONGEST = 40;
/** A shorter clause says little by itself ("¿me ayudás?", "muchá"): it only means something with its neighbours. */
const LEAST_CONTENT_WORDS = 2;
const SENTENCE_ENDS = /[.?!;\n\r…¿¡]+/;
const SAYS_SOMETHING = /[\p{L}\p{N}]/u;

/** A sentence of a message, and whether it says something by itself. */
export interface Clause {
  text: string;
  standsAlone: boolean;
}

/** The sentences of a message that have something in them, long ones cut. */
export function clausesOf(text: string): Clause[] {
  const clauses: Clause[] = [];
  for (const sentence of text.split(SENTENCE_ENDS)) {
    if (clauses.length >= MOST_CLAUSES) break;
    if (!SAYS_SOMETHING.test(sentence)) continue;
    const said = words(sentence);
    const content = said.filter(word => !isFunctionWord(word)).length;
    if (content === 0) continue;
    const standsAlone = content >= LEAST_CONTENT_WORDS;
    if (said.length <= LONGEST) clauses.push({ text: sentence.trim(), standsAlone });
    else for (const part of windows(said, LONGEST, LONGEST)) clauses.push({ text: part, standsAlone });
  }
  return clauses;
}

/** Runs of `size` neighbouring words, one beginning every `step` words; the last one ends with the last word. */
export function windows(said: readonly string[], size: number, step: number): string[] {
  const runs: string[] = [];
  for (let from = 0; from === 0 || from + size - step < said.length; from += step) {
    runs.push(said.slice(from, from + size).join(' '));
  }
  return runs;
}
