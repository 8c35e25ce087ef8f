/**
 * Vectors said by codes: each is the sum of codewords, one of each stage's few, so that a code of some bits stands for
 * dozens of numbers (residual vector quantisation). Which codeword a vector gets weighs how near it is against how
 * many bits its code will take, so that vectors that count little cost little (entropy-constrained vector
 * quantisation, Chou, Lookabaugh and Gray 1989).
 */
export interface VectorCodes {
  /** How many numbers a vector has. */
  readonly size: number;
  /** Stage by stage, the code of each vector. From the second stage on, code 0 adds nothing. */
  readonly codes: Uint8Array;
  /** Stage by stage, the codewords. */
  readonly codewords: Float32Array;
}

/** Stages, and codewords in each. */
export const STAGES = 8;
export const CODEWORDS = 64;
/** What a bit of a code costs, in squared distance: this much of the vectors' mean square. */
const BIT_COST = 0.005;

export function newVectorCodes(count: number, size: number): VectorCodes {
  return {
    size,
    codes: new Uint8Array(STAGES * count),
    codewords: new Float32Array(STAGES * CODEWORDS * size),
  };
}

/** Adds `factor` times a vector. */
export function addVector(
  to: Float32Array,
  { size, codes, codewords }: VectorCodes,
  vector: number,
  factor: number,
): void {
  const count = codes.length / STAGES;
  for (let stage = 0; stage < STAGES; stage++) {
    const code = codes[stage * count + vector]!;
    if (stage > 0 && code === 0) continue;
    const from = (stage * CODEWORDS + code) * size;
    for (let k = 0; k < size; k++) to[k]! += factor * codewords[from + k]!;
  }
}

/**
 * Finds codewords and codes for vectors that lie one after the other; `weights`: how much each counts. Goes on from the
 * codewords there are, or, where they are all zero, begins with some of the vectors. Stops after `rounds`.
 */
export function encode(
  made: VectorCodes,
  vectors: Float32Array,
  weights: Float32Array,
  rounds: number,
  random: () => number,
): void {
  const rest = vectors.slice();
  const bitCost = (BIT_COST * vectors.reduce((sum, value) => sum + value * value, 0)) / weights.length;
  for (let stage = 0; stage < STAGES; stage++) {
    const one: Stage = {
      size: made.size,
      codes: made.codes.subarray(stage * weights.length, (stage + 1) * weights.length),
      codewords: made.codewords.subarray(stage * CODEWORDS * made.size, (stage + 1) * CODEWORDS * made.size),
      hasZero: stage > 0,
      bits: new Float32Array(CODEWORDS),
    };
    if (one.codewords.every(value => value === 0)) {
      for (let code = one.hasZero ? 1 : 0; code < CODEWORDS; code++) beginAnew(one, code, rest, random);
    }
    for (let round = 0; round < rounds; round++) {
      const uses = assign(one, rest, weights, bitCost);
      settle(one, rest, weights);
      for (let code = one.hasZero ? 1 : 0; code < CODEWORDS; code++)
        if (uses[code] === 0 && round + 1 < rounds) beginAnew(one, code, rest, random);
      one.bits.forEach((_, code) => {
        one.bits[code] = -Math.log2((uses[code]! + 0.5) / (weights.length + 0.5 * CODEWORDS));
      });
    }
    one.codes.forEach((code, i) => {
      for (let k = 0; k < one.size; k++) rest[i * one.size + k]! -= one.codewords[code * one.size + k]!;
    });
  }
}

interface Stage extends VectorCodes {
  /** Whether code 0 is kept for nothing at all. */
  hasZero: boolean;
  /** About how many bits each code takes. */
  bits: Float32Array;
}

function beginAnew(
  { size, codewords }: Stage,
  code: number,
  vectors: Float32Array,
  random: () => number,
): void {
  const from = Math.floor(random() * (vectors.length / size)) * size;
  codewords.set(vectors.subarray(from, from + size), code * size);
}

/** Gives each vector its code; returns how often each code is used. */
function assign(
  { size, codes, codewords, bits }: Stage,
  vectors: Float32Array,
  weights: Float32Array,
  bitCost: number,
): Uint32Array {
  const squares = new Float32Array(CODEWORDS);
  codewords.forEach((value, i) => {
    squares[Math.floor(i / size)]! += value * value;
  });
  const uses = new Uint32Array(CODEWORDS);
  for (let i = 0; i < codes.length; i++) {
    const cost = bitCost / weights[i]!;
    const base = i * size;
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let code = 0; code < CODEWORDS; code++) {
      const from = code * size;
      let dot = 0;
      for (let k = 0; k < size; k++) dot += codewords[from + k]! * vectors[base + k]!;
      const far = squares[code]! - 2 * dot + cost * bits[code]!;
      if (far < least) [least, best] = [far, code];
    }
    codes[i] = best;
    uses[best]!++;
  }
  return uses;
}

/** Moves each codeword to the mean of its vectors. */
function settle(
  { size, codes, codewords, hasZero }: Stage,
  vectors: Float32Array,
  weights: Float32Array,
): void {
  const sums = new Float32Array(codewords.length);
  const totals = new Float32Array(CODEWORDS);
  codes.forEach((code, i) => {
    const weight = weights[i]!;
    totals[code]! += weight;
    for (let k = 0; k < size; k++) sums[code * size + k]! += weight * vectors[i * size + k]!;
  });
  for (let code = hasZero ? 1 : 0; code < CODEWORDS; code++) {
    if (totals[code] === 0) continue;
    for (let k = 0; k < size; k++) codewords[code * size + k] = sums[code * size + k]! / totals[code]!;
  }
}
