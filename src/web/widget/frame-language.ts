import type { Language } from '../../language/index.ts';
import type { Answer } from './wire.ts';

/** Replies in a row in one language after which it is the person's: a single one may be a word that was pasted. */
const IN_A_ROW = 2;

/**
 * Which language labels and buttons should be in after a reply; null where nothing is to change. Whoever asked for a
 * language gets it at once. Whoever simply writes in another one than the page's gets it with the second reply: else
 * they would have answers that they understand between buttons that they do not.
 */
export function createFrameLanguage(): (reply: Answer) => Language | null {
  let last: Language | null = null;
  let times = 0;
  return ({ lang, intent, speaker }) => {
    if (speaker !== 'assistant') return null; // an agent's own words: theirs, not the person's
    times = lang === last ? times + 1 : 1;
    last = lang;
    return intent === 'switch-language' || times === IN_A_ROW ? lang : null;
  };
}
