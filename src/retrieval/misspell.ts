const NEIGHBOURS: Record<string, string> = {
  a: 'sqz',
  b: 'vnh',
  c: 'xvd',
  d: 'sfe',
  e: 'wrd',
  f: 'dgr',
  g: 'fht',
  h: 'gjy',
  i: 'uok',
  j: 'hku',
  k: 'jli',
  l: 'kño',
  m: 'nj',
  n: 'bmh',
  ñ: 'lp',
  o: 'ipl',
  p: 'oñ',
  q: 'wa',
  r: 'etf',
  s: 'adw',
  t: 'ryg',
  u: 'yij',
  v: 'cbf',
  w: 'qes',
  x: 'zcs',
  y: 'tuh',
  z: 'xa',
};

/** One slip of the thumb: a letter left out, doubled, swapped with the next, or hit beside. The first letter stays. */
export function misspell(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 1));
  const letter = word[at]!;
  switch (Math.floor(random() * 4)) {
    case 0:
      return word.slice(0, at) + word.slice(at + 1);
    case 1:
      return word.slice(0, at) + letter + word.slice(at);
    case 2:
      return at + 1 < word.length
        ? word.slice(0, at) + word[at + 1] + letter + word.slice(at + 2)
        : word.slice(0, at);
    default: {
      const near = NEIGHBOURS[letter] ?? letter;
      return word.slice(0, at) + near[Math.floor(random() * near.length)] + word.slice(at + 1);
    }
  }
}

/** A misspelt copy: one slip in half of the words of five letters or more. */
export function misspeltCopy(words: readonly string[], random: () => number): string[] {
  return words.map(word => (word.length >= 5 && random() < 0.5 ? misspell(word, random) : word));
}
