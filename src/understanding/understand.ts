import type { Facet } from '../answer/reply.ts';
import type { EntryId } from '../knowledge/entry.ts';
import { fold, type Language, words } from '../language/index.ts';
import type { Explanation, Index } from '../retrieval/index.ts';
import { type Clause, clausesOf, windows } from './clauses.ts';
import { isOnlyCourtesy, withoutCourtesy } from './courtesy.ts';
import { type Judgement, judge, THRESHOLDS } from './judge.ts';
import { type IntentKind, mostProbable } from './kinds.ts';
import type { Lexicon } from './lexicon.ts';
import { type Signals, signalsOf } from './signals.ts';
import { type Found, isGibberish, isTopic, pairOf, type Read, topicEntries } from './topic.ts';

export type { Found } from './topic.ts';

/** How a message was understood. `signals` say why. */
export type Understood = { signals: Signals; judgement: Judgement; found: Found[] } & (
  | { kind: 'danger' }
  | { kind: 'chat'; intent: IntentKind }
  /** One entry, or two when two things were asked. `facet`: something else was asked as well, and is not answered. */
  | { kind: 'answer'; entries: EntryId[]; premise: boolean; facet: Facet | null }
  | { kind: 'clarify'; alternatives: EntryId[] }
  | { kind: 'related'; entry: EntryId; facet: Facet | null }
  | { kind: 'elsewhere'; institutions: string[] }
  | { kind: 'unclear' }
);

export interface Understanding {
  /** How a message is understood. Danger counts wherever in it it is told. */
  understand(text: string): Understood;
  /** Entries for the call center's box: words may be beginnings. */
  search(text: string, options: LookUpOptions): LookUp['found'];
  /** The same, with how each word was read: for people who ask why it was found. */
  lookUp(text: string, options: LookUpOptions): LookUp;
}

export interface LookUpOptions {
  lang?: Language;
  prefix?: boolean;
  limit?: number;
}

export interface LookUp {
  found: (Found & { score: number; facet: Facet | null })[];
  words: Explanation['words'];
}

/** The second entry must have at least this share, and the first at most that, to ask which one was meant. */
const CLARIFY = { first: 0.42, second: 0.25 } as const;
/** A named thing that points to an entry counts this much towards it when the matter is looked for. */
const MATTER_BONUS = 0.35;
/** A facet's cue word counts this much beside the classifier's probability of the facet. */
const CUE_BONUS = 0.3;
/** Below this, no facet is named: the reply then says in general that the question is not answered. */
const LEAST_FACET = 0.12;
/** Nothing is taken for talk to the assistant whose most probable intent is less probable than this. */
const LEAST_INTENT = 0.15;
/** What was written is deleted at once and for good, so the wish must be plain; below, it is said how to delete it. */
const LEAST_DELETION = 0.7;
/** More than this is not looked up in the call center's box, in UTF-16 units. */
const LONGEST_LOOKUP = 500;
/** A question counts as known from this likeness to a row on, and this share among the entries. */
const KNOWN_QUESTION = 0.85;
const KNOWN_SHARE = 0.7;
/**
 * Messages of more than `from` words are gone through in windows of `size` words, one every `step` words. A
 * window is a short sentence's worth: in fewer words, harmless scraps of talk look like danger.
 */
const DANGER_WINDOW = { from: 28, size: 12, step: 4, threshold: 0.5 } as const;
/** From this share of unknown words on, a message that fits nothing was not understood rather than about something else. */
const UNKNOWN_SHARE = 0.5;

