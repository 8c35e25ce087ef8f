/**
 * How the language of a text is recognised: words, letter runs and accents, weighed by a small linear model that
 * runs on a phone. `../detect.ts` asks it; the training command (src/cli/train-language.ts) makes its weights.
 */
export { accentMarks, BUCKETS, letterRuns } from './features.ts';
export {
  ALPHABET,
  evidence,
  LEVELS,
  type Model,
  openModel,
  probabilities,
  type SavedModel,
  SLIP_WEIGHT,
} from './model.ts';
export { createRepair, type Repair } from './repair.ts';
export { foreignScript } from './scripts.ts';
export { tokens } from './tokens.ts';
