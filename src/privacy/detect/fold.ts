import { LONGEST_MARK, MARK_PATTERN } from '../marks.ts';
import { digitsOf } from './digits.ts';

/** Stands for a mark of an earlier redaction. No pattern matches it, so nothing is found across it. */
export const BARRIER = '\ue000';

/**
 * A text as the detectors read it: lower case, no accents, ASCII digits and punctuation, nothing invisible.
 * Every position of it leads back to the source, so that the source can be cut where something was found.
 */
export interface Folded {
  readonly source: string;
  readonly text: string;
  /** For each UTF-16 unit of `text`: where in `source` it begins, where it ends. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

const MARK_HERE = new RegExp(MARK_PATTERN.source, 'y');
const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\p{Mn}\p{Me}\p{Cc}\p{Cf}\p{Cs}]$/u;
const COMBINING = /\p{M}+/gu;
const PERCENT_AT = /%40(?=[a-z0-9])/iy;
const PERCENT_DIGIT = /%3([0-9])/y;

/** Characters that look alike, or do the same work, as the one on the left. */
const ALIKE: Readonly<Record<string, string>> = {
  '-': '‐‑‒–—―⁃−﹣－ー⸺⸻゠',
  '.': '·•‧․∙⋅。｡．・',
  ',': '，、،٬﹐',
  '/': '⁄∕／╱',
  "'": '’‘ʼ´`′',
  '"': '“”«»„″',
  '*': '∗⁎✱＊',
  '(': '（❨⟮',
  ')': '）❩⟯',
  '\n': '\u0085\u2028\u2029',
  a: 'аАαΑ',
  e: 'еЕεΕ',
  o: 'оОοΟσ',
  p: 'рРρΡ',
  c: 'сСϲ',
  x: 'хХχΧ',
  y: 'уУ',
  i: 'іІιΙı',
  l: 'ӏӀ∣ǀ',
  s: 'ѕЅ',
  j: 'јЈ',
};
/** Not decomposed: the ordinal signs would turn "5º" into "5o". */
const KEPT = 'ºª°';

const known = new Map<string, string>();
for (const [plain, alike] of Object.entries(ALIKE)) for (const one of alike) known.set(one, plain);
for (const one of KEPT) known.set(one, one);
known.set(BARRIER, '\ufffd');

/** Reads a text once from left to right. Linear, never throws, also on broken surrogates. */
export function fold(source: string): Folded {
  const parts: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  let at = 0;
  const put = (folded: string, length: number) => {
    if (folded) {
      parts.push(folded);
      for (let unit = 0; unit < folded.length; unit++) {
        from.push(at);
        to.push(at + length);
      }
    }
    at += length;
  };
  while (at < source.length) {
    const code = source.charCodeAt(at);
    if (code === 0x27e6) {
      const mark = markAt(source, at);
      if (mark > 0) {
        put(BARRIER, mark);
        continue;
      }
    }
    if (code === 0x25) {
      const escaped = percentEscape(source, at);
      if (escaped) {
        put(escaped, 3);
        continue;
      }
    }
    const character = code < 0x80 ? source[at]! : String.fromCodePoint(source.codePointAt(at)!);
    put(code < 0x80 ? foldAscii(character, code) : foldOther(character), character.length);
  }
  return { source, text: parts.join(''), from, to };
}

function markAt(source: string, at: number): number {
  const match = source.slice(at, at + LONGEST_MARK);
  MARK_HERE.lastIndex = 0;
  return MARK_HERE.test(match) ? MARK_HERE.lastIndex : 0;
}

/** `%40` between letters and percent-escaped digits, as they stand in links. */
function percentEscape(source: string, at: number): string | null {
  PERCENT_DIGIT.lastIndex = at;
  const digit = PERCENT_DIGIT.exec(source);
  if (digit) {
    const previous = source.slice(Math.max(0, at - 3), at);
    const next = source.slice(at + 3, at + 5);
    return /%3\d$/.test(previous) || next === '%3' ? digit[1]! : null;
  }
  PERCENT_AT.lastIndex = at;
  return at > 0 && /[a-z0-9]/i.test(source[at - 1]!) && PERCENT_AT.test(source) ? '@' : null;
}

function foldAscii(character: string, code: number): string {
  if (code >= 0x41 && code <= 0x5a) return String.fromCharCode(code + 32);
  if (code >= 0x20 && code < 0x7f) return character;
  if (character === '\n') return '\n';
  return character === '\t' || character === '\r' || character === '\v' || character === '\f' ? ' ' : '';
}

function foldOther(character: string): string {
  const remembered = known.get(character);
  if (remembered !== undefined) return remembered;
  return decompose(character);
}

function decompose(character: string): string {
  const digits = digitsOf(character);
  if (digits !== null) return digits;
  if (INVISIBLE.test(character)) return '';
  if (/^\s$/u.test(character)) return ' ';
  const plain = character.normalize('NFKD').replace(COMBINING, '').toLowerCase().replace(COMBINING, '');
  // A letter that decomposes into one of the look-alikes above (mathematical Greek) is read as that.
  return [...plain].map(one => digitsOf(one) ?? known.get(one) ?? one).join('');
}
