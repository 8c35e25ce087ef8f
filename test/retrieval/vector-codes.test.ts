import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../src/retrieval/random.ts';
import {
  CODEWORDS,
  encode,
  newVectorCodes,
  STAGES,
  type VectorCodes,
} from '../../src/retrieval/vector-codes.ts';

const SIZE = 8;

/** Vectors around a few centres. */
function vectorsAround(centres: number, count: number, spread: number): Float32Array {
  const random = randomFrom(1);
  const centre = Array.from({ length: centres * SIZE }, () => 2 * random() - 1);
  return Float32Array.from({ length: count * SIZE }, (_, i) => {
    const of = Math.floor(i / SIZE) % centres;
    return centre[of * SIZE + (i % SIZE)]! + spread * (2 * random() - 1);
  });
}

function coded(vectors: Float32Array, weights: Float32Array): VectorCodes {
  const made = newVectorCodes(weights.length, SIZE);
  encode(made, vectors, weights, 8, randomFrom(2));
  return made;
}

/** The vector that the codes of one stand for. */
function decoded({ codes, codewords }: VectorCodes, count: number, vector: number): number[] {
  return Array.from({ length: SIZE }, (_, k) => {
    let sum = 0;
    for (let stage = 0; stage < STAGES; stage++)
      sum += codewords[(stage * CODEWORDS + codes[stage * count + vector]!) * SIZE + k]!;
    return sum;
  });
}

/** Mean squared distance of some vectors to what their codes stand for. */
function distance(vectors: Float32Array, made: VectorCodes, count: number, which: number[]): number {
  const squares = which.flatMap(vector =>
    decoded(made, count, vector).map((value, k) => (value - vectors[vector * SIZE + k]!) ** 2),
  );
  return squares.reduce((a, b) => a + b, 0) / squares.length;
}

describe('vectors said by codes', () => {
  const count = 2_000;
  const all = [...Array(count).keys()];

  it('come back nearly as they were where they lie around as many centres as there are codewords', () => {
    const vectors = vectorsAround(40, count, 0.05);
    const weights = new Float32Array(count).fill(10);
    const made = coded(vectors, weights);
    const size = vectors.reduce((sum, value) => sum + value * value, 0) / vectors.length;
    expect(distance(vectors, made, count, all)).toBeLessThan(0.05 * size);
  });

  it('come back better where they count more: they are given more bits', () => {
    const vectors = vectorsAround(count, count, 0);
    const weights = Float32Array.from(all, vector => (vector % 2 === 0 ? 100 : 0.01));
    const made = coded(vectors, weights);
    const [heavy, light] = [0, 1].map(rest =>
      distance(
        vectors,
        made,
        count,
        all.filter(vector => vector % 2 === rest),
      ),
    );
    expect(heavy).toBeLessThan(0.8 * light!);
    const unused = (rest: number) =>
      all.filter(vector => vector % 2 === rest && made.codes[(STAGES - 1) * count + vector] === 0).length;
    expect(unused(1)).toBeGreaterThan(unused(0));
  });

  it('have nothing behind code 0 from the second stage on', () => {
    const made = coded(vectorsAround(count, count, 0), new Float32Array(count).fill(1));
    for (let stage = 1; stage < STAGES; stage++) {
      const from = stage * CODEWORDS * SIZE;
      expect([...made.codewords.subarray(from, from + SIZE)]).toEqual(Array(SIZE).fill(0));
    }
  });

  it('are the same for the same vectors and seed, and follow vectors that move', () => {
    const vectors = vectorsAround(40, count, 0.05);
    const weights = new Float32Array(count).fill(1);
    const made = coded(vectors, weights);
    expect(coded(vectors, weights)).toEqual(made);
    const moved = vectors.map(value => value + 0.5);
    const before = distance(moved, made, count, all);
    encode(made, moved, weights, 3, randomFrom(3));
    expect(distance(moved, made, count, all)).toBeLessThan(0.5 * before);
  });
});
