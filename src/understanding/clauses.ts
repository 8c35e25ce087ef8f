import { isFunctionWord, words } from '../language/index.ts';

/** A message is taken apart into at most this many clauses. */
const MOST_CLAUSES = 24;
/** A clause longer than this many words is cut: what matters is found within. */
const LONGEST = 40;
const SENTENCE_ENDS = /[.?!;\n\r…¿¡]+/;

/** The sentences of a message that have something in them, long ones cut. */
export function clausesOf(text: string): string[] {
  const clauses: string[] = [];
  for (const sentence of text.split(SENTENCE_ENDS)) {
    const content = words(sentence);
    if (!content.some(word => !isFunctionWord(word))) continue;
    if (content.length <= LONGEST) clauses.push(sentence.trim());
    else
      for (let from = 0; from < content.length; from += LONGEST)
        clauses.push(content.slice(from, from + LONGEST).join(' '));
    if (clauses.length >= MOST_CLAUSES) break;
  }
  return clauses;
}

/** A shorter clause says little by itself ("¿me ayudás?", "muchá"): it only means something with its neighbours. */
const LEAST_CONTENT_WORDS = 2;

export function standsAlone(clause: string): boolean {
  return words(clause).filter(word => !isFunctionWord(word)).length >= LEAST_CONTENT_WORDS;
}
