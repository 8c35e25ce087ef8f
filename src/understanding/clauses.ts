import { isFunctionWord, words } from '../language/index.ts';

/** A message is taken apart into at most this many clauses. */
const MOST_CLAUSES = 24;
/** A clause longer than this many words is cut: what matters is found within. */
const LONGEST = 40;
/** A shorter clause says little by itself ("¿me ayudás?", "muchá"): it only means something with its neighbours. */
const LEAST_CONTENT_WORDS = 2;
const SENTENCE_ENDS = /[.?!;\n\r…¿¡]+/;
/** "… and what is the vision?": a second question begins. Looked for in the text as it was written. */
const SECOND_QUESTION =
  /\s(?:and|y|e|also|plus|además|ademas|también|tambien)\s+(?=(?:what|what's|whats|which|who|who's|how|where|when|cuál|cual|cuáles|cuales|qué|que|quién|quien|cómo|como|dónde|donde|cuándo|cuando)\s)/i;
const SAYS_SOMETHING = /[\p{L}\p{N}]/u;

/** A sentence of a message, and whether it says something by itself. */
export interface Clause {
  text: string;
  standsAlone: boolean;
}

/** The sentences of a message that have something in them, long ones cut. */
export function clausesOf(text: string): Clause[] {
  const clauses: Clause[] = [];
  for (const sentence of text.split(SENTENCE_ENDS).flatMap(secondQuestionApart)) {
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

/** In a long sentence, "and what …" goes on with the same question more often than it begins another. */
const MOST_WORDS_OF_TWO = 16;

function secondQuestionApart(sentence: string): string[] {
  const parts = sentence.split(SECOND_QUESTION);
  return parts.length > 1 && words(sentence).length <= MOST_WORDS_OF_TWO ? parts : [sentence];
}

/** Runs of `size` neighbouring words, one beginning every `step` words; the last one ends with the last word. */
export function windows(said: readonly string[], size: number, step: number): string[] {
  const runs: string[] = [];
  for (let from = 0; from === 0 || from + size - step < said.length; from += step) {
    runs.push(said.slice(from, from + size).join(' '));
  }
  return runs;
}
