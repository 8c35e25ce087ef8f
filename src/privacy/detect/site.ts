import type { Chain, Run } from './chain.ts';
import type { Reading } from './reading.ts';

/** Groups of digits, their neighbourhood, and whether the sentence speaks of an identifier before them. */
export interface Site {
  readonly reading: Reading;
  readonly chain: Chain;
  readonly identifier: boolean;
}

const SHORT_CODES = new Set(['110', '112', '119', '120', '122', '123', '128', '911']);

/** The text between group `index` and the one before it; null at both ends of the chain. */
export function gap({ reading, chain }: Site, index: number): string | null {
  const previous = chain[index - 1];
  const run = chain[index];
  return previous && run ? reading.text.slice(previous.end, run.start) : null;
}

/** A year from 1900 to 2099. */
export function isYear(run: Run | undefined): boolean {
  return run !== undefined && !run.spelled && /^(?:19|20)\d\d$/.test(run.digits);
}

/** Emergency and service numbers that everybody knows, so that they say nothing about one person. */
export function isShortCode(run: Run): boolean {
  return SHORT_CODES.has(run.digits) || /^15\d\d$/.test(run.digits);
}

/** A gap with a comma, a new line or the like: two things told one after the other. */
export function isLoose(text: string | null): boolean {
  return text === null || /[,;\n"?!¿¡&]/.test(text);
}

/** Its value; not a number where there is no group. */
export const number = (run: Run | undefined) => Number(run?.digits ?? Number.NaN);
/** Is it written in figures, and has it as many of them? */
export const sized = (run: Run | undefined, ...lengths: number[]) =>
  !!run && !run.spelled && lengths.includes(run.digits.length);
/** Does its value lie between the two? */
export const from = (low: number, run: Run | undefined, high: number) =>
  number(run) >= low && number(run) <= high;

/** A reading ends where no separator glues further digits to it. `own`: the separators used inside it. */
export function bounded(site: Site, index: number, runs: number, own: string): boolean {
  const inside = gap(site, index + 1);
  return [gap(site, index), gap(site, index + runs)].every(outside => {
    if (outside === null) return true;
    if (/\s/.test(outside)) return runs === 1 || outside !== inside || outside.trim() === '';
    return /[,;()"?!]/.test(outside) || (outside.length === 1 && !own.includes(outside));
  });
}
