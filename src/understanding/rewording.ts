import type { Asked } from '../knowledge/knowledge.ts';
import { BASE_LANGUAGES, isFunctionWord, type Language } from '../language/index.ts';
import { type BuildOptions, tokens } from '../retrieval/index.ts';
import { DANGER, HARMLESS, INTENT } from './kinds.ts';

/** Of the rewordings, how many have something told before them, after them, both; of the rest, small words are left out. */
const SHARES = { before: 0.4, after: 0.12, around: 0.13 } as const;
/** A small word is left out with this probability, as in a text message. */
const LEFT_OUT = 0.35;
/** A line of up to this many words may only name its matter: it is asked for in so many words. */
const ONLY_NAMED = 3;

/**
 * Another wording of a question for the classifier to learn from: with what people tell around it when they speak
 * without a full stop, with small words left out, or, of a matter that is only named, asked for in so many words.
 * What is said to the assistant itself stays as it is.
 */
export function rewording(around: Asked['around']): NonNullable<BuildOptions['reworded']> {
  const told = new Map<Language, Record<keyof Asked['around'], string[][]>>(
    BASE_LANGUAGES.map(lang => [
      lang,
      {
        before: around.before[lang].map(tokens),
        after: around.after[lang].map(tokens),
        opening: around.opening[lang].map(tokens),
      },
    ]),
  );
  return (words, { id, lang }, random) => {
    const spoken = told.get(lang);
    if (id.startsWith(INTENT) || spoken === undefined) return null;
    const { before, after, opening } = spoken;
    const one = (from: readonly string[][]) => from[Math.floor(random() * from.length)] ?? [];
    const isAlarming = id === DANGER || id === HARMLESS;
    if (words.length <= ONLY_NAMED && !isAlarming) return [...one(opening), ...words];
    const dice = random();
    if (dice < SHARES.before) return [...one(before), ...words];
    if (dice < SHARES.before + SHARES.after) return [...words, ...one(after)];
    if (dice < SHARES.before + SHARES.after + SHARES.around) return [...one(before), ...words, ...one(after)];
    const kept = words.filter(word => !isFunctionWord(word) || random() >= LEFT_OUT);
    return kept.length > 0 && kept.length < words.length ? kept : null;
  };
}