export function createUnderstanding(index: Index, lexicon: Lexicon): Understanding {
  const read = (text: string) => {
    const signals = signalsOf(index, lexicon, text, fold(text));
    const judgement = withoutVagueTalk(judge(signals), signals);
    return { signals, judgement, found: foundOf(signals, judgement) };
  };
  /** In a long message, a few words of danger drown in the rest: it is gone through window by window. */
  const isDangerWithin = (text: string) => {
    const said = words(withoutCourtesy(text));
    if (said.length <= DANGER_WINDOW.from) return false;
    return windows(said, DANGER_WINDOW.size, DANGER_WINDOW.step).some(
      run => (index.explain(run).background.danger ?? 0) >= DANGER_WINDOW.threshold,
    );
  };
  return {
    understand(text) {
      const first = read(text);
      if (isDangerWithin(text)) return { kind: 'danger', ...first };
      const whole = understandOne(first);
      const clauses = clausesOf(text).filter(clause => !isOnlyCourtesy(clause.text));
      if (whole.kind === 'danger' || clauses.length === 0 || isWhole(clauses, text)) return whole;
      const parts = clauses
        .map(clause => ({ clause, part: understandOne(read(clause.text)) }))
        .filter(({ clause, part }) => clause.standsAlone || part.kind === 'answer')
        .map(({ part }) => part);
      return joined(whole, parts);
    },
    search: (text, options) => lookUp(text, options).found,
    lookUp,
  };

  function lookUp(text: string, options: LookUpOptions): LookUp {
    const looked = text.slice(0, LONGEST_LOOKUP);
    const explanation = index.explain(looked, { ...options, limit: options.limit ?? 10 });
    const named = lexicon.named(looked, explanation.concepts);
    const signals = { ...signalsOf(index, lexicon, looked, fold(looked)), explanation, ...named };
    const judgement = judge(signals);
    const facet = judgement.related > judgement.answer ? facetOf(signals) : null;
    const found = foundOf(signals, judgement).map((found, i) => ({
      ...found,
      score: explanation.hits[i]!.score,
      facet,
    }));
    return { found, words: explanation.words };
  }
}

/**
 * A single word may look like talk to the assistant without looking like any talk in particular ("telefono"). That is
 * no wish to be forgotten and no goodbye: what was given to talk goes to the other kinds, in proportion.
 */
function withoutVagueTalk(judgement: Judgement, { kinds: { intents } }: Signals): Judgement {
  const clearest = mostProbable(intents);
  if (judgement.chat === 1 || (clearest !== null && intents[clearest]! >= LEAST_INTENT)) return judgement;
  const rest = 1 - judgement.chat;
  const { answer, related, elsewhere, danger } = judgement;
  return {
    answer: answer / rest,
    related: related / rest,
    elsewhere: elsewhere / rest,
    chat: 0,
    danger: danger / rest,
  };
}

/** The index's order of entries, with the judgement's probability that any of them answers. */
function foundOf({ explanation }: Signals, judgement: Judgement): Found[] {
  const sum = explanation.hits.reduce((total, { confidence }) => total + confidence, 0);
  if (sum === 0) return [];
  const share = Math.min(1, sum / (explanation.features.answered || 1));
  return explanation.hits.map(({ id, confidence }) => ({
    entry: id,
    confidence: judgement.answer * share * (confidence / sum),
  }));
}

function understandOne(read: Read): Understood {
  const { signals, judgement, found } = read;
  if (judgement.danger >= THRESHOLDS.danger) return { kind: 'danger', ...read };
  if (isGibberish(signals)) return { kind: 'unclear', ...read };
  const best = mostProbable({ ...judgement, danger: 0 })!;
  if (best === 'chat' && !isTopic(read)) return { kind: 'chat', intent: intentOf(signals), ...read };
  // Of what the entry does answer (who, when, by which law), it is never said that the document does not say it.
  const asked = facetOf(signals);
  const isSure = judgement.answer >= THRESHOLDS.answer || (asked !== null && signals.answers.includes(asked));
  const answered = best === 'answer' && isSure && found.length > 0;
  const pair = answered || isTopic(read) ? pairOf(read) : null;
  if (pair) return { kind: 'answer', entries: pair, premise: false, facet: null, ...read };
  if (!answered && isTopic(read)) {
    const entries = topicEntries(read);
    if (entries.length > 1) return { kind: 'clarify', alternatives: entries, ...read };
    return { kind: 'answer', entries, premise: false, facet: null, ...read };
  }
  if (answered || isKnownQuestion(read)) {
    const [first, second] = found;
    const firstShare = first!.confidence / judgement.answer;
    const secondShare = (second?.confidence ?? 0) / judgement.answer;
    if (firstShare <= CLARIFY.first && secondShare >= CLARIFY.second) {
      return { kind: 'clarify', alternatives: found.slice(0, 3).map(({ entry }) => entry), ...read };
    }
    return { kind: 'answer', entries: [first!.entry], premise: signals.premise, facet: null, ...read };
  }
  if (best === 'related' || best === 'answer') {
    const entry = matterOf(read);
    if (entry) return { kind: 'related', entry, facet: asked, ...read };
  }
  const unknown = signals.explanation.features.unknown ?? 0;
  if (found.length === 0 || unknown >= UNKNOWN_SHARE) return { kind: 'unclear', ...read };
  return { kind: 'elsewhere', institutions: signals.institutions, ...read };
}

