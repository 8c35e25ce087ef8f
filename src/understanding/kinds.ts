import type { Facet, Intent } from '../answer/reply.ts';
import type { BaseLanguage } from '../language/index.ts';

/**
 * The kinds of message that are no question to the document, as the classifier names them: `facet/price`,
 * `intent/greeting`, `elsewhere`, `danger`, `harmless` (looks like danger and is none).
 */
export const FACET = 'facet/';
export const INTENT = 'intent/';
export const ELSEWHERE = 'elsewhere';
export const DANGER = 'danger';
export const HARMLESS = 'harmless';

/** Concepts of the index's glossary that are no things: cues of a facet, names of other institutions, worlds of words. */
export const ASKS = 'asks/';
export const INSTITUTION = 'institution/';
export const TOPIC = 'topic/';

/** An intent as it is told apart: a switch of language says which one. */
export type IntentKind = Exclude<Intent, 'switch-language'> | `switch-language-${BaseLanguage}`;

/** Probability that the message is of each kind; they sum to 1 with `entry`. */
export interface Kinds {
  /** It asks what an entry says. */
  entry: number;
  /** It asks something else about a matter; by what is asked. */
  facets: Partial<Record<Facet, number>>;
  facet: number;
  /** It is about other matters … */
  elsewhere: number;
  /** … and only looks like danger. */
  harmless: number;
  /** It is said to the assistant itself; by intent. */
  intents: Partial<Record<IntentKind, number>>;
  chat: number;
  danger: number;
}

/** Sums the classifier's probabilities up by kind. */
export function kindsOf(background: Readonly<Record<string, number>>): Kinds {
  const kinds: Kinds = {
    entry: 1,
    facets: {},
    facet: 0,
    elsewhere: 0,
    harmless: 0,
    intents: {},
    chat: 0,
    danger: 0,
  };
  for (const kind in background) {
    const p = background[kind]!;
    kinds.entry = Math.max(0, kinds.entry - p);
    if (kind.startsWith(FACET)) {
      kinds.facets[kind.slice(FACET.length) as Facet] = p;
      kinds.facet += p;
    } else if (kind.startsWith(INTENT)) {
      kinds.intents[kind.slice(INTENT.length) as IntentKind] = p;
      kinds.chat += p;
    } else if (kind === DANGER) kinds.danger += p;
    else if (kind === HARMLESS) kinds.harmless += p;
    else kinds.elsewhere += p;
  }
  return kinds;
}

/** The most probable of a set, or null of an empty one. */
export function mostProbable<K extends string>(set: Partial<Record<K, number>>): K | null {
  let best: K | null = null;
  for (const key in set) if (best === null || set[key]! > set[best]!) best = key;
  return best;
}
