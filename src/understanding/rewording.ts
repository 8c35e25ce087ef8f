import type { Asked } from '../knowledge/knowledge.ts';
import { isFunctionWord } from '../language/index.ts';
import { type BuildOptions, tokens } from '../retrieval/index.ts';
import { INTENT } from './kinds.ts';

/** Of the rewordings, how many have something told before them, after them, or their small words left out. */
const SHARES = { before: 0.4, after: 0.12, around: 0.13 } as const;
/** A small word is left out with this probability, as in a text message. */
const LEFT_OUT = 0.35;

/**
 * Another wording of a question for the classifier to learn from: with what people tell around it when they speak
 * without a full stop, or with small words left out. What is said to the assistant itself stays as it is.
 */
export function rewording({ before, after }: Asked['around']): NonNullable<BuildOptions['reworded']> {
  const told = {
    before: { es: before.es.map(tokens), en: before.en.map(tokens) },
    after: { es: after.es.map(tokens), en: after.en.map(tokens) },
  };
  return (words, { id, lang }, random) => {
    if (id.startsWith(INTENT)) return null;
    const pick = (from: readonly (readonly string[])[]) => from[Math.floor(random() * from.length)] ?? [];
    const dice = random();
    if (dice < SHARES.before) return [...pick(told.before[lang]), ...words];
    if (dice < SHARES.before + SHARES.after) return [...words, ...pick(told.after[lang])];
    if (dice < SHARES.before + SHARES.after + SHARES.around)
      return [...pick(told.before[lang]), ...words, ...pick(told.after[lang])];
    const kept = words.filter(word => !isFunctionWord(word) || random() >= LEFT_OUT);
    return kept.length > 0 && kept.length < words.length ? kept : null;
  };
}
