import type { BaseLanguage } from '../language/index.ts';

/** Random numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export type Random = () => number;

export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)]!;
}

/** How often a misspelling is one of the ear rather than of the finger. */
const BY_EAR = 0.3;

/** The text with one misspelling in it. */
export function misspelt(text: string, lang: BaseLanguage | null, random: Random): string {
  if (lang && random() < BY_EAR) return byEar(text, BY_EAR_RULES[lang], random);
  const words = text.split(' ');
  const at = Math.floor(random() * words.length);
  words[at] = byFinger(words[at]!, random);
  return words.join(' ');
}

/** Keys beside a key. */
const BESIDE: Readonly<Record<string, string>> = Object.fromEntries(
  'aqws bvgn cxvd dsfe ewrd fdgr gfht hgjy iuok jhku kjlo lkop mnj nbmh oipl pol qwa retf sadw tryg uyij vcbf wqes xzcs ytuh zxas'
    .split(' ')
    .map(keys => [keys[0], keys.slice(1)]),
);

function byFinger(word: string, random: Random): string {
  if (word.length < 4) return word;
  const at = Math.floor(random() * (word.length - 1));
  const [before, letter, after] = [word.slice(0, at), word[at]!, word.slice(at + 1)];
  const kind = random();
  if (kind < 0.3) return before + after[0] + letter + after.slice(1); // swapped
  if (kind < 0.6) return before + after; // left out
  const beside = BESIDE[letter.toLowerCase()];
  if (kind < 0.8) return beside ? before + pick([...beside], random) + after : word; // the key beside
  return before + letter + letter + after; // doubled
}

type Rules = readonly (readonly [RegExp, string])[];

/** How words are written by people who write them as they hear them. */
const BY_EAR_RULES: Readonly<Record<BaseLanguage, Rules>> = {
  es: [
    [/b/, 'v'],
    [/v/, 'b'],
    [/c([ei])/, 's$1'],
    [/z/, 's'],
    [/s/, 'c'],
    [/\bh/, ''],
    [/ll/, 'y'],
    [/y/, 'll'],
    [/qu([ei])/, 'k$1'],
    [/c([aou])/, 'k$1'],
    [/g([ei])/, 'j$1'],
    [/j([ei])/, 'g$1'],
    [/ch/, 'x'],
    [/rr/, 'r'],
    [/que\b/, 'q'],
    [/ gu/, ' w'],
    [/x/, 's'],
    [/n([bp])/, 'm$1'],
    [/s\b/, ''],
    [/ado\b/, 'ao'],
  ],
  en: [
    [/ph/, 'f'],
    [/([a-z])\1/, '$1'],
    [/ea/, 'ee'],
    [/ee/, 'ea'],
    [/ie/, 'ei'],
    [/ei/, 'ie'],
    [/ou/, 'u'],
    [/e\b/, ''],
    [/er\b/, 'a'],
    [/c([aou])/, 'k$1'],
    [/ck/, 'k'],
    [/th/, 'd'],
    [/th/, 't'],
    [/ing\b/, 'in'],
    [/ight/, 'ite'],
    [/tion/, 'shun'],
    [/ible/, 'able'],
    [/able/, 'ible'],
    [/s([ei])/, 'c$1'],
    [/c([ei])/, 's$1'],
    [/y\b/, 'ie'],
    [/wh/, 'w'],
    [/kn/, 'n'],
    [/gh/, ''],
    [/e([a-z])e/, 'e$1'],
  ],
};

function byEar(text: string, rules: Rules, random: Random): string {
  const fitting = rules.filter(([sound]) => sound.test(text));
  if (fitting.length === 0) return text;
  const [sound, written] = pick(fitting, random);
  return text.replace(sound, written);
}
