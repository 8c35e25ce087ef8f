/**
 * True for exactly one of those who ask for the same place: who gets it works the turn out. `begun` is shared between
 * threads, 0 where nobody has begun.
 */
export function begins(begun: Int32Array, place: number): boolean {
  return Atomics.compareExchange(begun, place, 0, 1) === 0;
}
