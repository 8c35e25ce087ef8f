import type { EntryId } from '../knowledge/entry.ts';
import type { Judgement } from './judge.ts';
import type { Signals } from './signals.ts';

/** An entry that a message may be about. */
export interface Found {
  entry: EntryId;
  /** Probability, 0 to 1, that it answers the message; sums to at most 1 over a list. */
  confidence: number;
}

/** A message as it was read, before it is decided what it is. */
export interface Read {
  signals: Signals;
  judgement: Judgement;
  found: Found[];
}

/** Below this likeness to every row, repaired words were repaired to nothing that was meant. */
const LIKE_NOTHING = 0.2;
const TOPIC = {
  /** A topic has at most this many words. */
  words: 4,
  /** It is none where the message is something else with this probability. */
  other: 0.75,
  /** One entry is given from this share among the entries on, else it is asked back. */
  share: 0.6,
  /** Two things are named in one breath in at most this many words; the second has at least this share. */
  pair: 8,
  second: 0.005,
  /** Asked back among at most so many. */
  alternatives: 3,
} as const;

/** Words that ask something about a thing ("¿dónde están las sedes?"); "what is …" only names it. */
const ASKING = new Set('donde cuando cuanto cuanta cuantos cuantas como where when how'.split(' '));

/** Not one word is known, and what they were taken for is like nothing that people ask. */
export function isGibberish({ explanation: { words: read, features } }: Signals): boolean {
  const isGuessed = read.every(({ how }) => how === 'unknown' || how === 'repaired');
  return isGuessed && (features.closeness ?? 0) < LIKE_NOTHING;
}

/** A matter of the document is named, and nothing asked about it; unless the message is plainly of another kind. */
export function isTopic({ signals, judgement, found }: Read): boolean {
  const { onlyNames, cues, institutions, explanation } = signals;
  if (!onlyNames || cues.length > 0 || institutions.length > 0 || found.length === 0) return false;
  if (explanation.words.length > TOPIC.words) return false;
  const asks = explanation.words.some(({ word }) => ASKING.has(word));
  const other = Math.max(judgement.elsewhere, judgement.chat, asks ? judgement.related : 0);
  return other < TOPIC.other;
}

/**
 * "Misión y visión": two things named in one breath, neither a part of the other, in the order they are named; null
 * when it is not so.
 */
export function pairOf({ signals, judgement, found }: Read): [EntryId, EntryId] | null {
  const [first, second] = found.filter(({ entry }) => signals.matters.includes(entry));
  if (first === undefined || second === undefined || !signals.onlyNames) return null;
  const { words } = signals.explanation;
  const isJoined = words.length <= TOPIC.pair && words.some(({ word }) => word === 'y' || word === 'and');
  const areApart = groupOf(first.entry) !== groupOf(second.entry);
  const countsToo = second.confidence >= TOPIC.second * judgement.answer;
  if (!isJoined || !areApart || !countsToo) return null;
  const place = ({ entry }: Found) => signals.matters.indexOf(entry);
  return place(first) <= place(second) ? [first.entry, second.entry] : [second.entry, first.entry];
}

/** `documentos` of `documentos.1`. */
function groupOf(entry: EntryId): string {
  return entry.split('.')[0]!;
}

/** The entry that is meant, where one stands out; else those that may be. */
export function topicEntries({ signals, judgement, found }: Read): EntryId[] {
  const first = found[0]!;
  const standsOut = first.confidence >= TOPIC.share * (judgement.answer || 1);
  if (standsOut && signals.matters.includes(first.entry)) return [first.entry];
  const nearest = found.slice(0, TOPIC.alternatives).map(({ entry }) => entry);
  return [...new Set([...nearest, ...signals.matters])].slice(0, TOPIC.alternatives);
}
