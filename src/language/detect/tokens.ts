import { fold } from '../normalise.ts';

/**
 * The words of a text as the detector sees them: folded like everywhere else, but an apostrophe inside or at the
 * end of a word is kept, because it tells languages apart (English "don't", French "j'ai", K'iche' "ab'i'").
 */

/** Marks that people type for an apostrophe: typographic quotes, accents, modifier letters, the saltillo of Mayan writing. */
const APOSTROPHES = /[\u2018\u2019\u201b\u02bc\u02bb\u02b9\u00b4`\u2032\ua78b\ua78c]/g;
const TOKEN = /(')?([a-zñ0-9]+(?:'[a-zñ0-9]+)*)('?)/g;
const NO_LETTER = /^[0-9']+$/;

/** Addresses of pages and of mail say nothing about the language. */
const ADDRESS = /@|:\/\/|^www\./i;

/** Letters outside plain a to z, and the opening marks of Spanish. */
const BEYOND_ASCII = /[^\u0000-\u007f]/;

/** The words of a text that hold a letter, folded, in order. */
export function tokens(text: string): string[] {
  const out: string[] = [];
  const folded = fold(withoutAddresses(text).replace(APOSTROPHES, "'"));
  for (const [, opening, word, closing] of folded.matchAll(TOKEN)) {
    if (word === undefined || NO_LETTER.test(word)) continue;
    // 'goals' in quotation marks is no glottal stop
    out.push(opening && closing ? word : word + closing);
  }
  return out;
}

/** The text in lower case with its accents, or '' when there is none to look at. */
export function accented(text: string): string {
  return BEYOND_ASCII.test(text) ? text.normalize('NFC').toLowerCase() : '';
}

function withoutAddresses(text: string): string {
  if (!/[@:.]/.test(text)) return text;
  return text
    .split(/\s/)
    .filter(part => !ADDRESS.test(part))
    .join(' ');
}