function intentOf({ kinds: { intents } }: Signals): IntentKind {
  const intent = mostProbable(intents) ?? 'help';
  return intent === 'delete-data' && intents[intent]! < LEAST_DELETION ? 'privacy' : intent;
}

/** Whether it is, word for word, how people ask for one entry: then there is nothing to weigh. */
function isKnownQuestion({ signals, judgement, found }: Read): boolean {
  const { closeness = 0, coverage = 0 } = signals.explanation.features;
  if (found.length === 0 || closeness < KNOWN_QUESTION || coverage < KNOWN_QUESTION) return false;
  return found[0]!.confidence >= KNOWN_SHARE * judgement.answer;
}

/** The entry that mentions the matter: the best hit, drawn towards what the named things point to. */
function matterOf({ signals, judgement, found }: Read): EntryId | null {
  const weight = new Map<EntryId, number>();
  for (const { entry, confidence } of found) weight.set(entry, confidence / (judgement.answer || 1));
  for (const entry of signals.matters) {
    weight.set(entry, (weight.get(entry) ?? 0) + MATTER_BONUS / signals.matters.length);
  }
  return mostProbable(Object.fromEntries(weight));
}

function facetOf({ kinds, cues }: Signals): Facet | null {
  const facets = { ...kinds.facets };
  for (const cue of cues) facets[cue as Facet] = (facets[cue as Facet] ?? 0) + CUE_BONUS;
  const best = mostProbable(facets);
  return best !== null && facets[best]! >= LEAST_FACET ? best : null;
}

function isWhole(clauses: readonly Clause[], text: string): boolean {
  const [only] = clauses;
  if (clauses.length !== 1 || only === undefined) return false;
  return only.text === text || words(only.text).length === words(text).length;
}

/** Where the whole message is answered, a sentence of it changes that only if its own entry is this probable. */
const SURE_SENTENCE = 0.6;

/** A message of several sentences: two things asked are both answered; talk around a question does not hide it. */
function joined(whole: Understood, parts: readonly Understood[]): Understood {
  const danger = parts.find(part => part.kind === 'danger');
  if (danger) return danger;
  const counts = ({ found }: Understood) =>
    (whole.kind !== 'answer' && whole.kind !== 'related') || (found[0]?.confidence ?? 0) >= SURE_SENTENCE;
  const answers = parts.filter(part => part.kind === 'answer').filter(counts);
  const entries = [...new Set(answers.flatMap(part => part.entries))];
  const related = parts.find(part => part.kind === 'related');
  // "I know you will open more; in which towns?": a plan is named, and what is asked about it is not answered.
  if (whole.kind === 'related' && whole.judgement.related > whole.judgement.answer) {
    if (answers.every(({ entries: [entry] }) => entry === whole.entry)) return whole;
  }
  if (entries.length >= 2 && whole.kind !== 'related') {
    return { ...answers[0]!, entries: entries.slice(0, 2), facet: null };
  }
  if (answers.length === 1 && related && related.facet !== null && answers[0]!.entries[0] !== related.entry) {
    return { ...answers[0]!, facet: related.facet };
  }
  // What no sentence asks by itself comes of reading them as one ("what is the mission? my number is …").
  if (answers[0] && !related) return whole.kind === 'answer' ? whole : answers[0];
  if (whole.kind === 'answer' || whole.kind === 'related') return whole;
  return answers[0] ?? related ?? whole;
}
