/**
 * Keeps to Meta's limit for one person (131056): about one message in six seconds, up to ten at once when there
 * were none for a while. Counted in the process; between instances Meta's own refusal is what slows down.
 */
export interface Pace {
  /** 0: send now, and it is counted. Else the milliseconds to wait. */
  take(conversation: string): number;
}

/** What may go out at once. Meta allows 45, as long as the average holds afterwards. */
const BURST = 10;
/** People remembered at once; beyond, the ones heard of longest ago are forgotten, which only means no pacing. */
const MOST_PEOPLE = 10_000;

export function createPace(everyMs: number, now: () => number): Pace {
  /** When the person's allowance is whole again. Each message moves it on by one interval. */
  const wholeAt = new Map<string, number>();
  return {
    take(conversation) {
      const at = now();
      const from = Math.max(wholeAt.get(conversation) ?? 0, at);
      const wait = from - at - (BURST - 1) * everyMs;
      if (wait > 0) return wait;
      wholeAt.delete(conversation);
      wholeAt.set(conversation, from + everyMs);
      for (const [other, until] of wholeAt) {
        if (until > at && wholeAt.size <= MOST_PEOPLE) break;
        wholeAt.delete(other);
      }
      return 0;
    },
  };
}
