import { isFunctionWord, words } from '../language/index.ts';

/** A message is taken apart into at most this many clauses. */
const MOST_CLAUSES = 24;
/** A clause longer than this many words is cut: what matters is found within. */
const LONGEST = 40;
/** A shorter clause says nothing by itself ("¿me ayudás?", "muchá"): it only means something with its neighbours. */
const LEAST_CONTENT_WORDS = 2;
const SENTENCE_ENDS = /[.?!;\n\r…¿¡]+/;

/** The sentences of a message that say something by themselves, long ones cut. */
export function clausesOf(text: string): string[] {
  const clauses: string[] = [];
  for (const sentence of text.split(SENTENCE_ENDS)) {
    const content = words(sentence);
    if (content.filter(word => !isFunctionWord(word)).length < LEAST_CONTENT_WORDS) continue;
    if (content.length <= LONGEST) clauses.push(sentence.trim());
    else
      for (let from = 0; from < content.length; from += LONGEST)
        clauses.push(content.slice(from, from + LONGEST).join(' '));
    if (clauses.length >= MOST_CLAUSES) break;
  }
  return clauses;
}
