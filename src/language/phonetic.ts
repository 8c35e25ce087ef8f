/**
 * How a folded word sounds to a Spanish speaker, roughly: b and v, s, z and soft c, ll and y, hard c, k and qu,
 * soft g and j are one letter each, h is silent, double letters are single. Two spellings with the same key are
 * one word to somebody who writes by ear ("bisa", "ofisina", "renobar"). Harmless on English words: it only
 * proposes candidates, which are then ranked by their letters.
 */
export function phoneticKey(word: string): string {
  const letters = Uint16Array.from({ length: word.length }, (_, i) => word.charCodeAt(i));
  const key = new Uint16Array(word.length);
  return String.fromCharCode(...key.subarray(0, soundsOf(letters, 0, word.length, key)));
}

/**
 * The same of the letter codes from `from` up to `to`, written to `key`, which must be as long; gives the key's
 * length. Allocates nothing.
 */
export function soundsOf(
  letters: ArrayLike<number>,
  from: number,
  to: number,
  key: Uint8Array | Uint16Array,
): number {
  let length = 0;
  for (let at = from; at < to; at++) {
    const sound = soundOf(at > from ? letters[at - 1]! : 0, letters[at]!, at + 1 < to ? letters[at + 1]! : 0);
    if (sound !== SILENT && (length === 0 || key[length - 1] !== sound)) key[length++] = sound;
  }
  return length;
}

const SILENT = 0;
const B = 0x62;
const C = 0x63;
const E = 0x65;
const G = 0x67;
const H = 0x68;
const I = 0x69;
const J = 0x6a;
const K = 0x6b;
const L = 0x6c;
const Q = 0x71;
const S = 0x73;
const U = 0x75;
const V = 0x76;
const W = 0x77;
const X = 0x78;
const Y = 0x79;
const Z = 0x7a;

function soundOf(before: number, letter: number, next: number): number {
  const soft = next === E || next === I;
  switch (letter) {
    case H:
      return before === C ? H : SILENT; // "ch" keeps its sound
    case V:
    case W:
      return B;
    case Z:
    case X:
      return S;
    case C:
      return soft ? S : K;
    case Q:
      return K;
    case U:
      return before === Q ? SILENT : U;
    case G:
      return soft ? J : G;
    case L:
      return next === L ? Y : before === L ? SILENT : L;
    default:
      return letter;
  }
}
