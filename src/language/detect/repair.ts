/**
 * Recognises a known word with one slip of the finger in it: a letter left out, put in, swapped with its neighbour
 * or replaced. Every known word is found under itself and under itself with one letter left out (SymSpell's
 * deletion index), so that one look-up costs as many steps as the word has letters, however many words are known.
 */
export type Repair = (word: string) => number;

/** Shorter words have too many neighbours. */
const SHORTEST = 5;

/** The number of the one word that `word` is a slip of; -1 when there is none or more than one. */
export function createRepair(known: readonly string[]): Repair {
  const index = new Map<string, number[]>();
  const add = (key: string, number: number) => {
    const there = index.get(key);
    if (there === undefined) index.set(key, [number]);
    else if (there.at(-1) !== number) there.push(number);
  };
  for (const [number, word] of known.entries()) {
    if (word.length < SHORTEST || /[0-9']/.test(word)) continue;
    for (const key of withOneLess(word)) add(key, number);
  }
  return word => {
    if (word.length < SHORTEST || word.length > 20) return -1;
    let found = -1;
    for (const key of withOneLess(word)) {
      for (const number of index.get(key) ?? []) {
        if (number === found || !isSlip(word, known[number]!)) continue;
        if (found >= 0) return -1;
        found = number;
      }
    }
    return found;
  };
}

function withOneLess(word: string): string[] {
  const keys = [word];
  for (let i = 0; i < word.length; i++) {
    if (i === 0 || word[i] !== word[i - 1]) keys.push(word.slice(0, i) + word.slice(i + 1));
  }
  return keys;
}

/**
 * One slip, and not at the very end (unless the last letter is doubled): "instituto" and "institute", "presidente"
 * and "president" differ there, and are words of different languages.
 */
function isSlip(a: string, b: string): boolean {
  if (a.startsWith(b)) return a.length === b.length + 1 && a.at(-1) === b.at(-1);
  if (b.startsWith(a)) return false;
  if (a.length !== b.length) return Math.abs(a.length - b.length) === 1;
  let first = 0;
  while (a[first] === b[first]) first++;
  if (first === a.length - 1) return false;
  if (a.slice(first + 1) === b.slice(first + 1)) return true;
  return a[first] === b[first + 1] && a[first + 1] === b[first] && a.slice(first + 2) === b.slice(first + 2);
}
