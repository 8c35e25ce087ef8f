/**
 * Language: which one a text is in, and the forms in which words are compared (folded, stemmed, repaired by
 * sound). Knows nothing of the institute.
 */
export { contentWordCount, detectLanguage, functionWordLanguage } from './detect.ts';
export { dayAt, dayIn, localesOf, quotedIn } from './formats.ts';
export * from './language.ts';
export { clean, fold, words } from './normalise.ts';
export { type Recognise, recogniserOf } from './own-words.ts';
export { phoneticKey, soundsOf } from './phonetic.ts';
export { writtenOut } from './shorthand.ts';
export { stem } from './stem.ts';
export { isFunctionWord } from './stopwords.ts';
