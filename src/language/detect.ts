import { evidence, foreignScript, type Model, openModel, probabilities } from './detect/index.ts';
import { WEIGHTS } from './detect/weights.ts';

export { contentWordCount, functionWordLanguage } from './detect/function-words.ts';

export interface Detected {
  lang: 'es' | 'en' | 'other';
  /** Probability that `lang` is right, 0 to 1. Below 0.8 the text says too little: a name, "visa", "ok", digits. */
  confidence: number;
}

/** Only the beginning of a longer text is looked at, in UTF-16 code units. */
const LONGEST = 2_000;
/** With nothing to go by: Spanish, as likely as not. */
const NOTHING: Detected = { lang: 'es', confidence: 0.5 };
/** "Another language" has to be more likely than Spanish and English together. */
const LEAST_OTHER = 0.5;
/** A text mostly in another script, and a single letter of one. */
const OTHER_SCRIPT = { text: 0.99, letter: 0.9 };

let model: Model | undefined;

/**
 * The language of a text, from a single word on: Spanish, English, or another one (Portuguese, French, Haitian
 * Creole, Mayan languages, any other script …) where there is evidence for it. Accents may be missing, words
 * misspelt or shortened. Pure; never throws; linear in the length of the text.
 */
export function detectLanguage(text: string): Detected {
  const beginning = text.length > LONGEST ? text.slice(0, LONGEST) : text;
  const script = foreignScript(beginning);
  if (script.share > 0.5) {
    return { lang: 'other', confidence: script.letters > 1 ? OTHER_SCRIPT.text : OTHER_SCRIPT.letter };
  }
  model ??= openModel(WEIGHTS);
  const found = evidence(model, beginning);
  if (!found.any) return { ...NOTHING };
  const scale = model.scale[Math.min(found.words, model.scale.length) - 1] ?? model.scale[0]!;
  const [es, en, other] = probabilities(found.english, found.other, scale);
  if (other > LEAST_OTHER) return { lang: 'other', confidence: other };
  return es >= en ? { lang: 'es', confidence: es } : { lang: 'en', confidence: en };
}
