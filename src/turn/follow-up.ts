import type { Library, LibraryEntry } from '../answer/index.ts';
import type { EntryId } from '../knowledge/entry.ts';
import { words } from '../language/index.ts';
import type { Dialogue } from './dialogue.ts';

/**
 * "el segundo", "the third one", "opción 2", "la última", "1 y 3": places in the list that was shown. What may
 * stand around them is a closed list, so that "the second objective of the army" is no pick.
 */
const AROUND = new Set(
  `el la lo los las the a al opcion option numero number no num nro punto point puntos points inciso quiero dame ver leer
give me show i want y and e pues entonces then ahora now mejor rather please por favor porfa one ones de del of them ellos
ellas esos esas estos those that these lista list tema topic is es vos gracias perdon sorry ok vaya va tambien also mostrame
muestreme deme digame item objetivo objective ay oh ah eh ese esa this bit part parte cosa
thing again otra vez nuevo mean meant decir quise no nop nope haha jaja jajaja lol entonces pa q k x fa plz pls bueno dele vamos con
let s go see have read about sobre ahi alli alla there`.split(/\s+/),
);

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
const OTHER = new Set(['otro', 'otra', 'other']);
const NEXT = new Set([
  'siguiente',
  'siguientes',
  'sigue',
  'proximo',
  'proxima',
  'next',
  'following',
  'follows',
]);
/** "The next section": not the next of the list. */
const SECTION = new Set(['seccion', 'section', 'titulo', 'heading', 'capitulo', 'chapter', 'apartado']);
/** A pick is short, and picks two things at most. */
const MOST_WORDS = 8;
const MOST_PICKS = 2;

/**
 * The options that a message picks by number, ordinal, label, title or id: none of them for a place beyond the list;
 * null when it picks nothing. Numbers mean
 * the list that is being gone through, if there is one, else what the last reply offered.
 */
export function pickedOptions(
  text: string,
  words: readonly string[],
  dialogue: Dialogue,
  library: Library,
): EntryId[] | null {
  const offered = [...new Set([...dialogue.list, ...dialogue.options])];
  if (offered.length === 0 || words.length === 0) return null;
  const said = words.join(' ');
  const byName = offered.find(id => id === text.trim() || isName(said, id, library));
  if (byName) return [byName];
  const shown = lastShown(dialogue) ?? [];
  const several = shown.length > 1 ? shown : dialogue.options;
  const numbered = dialogue.list.length > 0 ? dialogue.list : several;
  if (asksForTheOther(words)) {
    const other = numbered.find(id => !shown.includes(id));
    return other === undefined ? null : [other];
  }
  if (asksForTheNextSection(words)) {
    const next = nextSection(dialogue, library);
    return next === null ? null : [next];
  }
  const places = placesIn(words, numbered.length);
  if (!places) return null;
  return [...new Set(places.map(place => numbered[place]).filter(id => id !== undefined))];
}

/** "No, la otra", "the other one". */
function asksForTheOther(words: readonly string[]): boolean {
  const isOther = words.some((word, i) => OTHER.has(word) && words[i + 1] !== 'vez');
  return isOther && words.length <= MOST_WORDS && words.every(word => OTHER.has(word) || AROUND.has(word));
}

/** "¿Y la sección que sigue?", "the next heading". */
function asksForTheNextSection(words: readonly string[]): boolean {
  if (words.length > MOST_WORDS || !words.some(word => NEXT.has(word)) || !namesSection(words)) return false;
  return words.every(word => NEXT.has(word) || SECTION.has(word) || AROUND.has(word) || word === 'que');
}

/** Whether a part of the document is meant rather than one of the list. */
export function namesSection(words: readonly string[]): boolean {
  return words.some(word => SECTION.has(word));
}

/** The places that the words name, when they say nothing else. */
function placesIn(words: readonly string[], length: number): number[] | null {
  if (words.length > MOST_WORDS) return null;
  const places: number[] = [];
  for (const word of words) {
    const place = LAST.has(word) ? length - 1 : PLACE_OF.get(word);
    if (place !== undefined) places.push(place);
    else if (!AROUND.has(word)) return null;
  }
  // "one" is a number only where no other place is named ("number one", but not "the third one").
  if (places.length === 0 && words.at(-1) === 'one' && words.length <= 3) return [0];
  return places.length > 0 && places.length <= MOST_PICKS ? places : null;
}

/** By what each entry can be called, worked out once. */
const namesOf = new WeakMap<LibraryEntry, ReadonlySet<string>>();

function isName(said: string, id: EntryId, library: Library): boolean {
  const entry = library.entry(id);
  if (!entry) return false;
  const names = namesOf.get(entry) ?? namesFor(entry);
  namesOf.set(entry, names);
  return names.has(said);
}

function namesFor(entry: LibraryEntry): ReadonlySet<string> {
  const named = [entry.label, entry.title, ...(entry.text ? [] : [entry.section])];
  return new Set(named.flatMap(name => Object.values(name).map(one => words(one).join(' '))));
}

/** The entries of the last answer; null before any. */
export function lastShown({ shown }: Dialogue): EntryId[] | null {
  return shown.at(-1)?.entries ?? null;
}

/** The first part of the document after the heading of what was last shown. */
export function nextSection(dialogue: Dialogue, library: Library): EntryId | null {
  const last = lastShown(dialogue)?.at(-1);
  if (last === undefined) return null;
  const isHeading = library.children(last, 'es').length > 0;
  const beside = isHeading ? [] : library.siblings(last);
  for (const id of library.neighbours(last))
    if (!beside.includes(id) && !id.startsWith(last) && !last.startsWith(`${id}.`)) return id;
  return null;
}

/**
 * What comes next: after the last shown in the list that is being gone through, else beside it in the document,
 * else the first option that has not been shown yet.
 */
export function nextEntry(dialogue: Dialogue, library: Library): EntryId | null {
  const last = lastShown(dialogue)?.at(-1);
  const seen = new Set(dialogue.shown.flatMap(({ entries }) => entries));
  for (const list of [dialogue.list, last ? library.siblings(last) : []]) {
    const at = last ? list.indexOf(last) : -1;
    const goesOn = at >= 0 ? list[at + 1] : undefined;
    const next = goesOn !== undefined && !seen.has(goesOn) ? goesOn : list.find(id => !seen.has(id));
    if (list.length > 0) return next ?? null;
  }
  return dialogue.options.find(id => !seen.has(id)) ?? null;
}
