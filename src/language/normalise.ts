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
  return TYPED.test(text) ? foldTyped(text) : foldAny(text);
}

/** What nearly everybody types: printable ASCII, and the letters and marks of Spanish, each as one character. */
const TYPED = /^[ -~áéíóúüñÁÉÍÓÚÜÑ¿¡]*$/;
const ACCENTED = /[áéíóúü]/g;
const PLAIN: Readonly<Record<string, string>> = { á: 'a', é: 'e', í: 'i', ó: 'o', ú: 'u', ü: 'u' };
const ASCII = /^[ -~]*$/;

/** The same as {@link foldAny} in half its time: nothing here is invisible, composed or compatible. */
function foldTyped(text: string): string {
  const lower = text.trim().toLowerCase();
  const plain = ASCII.test(lower) ? lower : lower.replace(ACCENTED, letter => PLAIN[letter]!);
  return hasRun(plain) ? plain.replace(RUN, '$1$1') : plain;
}

/** Whether any sign stands three times in a row. */
function hasRun(text: string): boolean {
  for (let i = 2; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === text.charCodeAt(i - 1) && code === text.charCodeAt(i - 2)) return true;
  }
  return false;
}

function foldAny(text: string): string {
  const lower = clean(clean(text).normalize('NFKC')).toLowerCase().normalize('NFD');
  return lower.replace(ORDINAL_N_TILDE, 'ñ').replace(MARKS, '').replace(RUN, '$1$1').normalize('NFC').trim();
}

/** The words of a text, folded, in order: letters and digits only. */
export function words(text: string): string[] {
  return fold(text).match(WORD) ?? [];
}
