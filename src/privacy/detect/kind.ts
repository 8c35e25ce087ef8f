import type { PersonalDataKind } from '../marks.ts';
import { before, type Reading } from './reading.ts';
import { CONTEXT } from './words.ts';

/** What the words before a number say it is. `number` is an identifier of some office. */
export type Context = 'phone' | 'cui' | 'number' | 'passport' | 'alien' | 'card' | 'account';

/** How far before a number its name may stand, in UTF-16 units. */
const NEAR = 48;

/** Words between the name of an identifier and the identifier itself. */
const FILLER =
  /(?:[\s:#.=-]|(?<![\p{L}])(?:no|nro|num|numero|number|n[º°]|es|is|el|al|mi|my|personal|casa|movil|son|are)(?![\p{L}])){0,12}$/u;

/** The nearest name of an identifier before a position, or null. */
export function contextBefore(reading: Reading, position: number): Context | null {
  return nearest(before(reading, position, NEAR))?.context ?? null;
}

/** Does the text say, just before a position, that an identifier follows ("mi DPI es")? */
export function speaksOfIdentifier(reading: Reading, position: number): boolean {
  const left = before(reading, position, NEAR);
  const name = nearest(left);
  return name !== null && (FILLER.exec(left)?.index ?? left.length) <= name.end;
}

function nearest(left: string): { context: Context; end: number } | null {
  let found: { context: Context; end: number } | null = null;
  for (const match of left.matchAll(CONTEXT)) {
    const context = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0] as Context;
    found = { context, end: match.index + match[0].length };
  }
  return found;
}

/**
 * What a number is: by what is said before it, else by its length.
 * @param digits ASCII digits
 * @param groups lengths of the groups in which they are written
 * @param international begins with + or 00
 */
export function kindOfNumber(
  digits: string,
  groups: readonly number[],
  international: boolean,
  context: Context | null,
): PersonalDataKind {
  const length = digits.length;
  if (international && length <= 17) return 'phone';
  if (context === 'passport' && length <= 12) return 'passport';
  if (context === 'alien' && length <= 9) return 'a-number';
  if (context === 'card' && length !== 13 && length >= 12 && length <= 19) return 'card';
  if (context === 'account') return 'account';
  if (context === 'phone' && length <= 15) return 'phone';
  if (length === 13) return 'cui';
  if (context === 'cui' && length <= 15) return 'cui';
  if (context === 'number') return 'number';
  if (length >= 16 && length <= 19) return 'card';
  if ((length === 15 && /^3[47]/.test(digits)) || (length === 14 && /^3[068]/.test(digits))) return 'card';
  return isPhoneShaped(digits, groups) ? 'phone' : 'number';
}

/** Guatemala, El Salvador, Honduras (8 digits), Mexico and the United States (10), with or without country code. */
function isPhoneShaped(digits: string, groups: readonly number[]): boolean {
  if (digits.length === 7) return groups.length === 2 && groups[0] === 3;
  if (digits.length === 8 || digits.length === 10) return true;
  if (digits.length === 11) return /^(?:1|50[1-9])/.test(digits);
  return digits.length === 12 && /^52/.test(digits);
}
