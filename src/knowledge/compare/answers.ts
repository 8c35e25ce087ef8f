import { type Assistant, newDialogue } from '../../turn/index.ts';

/** A question that is answered otherwise by the new edition. */
export interface ChangedAnswer {
  readonly question: string;
  readonly before: Outcome;
  readonly after: Outcome;
}

export interface Outcome {
  readonly decision: string;
  readonly entry: string | null;
}

/** Asks both editions the same, and gives back what they do not answer with the same entry. */
export function changedAnswers(
  before: Assistant,
  after: Assistant,
  questions: readonly string[],
  onProgress: (done: number, total: number) => void = () => {},
): ChangedAnswer[] {
  const changed: ChangedAnswer[] = [];
  questions.forEach((question, i) => {
    const [was, is] = [outcome(before, question), outcome(after, question)];
    if (was.decision !== is.decision || was.entry !== is.entry)
      changed.push({ question, before: was, after: is });
    if (i % 100 === 99) onProgress(i + 1, questions.length);
  });
  return changed;
}

function outcome(assistant: Assistant, question: string): Outcome {
  const { decision, entry } = assistant.turn({ text: question }, newDialogue()).reply;
  return { decision, entry };
}
