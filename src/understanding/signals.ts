import type { Facet } from '../answer/reply.ts';
import { words } from '../language/index.ts';
import type { Explanation, Index } from '../retrieval/index.ts';
import { withoutCourtesy } from './courtesy.ts';
import { type Kinds, kindsOf } from './kinds.ts';
import type { Lexicon } from './lexicon.ts';

/**
 * What a message shows, free of any decision: the classifier's kinds, the best entries, and signs that can be
 * explained. Every number is between 0 and 1.
 */
export interface Signals {
  explanation: Explanation;
  kinds: Kinds;
  /** Facets whose cue words stand in the message. */
  cues: string[];
  /** Other institutions that are named. */
  institutions: string[];
  /** Entries that a named thing points to. */
  matters: string[];
  /** Facets that the first entry answers, besides what it is about: who, when, by which law. */
  answers: readonly Facet[];
  /** The message does nothing but name things that the document is about. */
  onlyNames: boolean;
  /** The message asks to confirm a statement ("… says that …, right?"). */
  premise: boolean;
}

const PREMISE =
  /\b(dice que|dicen que|dijo que|segun (la|el|los|las)|verdad|cierto|confirm\w*|correct\w*|es cierto|right|says? that|states? that|is it true|isn ?t it|since the|ya que|puesto que)\b/;

export function signalsOf(index: Index, lexicon: Lexicon, text: string, folded: string): Signals {
  const core = withoutCourtesy(text);
  const explanation = index.explain(core);
  const { cues, institutions, matters } = lexicon.named(text, explanation.concepts);
  return {
    explanation,
    kinds: kindsOf(explanation.background),
    cues,
    institutions,
    matters,
    answers: lexicon.answeredBy(explanation.hits[0]?.id ?? ''),
    onlyNames: matters.length > 0 && lexicon.onlyNames(words(core)),
    premise: PREMISE.test(folded),
  };
}
