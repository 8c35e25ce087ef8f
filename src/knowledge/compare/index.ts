/**
 * Comparison: what a new edition changes, for a person who decides whether to publish it. Entries by their ids, texts
 * word by word, and the answers that people would get.
 */
export { type ChangedAnswer, changedAnswers, type Outcome } from './answers.ts';
export { compareKnowledge, type Difference, type DifferenceKind, type DocumentField } from './compare.ts';
export { type SayKnowledge, spoken, spokenAnswer } from './spoken.ts';
export { type Stretch, wordChanges } from './words.ts';
