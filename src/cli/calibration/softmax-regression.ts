/**
 * A multinomial logistic regression by Adam (Kingma and Ba 2015) over all rows at once: deterministic, and good
 * enough for some dozens of features.
 */
export interface RegressionRow {
  features: readonly number[];
  /** Index of the right class. */
  label: number;
  /** How much it counts, ≥ 0. */
  weight: number;
}

const STROKES = 500;
const STEP = 0.05;
const [MEAN, SPREAD] = [0.9, 0.999];

/** Weights by feature, one for each class. `penalty` pulls them towards zero (L2 on the mean loss). */
export function fitSoftmax(rows: readonly RegressionRow[], classes: number, penalty: number): number[][] {
  const count = rows[0]!.features.length;
  const size = count * classes;
  const weights = new Float64Array(size);
  const [means, spreads] = [new Float64Array(size), new Float64Array(size)];
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const used = rows.filter(({ weight }) => weight > 0);
  for (let stroke = 1; stroke <= STROKES; stroke++) {
    const gradient = weights.map(weight => penalty * weight);
    for (const row of used) addGradient(gradient, weights, row, classes, row.weight / total);
    for (let at = 0; at < size; at++) {
      means[at] = MEAN * means[at]! + (1 - MEAN) * gradient[at]!;
      spreads[at] = SPREAD * spreads[at]! + (1 - SPREAD) * gradient[at]! ** 2;
      const mean = means[at]! / (1 - MEAN ** stroke);
      const spread = Math.sqrt(spreads[at]! / (1 - SPREAD ** stroke));
      weights[at]! -= (STEP * mean) / (spread + 1e-8);
    }
  }
  return Array.from({ length: count }, (_, i) => [...weights.subarray(i * classes, (i + 1) * classes)]);
}

function addGradient(
  gradient: Float64Array,
  weights: Float64Array,
  { features, label }: RegressionRow,
  classes: number,
  share: number,
): void {
  const errors = new Float64Array(classes);
  for (let i = 0; i < features.length; i++) {
    const value = features[i]!;
    if (value !== 0) for (let c = 0; c < classes; c++) errors[c]! += value * weights[i * classes + c]!;
  }
  const highest = Math.max(...errors);
  let sum = 0;
  for (let c = 0; c < classes; c++) sum += errors[c] = Math.exp(errors[c]! - highest);
  for (let c = 0; c < classes; c++) errors[c] = share * (errors[c]! / sum - (c === label ? 1 : 0));
  for (let i = 0; i < features.length; i++) {
    const value = features[i]!;
    if (value !== 0) for (let c = 0; c < classes; c++) gradient[i * classes + c]! += value * errors[c]!;
  }
}
