/** How much is measured, and how long it may take. All times in seconds. */
export interface Limits {
  /** Sizes of the generated collections, in entries. */
  sizes: readonly number[];
  /** Whether each peer's variants are compared; else its first is taken. */
  choose: boolean;
  /** Whether all are given the questions that no entry answers, or only this project's index. */
  decoys: boolean;
  /** How often the bank is misspelt anew. */
  seeds: number;
  /** Asking the bank: a slow peer answers as much of it as it can in this time, in a shuffled order. */
  quality: number;
  /** A child process that measures quality is stopped after this. */
  qualityStop: number;
  /** Building an index over a generated collection. */
  build: number;
  /** Warming up, and timing questions. */
  warm: number;
  timed: number;
}

export const FULL: Limits = {
  sizes: [100, 1_000, 10_000, 100_000],
  choose: true,
  decoys: true,
  seeds: 10,
  quality: 40,
  qualityStop: 110,
  build: 40,
  warm: 2.5,
  timed: 4,
};

export const QUICK: Limits = {
  sizes: [100, 1_000],
  choose: false,
  decoys: false,
  seeds: 2,
  quality: 5,
  qualityStop: 30,
  build: 6,
  warm: 0.6,
  timed: 1,
};

/** Seconds that a child may take besides, to start and to read its collection. */
export const LOADING = 6;

/** Questions that an index is asked before its times count, and that are timed. */
export const WARM_UP = 2_000;
export const TIMED = 2_000;
