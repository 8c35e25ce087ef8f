/** Waits longer each time, with chance in it so that many phones do not come back in the same moment. */
export interface Backoff {
  /** Milliseconds until the next try. */
  next(): number;
  /** It worked: the next wait is short again. */
  reset(): void;
}

/** Doubles from `first` to `most` milliseconds; each wait is between half and the whole of that. */
export function createBackoff(first: number, most: number, random: () => number = Math.random): Backoff {
  let wait = first;
  return {
    next() {
      const taken = wait * (0.5 + random() / 2);
      wait = Math.min(most, wait * 2);
      return taken;
    },
    reset() {
      wait = first;
    },
  };
}
