import type { PersonalDataKind } from '../marks.ts';
import { type Folded, fold } from './fold.ts';

/** A run of letters and digits of the folded text, from `start` up to but not including `end`. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What the detectors look at: the folded text and its tokens, made once. */
export interface Reading extends Folded {
  readonly tokens: readonly Token[];
}

/** Something personal, in positions of the folded text. */
export interface Finding {
  readonly kind: PersonalDataKind;
  readonly start: number;
  readonly end: number;
}

const TOKEN = /[\p{L}\p{N}]+/gu;

export function read(source: string): Reading {
  const folded = fold(source);
  const tokens: Token[] = [];
  for (const match of folded.text.matchAll(TOKEN)) {
    tokens.push({ text: match[0], start: match.index, end: match.index + match[0].length });
  }
  return { ...folded, tokens };
}

/** The folded text of at most `length` units before a position. */
export function before(reading: Folded, position: number, length = 40): string {
  return reading.text.slice(Math.max(0, position - length), position);
}

/** The folded text of at most `length` units from a position on. */
export function after(reading: Folded, position: number, length = 40): string {
  return reading.text.slice(position, position + length);
}

/** The text between token `index` and the one before it. */
export function gapBefore(reading: Reading, index: number): string {
  const previous = reading.tokens[index - 1];
  const token = reading.tokens[index];
  return previous && token ? reading.text.slice(previous.end, token.start) : '';
}

/** Do only spaces, or the sign inside a name or an abbreviation, part a token from the one before it? */
export function gapBeforeIsPlain(reading: Reading, index: number): boolean {
  return /^(?: {1,3}|\.? ?|-|')$/.test(gapBefore(reading, index));
}

/** The source of a stretch of the folded text. */
export function original(reading: Folded, start: number, end: number): string {
  return end > start ? reading.source.slice(reading.from[start], reading.to[end - 1]) : '';
}

/** Does the stretch begin with a capital letter in the source? */
export function isCapitalised(reading: Folded, token: Token): boolean {
  return /^\p{Lu}/u.test(original(reading, token.start, token.end));
}
