/**
 * Evaluation: how well an assistant answers a bank of questions whose right answers are known. The command
 * `npm run evaluate` prints it, the gate before a publication asks for it, and the bench compares by it.
 */
export { type Accuracy, type AccuracyFigure, accuracyOf } from './accuracy.ts';
export { type BankDialogue, BankError, type BankHeader, type BankLine, readBank } from './bank.ts';
export { evaluateDialogues, evaluateLookup } from './dialogue-evaluation.ts';
export { type Evaluation, evaluate, judgedOf, type Scored, WORSE } from './evaluation.ts';
export {
  auroc,
  calibrationError,
  type Judged,
  reliability,
  type Share,
  share,
  shareText,
} from './statistics.ts';
