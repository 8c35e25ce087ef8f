/**
 * The gate before publication: whether the texts are right (`quality.ts`), whether our own sentences are easily read
 * (`reading-ease.ts`), and whether the assistant answers as well as before (`rehearse.ts`).
 */
export { type Banks, banksOf } from './banks.ts';
export { FINDINGS, type Finding, type FindingCode, type Place } from './finding.ts';
export { checkLanguages } from './languages.ts';
export type { Measure } from './measure.ts';
export { locator } from './places.ts';
export { checkQuality, type QualityOptions } from './quality.ts';
export { checkSentences, readingEase } from './reading-ease.ts';
export {
  type Misdirected,
  type Rehearsal,
  type RehearsalOrder,
  type RehearsalProgress,
  rehearse,
} from './rehearse.ts';
