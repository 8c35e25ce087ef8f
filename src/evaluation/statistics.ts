/** A share of a whole, with its 95 % interval (Wilson's score interval, 1927). All 0 to 1. */
export interface Share {
  hits: number;
  of: number;
  value: number;
  low: number;
  high: number;
}

const Z = 1.959964;

export function share(hits: number, of: number): Share {
  if (of === 0) return { hits, of, value: Number.NaN, low: 0, high: 1 };
  const p = hits / of;
  const centre = (p + Z ** 2 / (2 * of)) / (1 + Z ** 2 / of);
  const half = (Z / (1 + Z ** 2 / of)) * Math.sqrt((p * (1 - p)) / of + Z ** 2 / (4 * of ** 2));
  return { hits, of, value: p, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** `93.1 % (90.3–95.2, n 421)` */
export function shareText({ value, low, high, of }: Share): string {
  if (of === 0) return '– (n 0)';
  const percent = (x: number) => (100 * x).toFixed(1);
  return `${percent(value).padStart(5)} %  (${percent(low)}–${percent(high)}, n ${of})`;
}

/** One judgement of a probability: what was said, and whether it was so. */
export interface Judged {
  confidence: number;
  positive: boolean;
}

/** Ten bins of confidence: how many, mean confidence, share that was right. */
export function reliability(
  judged: readonly Judged[],
): { from: number; count: number; confidence: number; right: number }[] {
  return Array.from({ length: 10 }, (_, bin) => {
    const own = judged.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === bin);
    const mean = (f: (one: Judged) => number) =>
      own.length === 0 ? Number.NaN : own.reduce((sum, one) => sum + f(one), 0) / own.length;
    return {
      from: bin / 10,
      count: own.length,
      confidence: mean(j => j.confidence),
      right: mean(j => (j.positive ? 1 : 0)),
    };
  });
}

/** Expected calibration error: mean distance of confidence and truth over the bins, weighted by their size. */
export function calibrationError(judged: readonly Judged[]): number {
  return reliability(judged)
    .filter(({ count }) => count > 0)
    .reduce(
      (sum, { count, confidence, right }) => sum + (count / judged.length) * Math.abs(confidence - right),
      0,
    );
}

/** Area under the ROC curve: the probability that a positive has a higher confidence than a negative. */
export function auroc(judged: readonly Judged[]): number {
  const sorted = [...judged].sort((a, b) => a.confidence - b.confidence);
  let rankSum = 0;
  for (let i = 0; i < sorted.length; ) {
    let end = i;
    while (end < sorted.length && sorted[end]!.confidence === sorted[i]!.confidence) end++;
    const rank = (i + 1 + end) / 2; // ties share their mean rank
    for (let j = i; j < end; j++) if (sorted[j]!.positive) rankSum += rank;
    i = end;
  }
  const positives = sorted.filter(({ positive }) => positive).length;
  const negatives = sorted.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
