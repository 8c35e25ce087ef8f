import { createRepair, letterRuns, probabilities } from '../language/detect/index.ts';
import type { Samples } from './language-samples.ts';
import type { FittedModel } from './language-training.ts';

type Vocabulary = Samples['vocabulary'];

/** Words that have a weight of their own; the silent ones among them have none: they speak for no language. */
export interface Known {
  /** First the frequent ones, then the rest; sorted each. */
  words: string[];
  /** How many of them are frequent: slips of these are recognised. */
  frequent: number;
  silent: ReadonlySet<string>;
}

/**
 * How many words are known because their letters mislead, of the two languages and of others, and how many because
 * they are frequent.
 */
const MISLEADING = { own: 500, other: 250 };
const FREQUENT = 600;
const LONGEST = 14;
/** A word of one line only may stand there by chance. */
const LEAST_COUNT = 2;
/** Number of the class "another language". */
const OTHER = 2;

/** Words that their letters alone would be wrong about: those with the largest loss, weighed by how frequent they are. */
export function misleadingWords(model: FittedModel, vocabulary: Vocabulary): string[] {
  const losses: { word: string; loss: number }[] = [];
  for (const [word, counts] of vocabulary) {
    const total = counts[0] + counts[1] + counts[2];
    if (total < LEAST_COUNT || word.length > LONGEST || (/[0-9]/.test(word) && word.length > 4)) continue;
    const logits = ([0, 1] as const).map(column =>
      letterRuns(word).reduce((sum, run) => sum + model.runs[column][run]!, model.bias[column]),
    );
    const p = probabilities(logits[0]!, logits[1]!, 1);
    let loss = 0;
    for (const [kind, count] of counts.entries()) {
      const share = count / total;
      if (share > 0.02) loss += share * Math.log(share / Math.max(1e-6, p[kind]!));
    }
    losses.push({ word, loss: loss * Math.sqrt(total) });
  }
  losses.sort((a, b) => b.loss - a.loss || (a.word < b.word ? -1 : 1));
  return (['own', 'other'] as const).flatMap(kind =>
    losses
      .filter(({ word }) => (likeliest(vocabulary, word) === OTHER) === (kind === 'other'))
      .slice(0, MISLEADING[kind])
      .map(({ word }) => word),
  );
}

/** The most frequent longer words of one of the two languages: these are found again when they are misspelt. */
export function frequentWords(vocabulary: Vocabulary): string[] {
  return [...vocabulary]
    .filter(([word, [es, en, other]]) => {
      const oneSided = es > 9 * en || en > 9 * es;
      return /^[a-zñ]{5,14}$/.test(word) && oneSided && es + en > 8 * other;
    })
    .sort(([a, x], [b, y]) => y[0] + y[1] - (x[0] + x[1]) || (a < b ? -1 : 1))
    .slice(0, FREQUENT)
    .map(([word]) => word);
}

/** Words of one language that would be taken for a slip of a frequent word of another ("quanto", "cuanto"). */
export function mistakableWords(frequent: readonly string[], vocabulary: Vocabulary): string[] {
  const repair = createRepair(frequent);
  return [...vocabulary.keys()].filter(word => {
    if (word.length > LONGEST) return false;
    const slip = repair(word);
    return slip >= 0 && likeliest(vocabulary, frequent[slip]!) !== likeliest(vocabulary, word);
  });
}

export function knownWords(
  frequent: readonly string[],
  others: readonly string[],
  silent: ReadonlySet<string>,
): Known {
  const rest = new Set([...others, ...silent].filter(word => !frequent.includes(word)));
  return { words: [...[...frequent].sort(), ...[...rest].sort()], frequent: frequent.length, silent };
}

function likeliest(vocabulary: Vocabulary, word: string): number {
  const counts = vocabulary.get(word)!;
  return counts.indexOf(Math.max(...counts));
}
