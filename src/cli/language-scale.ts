import {
  evidence,
  foreignScript,
  openModel,
  probabilities,
  type SavedModel,
} from '../language/detect/index.ts';
import type { Fragment } from './language-fragments.ts';

/** What a fragment that nobody can tell counts as. */
const UNSURE = [0.5, 0.5, 0] as const;
const TARGETS = { es: [1, 0, 0], en: [0, 1, 0], other: [0, 0, 1], unsure: UNSURE } as const;
/** Such fragments are more frequent in a chat than in the file ("ok", "visa", a name). */
const UNSURE_WEIGHT = 4;
/** Factors that are tried. */
const FACTORS = Array.from({ length: 61 }, (_, i) => Number((0.5 + i * 0.05).toFixed(2)));
/** Texts of one word, of two, and of three or more. */
const SIZES = 3;

/**
 * What the logits are to be multiplied by, so that a confidence of 0.9 is right nine times in ten: the factor with
 * the smallest log loss (temperature scaling: Guo and others, 2017), for texts of one word, of two, and of more.
 */
export function fitScale(saved: SavedModel, fragments: readonly Fragment[]): number[] {
  const model = openModel(saved);
  const rows = fragments
    .filter(({ q }) => foreignScript(q).share <= 0.5)
    .map(({ q, lang }) => ({
      found: evidence(model, q),
      target: TARGETS[lang],
      weight: lang === 'unsure' ? UNSURE_WEIGHT : 1,
    }))
    .filter(({ found }) => found.words > 0);
  return Array.from({ length: SIZES }, (_, i) => {
    const those = rows.filter(({ found }) => Math.min(found.words, SIZES) === i + 1);
    const losses = FACTORS.map(factor => {
      let loss = 0;
      for (const { found, target, weight } of those) {
        const p = probabilities(found.english, found.other, factor);
        for (const [kind, share] of target.entries())
          loss -= weight * share * Math.log(Math.max(1e-9, p[kind]!));
      }
      return loss;
    });
    return FACTORS[losses.indexOf(Math.min(...losses))]!;
  });
}
