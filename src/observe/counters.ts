/**
 * What has happened how often since the process started: messages accepted, answered, dropped … Names are fixed
 * words with hyphens, so there are only as many as the code has places that count.
 */
export interface Counters {
  add(name: string, amount?: number): void;
  all(): Readonly<Record<string, number>>;
}

export function createCounters(): Counters {
  const counts = new Map<string, number>();
  return {
    add: (name, amount = 1) => void counts.set(name, (counts.get(name) ?? 0) + amount),
    all: () => Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
