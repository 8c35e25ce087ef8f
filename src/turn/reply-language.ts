import { contentWordCount, detectLanguage, functionWordLanguage, type Language } from '../language/index.ts';
import type { Dialogue } from './dialogue.ts';

/** The language of the reply is taken from the message from this confidence on. */
const SURE = 0.8;
/** Another language must be surer: a refusal is worse than an answer in Spanish. */
const SURE_OTHER = 0.9;
const LEAST_CONTENT_WORDS = 2;

export interface ReplyLanguage {
  lang: Language;
  /** The message is in neither of the two languages. */
  foreign: boolean;
}

/** The language of the reply: the first rule that holds. */
export function replyLanguage(text: string, dialogue: Dialogue, hint: Language | undefined): ReplyLanguage {
  const detected = detectLanguage(text);
  const foreign = detected.lang === 'other' && detected.confidence >= SURE_OTHER;
  const said = detected.lang === 'other' ? null : detected.lang;
  const sure = said !== null && detected.confidence >= SURE;
  const lang =
    // Rule 1: a language that was asked for in this conversation.
    dialogue.chosenLang ??
    // Rule 2: the message's own, when it is sure and says enough; of a mixed one, that of its function words.
    (sure && contentWordCount(text) >= LEAST_CONTENT_WORDS ? said : null) ??
    (sure || said === null ? null : mixedLanguage(text)) ??
    // Rule 3: the conversation so far. Rule 4: the hint.
    dialogue.lang ??
    hint ??
    // Rule 5: Spanish, unless a first short message is plainly English ("hello").
    (sure ? said : null) ??
    'es';
  return { lang, foreign };
}

function mixedLanguage(text: string): Language | null {
  const counts = functionWordLanguage(text);
  if (counts.es === counts.en) return null;
  const most = Math.max(counts.es, counts.en);
  if (most < 2 && contentWordCount(text) < LEAST_CONTENT_WORDS) return null;
  return counts.es > counts.en ? 'es' : 'en';
}
