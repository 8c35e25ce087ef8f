/**
 * Understanding: what a message asks. The index's hits and the classifier's kinds (`signals.ts`) become a
 * judgement in probabilities (`judge.ts`), and that a reading of the message (`understand.ts`). Decides nothing
 * about what to say.
 */

export { isOnlyCourtesy } from './courtesy.ts';
export { JUDGED, type Judged, type Judgement, judgeFeatures, judgeWith, THRESHOLDS } from './judge.ts';
export { createLexicon, type Lexicon } from './lexicon.ts';
export { type Signals, signalsOf } from './signals.ts';
export { trainIndex } from './train.ts';
export {
  createUnderstanding,
  type Found,
  type LookUp,
  type Understanding,
  type Understood,
} from './understand.ts';
