/**
 * Brings a text into the form in which it is compared: lower case, no accents (ñ is kept: "ano" is not "año"),
 * no invisible characters, compatibility forms resolved, runs of a repeated letter cut to two ("holaaaa").
 */

/** Zero-width and bidirectional marks, tags, variation selectors, soft hyphen: shown as nothing, so matched as nothing. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
/** Letters carry two marks at most; a heap of them is decoration, and slow to put in order. */
const MANY_MARKS = /(\p{M}{2})\p{M}+/gu;
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;
const MARKS = /[\u0300-\u036f]/g;
const RUN = /([a-zñ])\1{2,}/g;
const WORD = /[a-zñ0-9]+/g;
const ORDINAL_N_TILDE = /n\u0303/g;

/** Removes what nobody sees, and turns control characters into spaces. Keeps case, accents and punctuation. */
export function clean(text: string): string {
  return text.toWellFormed().replace(INVISIBLE, '').replace(MANY_MARKS, '$1').replace(CONTROL, ' ').trim();
}

/** The form in which texts are compared. Idempotent; linear in the length of the text. */
export function fold(text: string): string {
  const lower = clean(clean(text).normalize('NFKC')).toLowerCase().normalize('NFD');
  return lower.replace(ORDINAL_N_TILDE, 'ñ').replace(MARKS, '').replace(RUN, '$1$1').normalize('NFC').trim();
}

/** The words of a text, folded, in order: letters and digits only. */
export function words(text: string): string[] {
  return fold(text).match(WORD) ?? [];
}
