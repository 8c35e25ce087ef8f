import { join } from 'node:path';

/** The question banks by which an edition is judged. */
export interface Banks {
  /** Banks whose thresholds have to hold; of those that are sealed only totals are seen. */
  readonly measured: readonly string[];
  /** Banks of which each question whose answer changes is named, or counted where they are sealed. */
  readonly compared: readonly string[];
}

/** The project's own banks. One that is not there is left out. */
export function banksOf(root: string): Banks {
  const data = (names: readonly string[]) => names.map(name => join(root, 'test/data', name));
  return {
    measured: data(['measured.jsonl', 'hostile.jsonl']),
    compared: data(['tuning.jsonl', 'measured.jsonl']),
  };
}
