/**
 * Looks for danger in a message that a limit on its sender would stop. It costs less than a thousandth of a second for
 * a short message and some hundredths for the longest, so what is rationed is the time that looking takes, not the
 * number of messages: somebody who has just sent fifty greetings is still heard.
 */
export type Lookout = (sender: string, text: string) => boolean;

/** Milliseconds of looking in each second: on one sender, who may be a program; and on all of them together. */
const MOST_FOR_ONE = 100;
const MOST_FOR_ALL = 400;
const SECOND = 1000;

/** `clock`: milliseconds, from any beginning. */
export function createLookout(
  isUrgent: (text: string) => boolean,
  clock: () => number = () => performance.now(),
): Lookout {
  let second = 0;
  let all = 0;
  /** Of this second, so it never holds more than can be looked at in one. */
  const spent = new Map<string, number>();

  return (sender, text) => {
    const began = clock();
    if (began - second >= SECOND) {
      second = began;
      all = 0;
      spent.clear();
    }
    const own = spent.get(sender) ?? 0;
    if (own >= MOST_FOR_ONE || all >= MOST_FOR_ALL) return false;
    const urgent = isUrgent(text);
    const took = clock() - began;
    all += took;
    spent.set(sender, own + took);
    return urgent;
  };
}
