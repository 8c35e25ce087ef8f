import { join } from 'node:path';
import { ROOT } from '../../../src/cli/root.ts';
import { type BankLine, readBank } from '../../../src/evaluation/index.ts';
import { type Knowledge, readKnowledge } from '../../../src/knowledge/index.ts';
import { BASE_LANGUAGES, words } from '../../../src/language/index.ts';
import { misspeltCopy, type Row, randomFrom } from '../../../src/retrieval/index.ts';

/** Ids of rows that hold questions which no entry answers begin so. */
export const DECOY = '~';

export function knowledge(): Knowledge {
  return readKnowledge(join(ROOT, 'knowledge'));
}

/** The lines of one half of the bank that an index by itself can be judged on, in an order shuffled by a fixed seed. */
export function bankLines(half: 'tuning' | 'measured'): { answer: BankLine[]; oos: BankLine[] } {
  const { lines } = readBank(join(ROOT, `test/data/${half}.jsonl`));
  const random = randomFrom(7);
  const shuffled = lines.map(line => ({ line, at: random() })).sort((a, b) => a.at - b.at);
  const of = (kind: BankLine['kind']) =>
    shuffled.map(({ line }) => line).filter(line => line.kind === kind && !line.lookalike);
  return { answer: of('answer'), oos: of('oos') };
}

/** One slip in half of the words of five letters or more, accents dropped; the same for the same line and seed. */
export function misspelt({ id, q }: Pick<BankLine, 'id' | 'q'>, seed: number): string {
  let mixed = seed;
  for (const letter of id) mixed = (Math.imul(mixed, 31) + letter.charCodeAt(0)) | 0;
  return misspeltCopy(words(q), randomFrom(mixed)).join(' ');
}

/**
 * What the project's own index learns besides: questions that no entry answers, each topic a row. For a peer they
 * are decoys: when one of them comes first, the question is not answered.
 */
export function decoyRows({ asked }: Knowledge): Row[] {
  return BASE_LANGUAGES.flatMap(lang => {
    const row = (name: string, questions: readonly string[]): Row => ({
      id: DECOY + name,
      lang,
      questions: [...questions],
    });
    return [
      ...Object.entries(asked.elsewhere).map(([topic, by]) => row(topic, by[lang])),
      ...Object.entries(asked.intents).map(([intent, by]) => row(intent, by[lang])),
      ...Object.entries(asked.facets).flatMap(([facet, by]) =>
        Object.entries(by[lang]).map(([entry, questions]) => row(`${facet} ${entry}`, questions)),
      ),
      row('danger', asked.danger[lang]),
      row('harmless', asked.lookalikes[lang]),
    ];
  });
}
