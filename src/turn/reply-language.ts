import {
  contentWordCount,
  detectLanguage,
  functionWordLanguage,
  isBaseLanguage,
  type Language,
} from '../language/index.ts';
import type { Dialogue } from './dialogue.ts';
import type { Languages } from './languages.ts';

/** The language of the reply is taken from the message from this confidence on. */
const SURE = 0.8;
/** Another language must be surer: a refusal is worse than an answer in Spanish. */
const SURE_OTHER = 0.9;
const LEAST_CONTENT_WORDS = 2;
/** With so large a share of words that only an added language has, the detector, which does not know it, is not asked. */
const OWN_SHARE = 0.8;

export interface ReplyLanguage {
  lang: Language;
  /** The message is in none of the assistant's languages. */
  foreign: boolean;
}

/**
 * The language of the reply: the first rule that holds. The detector was not trained on the added languages, and takes
 * them for another one or for none: they are recognised by their own words.
 */
export function replyLanguage(
  text: string,
  dialogue: Dialogue,
  hint: Language | undefined,
  { spoken: languages, recognise }: Pick<Languages, 'spoken' | 'recognise'>,
): ReplyLanguage {
  const detected = detectLanguage(text);
  // A language may have gone since a conversation was kept.
  const known = (lang: Language | null | undefined) => languages.find(one => one === lang) ?? null;
  const chosen = known(dialogue.chosenLang);
  const spoken = chosen ?? known(dialogue.lang) ?? known(hint);
  const added = recognise(text);
  const said = detected.lang === 'other' ? null : detected.lang;
  const sure = said !== null && detected.confidence >= SURE;
  const lang =
    // Rule 1: a language that was asked for in this conversation.
    chosen ??
    // Rule 2: the message's own, when it is sure and says enough; of a mixed one, that of its function words.
    (added !== null && (!sure || added.lang === spoken || added.share >= OWN_SHARE) ? added.lang : null) ??
    (sure && contentWordCount(text) >= LEAST_CONTENT_WORDS ? said : null) ??
    (sure || said === null ? null : mixedLanguage(text)) ??
    // Rule 3: the conversation so far. Rule 4: the hint.
    spoken ??
    // Rule 5: Spanish, unless a first short message is plainly English ("hello").
    (sure ? said : null) ??
    'es';
  // Whoever speaks an added language says also what its own words do not tell.
  const isForeign = detected.lang === 'other' && detected.confidence >= SURE_OTHER;
  return { lang, foreign: isForeign && isBaseLanguage(lang) };
}

function mixedLanguage(text: string): Language | null {
  const counts = functionWordLanguage(text);
  if (counts.es === counts.en) return null;
  const most = Math.max(counts.es, counts.en);
  if (most < 2 && contentWordCount(text) < LEAST_CONTENT_WORDS) return null;
  return counts.es > counts.en ? 'es' : 'en';
}
