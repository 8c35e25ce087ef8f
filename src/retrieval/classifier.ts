import { BUCKETS, type Features } from './features.ts';

/**
 * A small neural network over hashed features, trained ahead (`training.ts`): one layer of hidden units, most of
 * whose links to the features are nothing and the others one of four sizes.
 *
 * Two questions are decided at once, each by a softmax of its own over neighbouring classes (a *head*): which id
 * a text is about, from the units as they are, and of which kind it is, from the units behind a leaky rectifier.
 */
export interface Classifier {
  /** How many classes each head has, in order; 0 for a head that is not used. */
  heads: readonly number[];
  /** What a link's size of 1 is worth. */
  scale: number;
  /** What an output's weight of 1 is worth. */
  outputScale: number;
  /** The buckets that have links, ascending; every other feature says nothing. */
  buckets: Uint32Array;
  /** How many links each bucket has. */
  counts: Uint8Array;
  /** The links, bucket by bucket: see {@link linkOf}. */
  links: Uint8Array;
  /** What each unit has without any feature. */
  biases: Float32Array;
  /** For each class a weight of every unit, and what the class has without any. */
  outputs: Int8Array;
}

/** What of a classifier is no array of numbers. */
export type ClassifierHead = Pick<Classifier, 'heads' | 'scale' | 'outputScale'>;

export function classifierHead({ heads, scale, outputScale }: Classifier): ClassifierHead {
  return { heads, scale, outputScale };
}

/** Hidden units: a link keeps its unit in six bits. */
export const UNITS = 64;
/** The rectifier's slope below zero. */
export const LEAK = 0.2;
/** The sizes of links, by the two low bits of a link. */
const SIZES = [-2, -1, 1, 2];

/** A link as a byte: `size` is −2, −1, 1 or 2. */
export function linkOf(unit: number, size: number): number {
  return (unit << 2) | SIZES.indexOf(size);
}

/** The links with each unit less the one before it and 1, as they are saved: of small numbers, they pack better. */
export function linkSteps({ counts, links }: Pick<Classifier, 'counts' | 'links'>): Uint8Array {
  const steps = links.slice();
  let from = 0;
  for (const count of counts) {
    for (let i = from + count - 1; i > from; i--) steps[i]! -= ((links[i - 1]! >> 2) + 1) << 2;
    from += count;
  }
  return steps;
}

/** Reads {@link linkSteps} back. */
export function linksOf(counts: Uint8Array, steps: Uint8Array): Uint8Array {
  const links = steps.slice();
  let from = 0;
  for (const count of counts) {
    for (let i = from + 1; i < from + count; i++) links[i]! += ((links[i - 1]! >> 2) + 1) << 2;
    from += count;
  }
  return links;
}

/** Where the links of each bucket are. */
export interface Places {
  /** For each bucket its place among those that have links and 1, or 0. */
  readonly of: Uint32Array;
  /** Where the links of each place begin; one more, where the last ones end. */
  readonly starts: Uint32Array;
}

export function placesOf({ buckets, counts }: Pick<Classifier, 'buckets' | 'counts'>): Places {
  const of = new Uint32Array(BUCKETS);
  const starts = new Uint32Array(buckets.length + 1);
  for (let k = 0; k < buckets.length; k++) {
    of[buckets[k]!] = k + 1;
    starts[k + 1] = starts[k]! + counts[k]!;
  }
  return { of, starts };
}

/** Probability of each class; those of a head sum to 1. `places`: see {@link placesOf}. */
export function classify(classifier: Classifier, { of, starts }: Places, features: Features): Float32Array {
  const { heads, links, biases, outputs, scale, outputScale } = classifier;
  const { buckets, values } = features;
  const units = biases.slice();
  for (let f = 0; f < buckets.length; f++) {
    const place = of[buckets[f]!]!;
    if (place === 0) continue;
    const value = values[f]! * scale;
    for (let i = starts[place - 1]!; i < starts[place]!; i++) {
      const link = links[i]!;
      units[link >> 2]! += value * SIZES[link & 3]!;
    }
  }
  const logits = new Float32Array(heads.reduce((sum, size) => sum + size, 0));
  let from = 0;
  for (let head = 0; head < heads.length; head++) {
    if (head === 1) rectify(units);
    const to = from + heads[head]!;
    for (let c = from; c < to; c++) {
      const base = c * (UNITS + 1);
      let sum = outputs[base + UNITS]!;
      for (let u = 0; u < UNITS; u++) sum += outputs[base + u]! * units[u]!;
      logits[c] = sum * outputScale;
    }
    softmaxInPlace(logits, from, to);
    from = to;
  }
  return logits;
}

/** The leaky rectifier. */
export function rectify(units: Float32Array): void {
  for (let u = 0; u < units.length; u++) if (units[u]! < 0) units[u]! *= LEAK;
}

export function softmaxInPlace(logits: Float32Array, from: number, to: number): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (let c = from; c < to; c++) if (logits[c]! > highest) highest = logits[c]!;
  let sum = 0;
  for (let c = from; c < to; c++) {
    logits[c] = Math.exp(logits[c]! - highest);
    sum += logits[c]!;
  }
  for (let c = from; c < to; c++) logits[c]! /= sum;
}
