/**
 * Where in a text there is personal data. Each detector knows one sort; this door asks them all and settles what
 * they disagree on. Pure: it runs in the server and in the browser.
 */
import { PERSONAL_DATA_KINDS, type PersonalDataKind } from '../marks.ts';
import { findAddresses } from './address.ts';
import { findBirths } from './birth.ts';
import { findCodes } from './codes.ts';
import { findLinks } from './links.ts';
import { findMail } from './mail.ts';
import { findNumbers } from './numbers.ts';
import { findNames } from './person.ts';
import { type Finding, type Reading, read } from './reading.ts';

const DETECTORS: readonly ((reading: Reading) => Finding[])[] = [
  findBirths,
  findMail,
  findAddresses,
  findNames,
  findCodes,
  findLinks,
  findNumbers,
];

/** A stretch of the source text that is personal: UTF-16 units, `end` not included. */
export interface Span {
  readonly kind: PersonalDataKind;
  readonly start: number;
  readonly end: number;
}

/** Everything personal in a text, in order, without overlaps. Time grows linearly with the text. */
export function detect(text: string): Span[] {
  const reading = read(text);
  return merge(DETECTORS.flatMap(find => find(reading))).map(({ kind, start, end }) => ({
    kind,
    start: reading.from[start]!,
    // What is invisible after the last character (the rest of a keycap) goes with it.
    end: reading.from[end] ?? (end > 0 && end === reading.text.length ? text.length : reading.to[end - 1]!),
  }));
}

/** Joins what overlaps; the kind that stands first in {@link PERSONAL_DATA_KINDS} gives its name. */
function merge(findings: Finding[]): Finding[] {
  const merged: Finding[] = [];
  for (const finding of findings.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (!last || finding.start >= last.end) {
      merged.push(finding);
      continue;
    }
    const kind = rank(finding.kind) < rank(last.kind) ? finding.kind : last.kind;
    merged[merged.length - 1] = { kind, start: last.start, end: Math.max(last.end, finding.end) };
  }
  return merged;
}

function rank(kind: PersonalDataKind): number {
  return PERSONAL_DATA_KINDS.indexOf(kind);
}
