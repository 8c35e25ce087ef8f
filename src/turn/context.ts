import type { Library } from '../answer/index.ts';
import type { Facet } from '../answer/reply.ts';
import type { EntryId } from '../knowledge/entry.ts';
import { isFunctionWord, textIn, words as wordsOf } from '../language/index.ts';
import type { Understanding, Understood } from '../understanding/index.ts';
import type { Dialogue } from './dialogue.ts';
import { facetWord } from './facet-word.ts';
import type { Heard } from './hear.ts';

/** A question that goes on about the last thing is short … */
const SHORT = 10;
/** … and begins like one, or points back. */
const GOES_ON = new Set('y pero and but or o entonces so then ok'.split(' '));
/** Of these, what stands for a whole thing: what else is named can only be what is asked about it. */
const STANDS_FOR_IT = new Set('eso esto ello it that them they'.split(' '));
/** "I mean …", "no, perdón, …": another thing was meant. */
const CORRECTS = new Set('no perdon sorry mean meant quise decir mejor rather'.split(' '));
/** "And the visa?", "i mean residency in guatemala". */
const SHORTEST = 5;
const POINTS_BACK = new Set(
  `eso esa ese esos esas esto esta este ahi alla alli ello ella ellos ellas sacarla sacarlo sacarlas sacarlos hacerlo hacerla
tramitarlo tramitarla pedirlo pedirla renovarlo renovarla su sus it its that this those these them they there ones her his
their`.split(/\s+/),
);
/** Something said to the assistant itself that is surer than this is no question about the last thing. */
const SURELY_CHAT = 0.8;
/** What goes on about the last thing names at most this much besides what it asks: pointing back, or not. */
const MOST_NAMED = { pointing: 4, bare: 1 } as const;

/** Reads a message by itself and, where it leans on what was last shown ("¿y cuánto cuesta?", "and the visa?"), with it. */
export function readInContext(
  text: string,
  { words }: Heard,
  dialogue: Dialogue,
  { understanding, library }: { understanding: Understanding; library: Library },
): Understood {
  const alone = understoodAlone(text, words, understanding);
  const last = dialogue.shown.at(-1);
  const entry = last?.entries[0];
  if (last === undefined || entry === undefined || standsAlone(alone, words)) return alone;
  const { matters, onlyNames, cues } = alone.signals;
  const goesOn = GOES_ON.has(words[0] ?? '');
  const pointsBack = words.some(word => POINTS_BACK.has(word));
  const namesOther = matters.length > 0 && !matters.includes(entry);

  // Rule 1: something is asked about it, and nothing else is named: "¿y cuánto cuesta?", "where will they be?".
  const facet = (cues[0] as Facet | undefined) ?? facetWord(words);
  const named = words.filter(word => word.length > 1 && !isFunctionWord(word)).length;
  const onlyAsks = words.some(word => STANDS_FOR_IT.has(word)) && named <= 2;
  const isBare = named <= (pointsBack ? MOST_NAMED.pointing : MOST_NAMED.bare);
  if (facet !== null && (!namesOther || onlyAsks) && isBare) return about(alone, entry, facet, library);

  // Rule 2: another thing, and the question is the same: "how much is a passport?" "and the visa?".
  const other = alone.kind === 'answer' ? alone.entries[0] : undefined;
  const corrects = words.some(word => CORRECTS.has(word));
  const isShort = words.length <= SHORTEST;
  const another = onlyNames && cues.length === 0 && other !== undefined && other !== entry;
  if (last.facet !== null && (goesOn || corrects) && isShort && another)
    return about(alone, other, last.facet, library);

  if ((!goesOn && !pointsBack) || (!isBare && alone.kind !== 'related')) return alone;
  if (alone.kind === 'related') return namesOther ? alone : { ...alone, entry };
  if (alone.kind === 'answer' && (!pointsBack || namesOther)) return alone;
  // Rule 3: it only means something together with the name of what was last shown.
  const titles = library.entry(entry)?.title;
  const title = titles ? textIn(titles, dialogue.lang ?? 'es') : '';
  const together = understanding.understand(`${text} ${title}`);
  if (together.kind === 'answer' && (together.entries.includes(entry) || alone.kind !== 'answer')) {
    return { ...together, entries: together.entries.includes(entry) ? [entry] : together.entries };
  }
  return together.kind === 'related' && !namesOther ? { ...together, entry } : alone;
}

/** What is turned down with so few words is the last thing by its name ("tecnología no, el de sedes"). */
const MOST_TURNED_DOWN = 5;
const TURNS_DOWN = new Set(['no', 'not', 'nel']);

/** A message by itself; where one thing is turned down and another named, the other. */
function understoodAlone(text: string, said: readonly string[], understanding: Understanding): Understood {
  const whole = understanding.understand(text);
  const comma = text.indexOf(',');
  if (whole.kind === 'danger' || comma < 0 || said.length > SHORT) return whole;
  const first = wordsOf(text.slice(0, comma));
  const turnsDown = TURNS_DOWN.has(first[0] ?? '') || TURNS_DOWN.has(first.at(-1) ?? '');
  if (!turnsDown || first.length < 2 || first.length > MOST_TURNED_DOWN) return whole;
  const rest = understanding.understand(text.slice(comma + 1));
  return rest.kind === 'answer' || rest.signals.matters.length > 0 ? rest : whole;
}

function standsAlone({ kind, signals, judgement }: Understood, words: readonly string[]): boolean {
  if (kind === 'danger' || words.length > SHORT || signals.institutions.length > 0) return true;
  return kind === 'chat' && judgement.chat >= SURELY_CHAT;
}

/** A facet of an entry: answered where the entry answers it, else related. */
function about(
  { signals, judgement, found }: Understood,
  entry: EntryId,
  facet: Facet,
  library: Library,
): Understood {
  const read = { signals, judgement, found };
  return library.entry(entry)?.facets.includes(facet)
    ? { kind: 'answer', entries: [entry], premise: false, facet: null, ...read }
    : { kind: 'related', entry, facet, ...read };
}
