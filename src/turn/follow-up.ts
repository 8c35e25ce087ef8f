import type { Library } from '../answer/index.ts';
import type { EntryId } from '../knowledge/entry.ts';
import { fold, LANGUAGES } from '../language/index.ts';
import type { Dialogue } from './dialogue.ts';
import type { Heard } from './hear.ts';

/**
 * "el segundo", "the third one", "opción 2", "la última", "3": a place in the list that was shown. What may stand
 * around the place is a closed list, so that "the second objective of the army" is no pick.
 */
const AROUND =
  /^(?:(?:el|la|lo|los|the|opcion|option|numero|number|no|punto|point|quiero|dame|ver|give me|show me|i want|y|and|pues|a ver|mejor|please|por favor|one|de|del|of|them|ellos|esos|those|that|lista|list|tema|topic|is|es|vos|gracias)\s+)*$/;

const PLACES: readonly (readonly string[])[] = [
  ['1', 'uno', 'una', 'primero', 'primera', 'primer', '1ro', '1ero', '1ra', 'first', '1st'],
  ['2', 'dos', 'segundo', 'segunda', '2do', '2da', 'two', 'second', '2nd'],
  ['3', 'tres', 'tercero', 'tercera', 'tercer', '3ro', '3ero', '3ra', 'three', 'third', '3rd'],
  ['4', 'cuatro', 'cuarto', 'cuarta', '4to', '4ta', 'four', 'fourth', '4th'],
  ['5', 'cinco', 'quinto', 'quinta', '5to', '5ta', 'five', 'fifth', '5th'],
  ['6', 'seis', 'sexto', 'sexta', '6to', '6ta', 'six', 'sixth', '6th'],
  ['7', 'siete', 'septimo', 'septima', 'seven', 'seventh', '7th'],
  ['8', 'ocho', 'octavo', 'octava', 'eight', 'eighth', '8th'],
  ['9', 'nueve', 'noveno', 'novena', 'nine', 'ninth', '9th'],
  ['10', 'diez', 'decimo', 'decima', 'ten', 'tenth', '10th'],
];
const PLACE_OF = new Map(PLACES.flatMap((names, i) => names.map(name => [name, i] as const)));
const LAST = new Set(['ultimo', 'ultima', 'last']);
/** A pick is short. */
const MOST_WORDS = 7;

/** The option that the message picks by number, ordinal, label, title or id; null when it picks none. */
export function pickedOption({ text, words, folded }: Heard, { options }: Dialogue, library: Library): EntryId | null {
  if (options.length === 0 || words.length === 0) return null;
  const byName = options.find(id => names(id, library).has(folded.replace(/[.!?¿¡\s]+$/, '')) || id === text);
  if (byName) return byName;
  if (words.length > MOST_WORDS) return null;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const place = LAST.has(word) ? options.length - 1 : PLACE_OF.get(word);
    if (place === undefined) continue;
    const rest = [...words.slice(0, at), ...words.slice(at + 1)].map(other => `${other} `).join('');
    if (AROUND.test(rest)) return options[place] ?? null;
  }
  return null;
}

function names(id: EntryId, library: Library): Set<string> {
  const entry = library.entry(id);
  if (!entry) return new Set();
  return new Set(LANGUAGES.flatMap(lang => [entry.label[lang], entry.title[lang], entry.section[lang]].map(fold)));
}

/** The entries of the last answer; null before any. */
export function lastShown({ shown }: Dialogue): EntryId[] | null {
  return shown.at(-1)?.entries ?? null;
}

/** What comes next: the first option that has not been shown yet. */
export function nextOption({ options, shown }: Dialogue): EntryId | null {
  const seen = new Set(shown.flatMap(({ entries }) => entries));
  return options.find(id => !seen.has(id)) ?? null;
}
