import type { Outcome } from '../answer/index.ts';
import type { Language } from '../language/index.ts';
import type { HandoverAsk, HandoverStep } from './handover.ts';

/** What a step came to: the outcome, and the language if the step changes it. */
export interface Result {
  outcome: Outcome;
  /** The person asked for this language in so many words. */
  chosen?: Language;
  /** The outcome goes on in the list that is being gone through. */
  picking?: boolean;
  /** What the desk is asked for. */
  handover?: HandoverAsk | undefined;
}

export function answered(
  entries: string[],
  confidence: number,
  opening: Extract<Outcome, { decision: 'answer' }>['opening'] = null,
  intent: Extract<Outcome, { decision: 'answer' }>['intent'] = null,
): Result {
  return { outcome: { decision: 'answer', entries, confidence, opening, facet: null, intent } };
}

export function declined(reason: Extract<Outcome, { decision: 'decline' }>['reason'], offer = false): Result {
  return { outcome: { decision: 'decline', reason, institutions: [], offer } };
}

export function handedOver({ news, ask }: HandoverStep): Result {
  const outcome: Outcome = { decision: 'human', news };
  return ask === null ? { outcome } : { outcome, handover: ask };
}
