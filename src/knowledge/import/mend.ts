import type { Line } from './lines.ts';

/** A heading, a paragraph or a point of a list, whole. */
export interface Block {
  readonly kind: 'heading' | 'paragraph' | 'point';
  readonly text: string;
  /** The page on which it begins. */
  readonly page: number;
  /** Of a heading: 1 is the highest; 0 where the source does not say. */
  readonly level: number;
}

const LONGEST_HEADING = 120;
const MOST_HEADING_WORDS = 16;
const ENDS_SENTENCE = /[.!?:;…»”")\]]$/u;

/**
 * Joins lines into blocks: words that were cut at a line's end and paragraphs that were cut by a page are put
 * together again. `known` are words (in lower case) of which it is sure how they are written.
 */
export function blocksOf(lines: readonly Line[], known: ReadonlySet<string>): Block[] {
  const words = wordsOf(lines, known);
  const joined: { lines: Line[]; text: string }[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    if (last && continues(last, line)) {
      last.text = joinedText(last.text, line.text, words);
      last.lines.push(line);
    } else joined.push({ lines: [line], text: line.text });
  }
  const marked = lines.some(line => line.heading > 0);
  return joined.map(({ lines: own, text }, i): Block => {
    const [first] = own;
    const clean = text.replaceAll('\u00AD', '');
    const common = { text: clean, page: first!.page };
    const next = joined[i + 1];
    if (next !== undefined && isHeading(clean, own, marked, next.lines[0]!)) {
      return { ...common, kind: 'heading', level: first!.heading };
    }
    return { ...common, kind: first!.point ? 'point' : 'paragraph', level: 0 };
  });
}

function continues(last: { lines: Line[]; text: string }, line: Line): boolean {
  const before = last.lines.at(-1)!;
  if (line.point || line.heading !== before.heading) return false;
  if (!line.begins) return true;
  // Cut by a page or by an odd gap: the sentence has not ended, and goes on in lower case.
  if (line.heading > 0) return false;
  const cut = line.page !== before.page || last.text.length > 60;
  return cut && !ENDS_SENTENCE.test(last.text) && /^\p{Ll}/u.test(line.text);
}

/**
 * Set apart by the source; or short and without an end. Where the source does set headings apart, one that it does not
 * is taken for one only before a point: a program's list of styles is often used carelessly.
 */
function isHeading(text: string, own: readonly Line[], marked: boolean, next: Line): boolean {
  if (text.length > LONGEST_HEADING || text.split(' ').length > MOST_HEADING_WORDS) return false;
  const [first] = own;
  if (first!.point) return false;
  if (first!.heading > 0) return !/[;,]$/.test(text);
  if (marked && !next.point) return false;
  return own.length <= 2 && !/[.;:,]$/.test(text) && /^[\p{Lu}\d¿¡«“"]/u.test(text);
}

/** A hyphen at the end of a line is the word's own, or the typesetter's. */
function joinedText(before: string, next: string, words: ReadonlySet<string>): string {
  if (before.endsWith('\u00AD')) return before.slice(0, -1) + next;
  const head = /(\p{L}+)[-\u2010]$/u.exec(before)?.[1];
  const tail = /^\p{Ll}[\p{L}]*/u.exec(next)?.[0];
  if (head === undefined || tail === undefined) {
    return /[\u2010-]$/u.test(before) && /\p{L}-$/u.test(before) ? before + next : `${before} ${next}`;
  }
  return isOneWord(head.toLowerCase(), tail.toLowerCase(), words)
    ? before.slice(0, -1) + next
    : `${before.slice(0, -1)}-${next}`;
}

function isOneWord(head: string, tail: string, words: ReadonlySet<string>): boolean {
  if (words.has(head + tail)) return true;
  if (words.has(`${head}-${tail}`)) return false;
  return !(words.has(head) && words.has(tail));
}

/** The words of the text that are not cut, and compounds written with a hyphen. */
function wordsOf(lines: readonly Line[], known: ReadonlySet<string>): ReadonlySet<string> {
  const words = new Set(known);
  for (const { text } of lines) {
    const whole = text.replace(/^\p{L}+(?=\s|$)|\p{L}+[-\u2010]$/gu, ' ').toLowerCase();
    for (const [word] of whole.matchAll(/\p{L}+(?:-\p{L}+)*/gu)) words.add(word);
  }
  return words;
}
