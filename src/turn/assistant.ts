import {
  type Contacts,
  createComposer,
  createLibrary,
  type LibraryDocument,
  type Outcome,
  type Reply,
  type Sentences,
} from '../answer/index.ts';
import type { GlossaryConcept, Institution } from '../knowledge/knowledge.ts';
import type { Language } from '../language/index.ts';
import type { Index } from '../retrieval/index.ts';
import { createLexicon, createUnderstanding, type LookUp, THRESHOLDS } from '../understanding/index.ts';
import type { Dialogue } from './dialogue.ts';
import type { DeskSight, HandoverAsk } from './handover.ts';
import { languagesOf } from './languages.ts';
import { takeTurn } from './turn.ts';

/** What a person sent, free of any channel; personal data is already redacted. */
export interface Message {
  text: string;
  /** The language that the channel suggests: the page's, the activity's locale. A hint only. */
  hint?: Language | undefined;
  /** True when the person sent something that is no text (a picture, a voice note). */
  media?: boolean | undefined;
  /** True when something personal was taken out of the text before it came here. */
  redacted?: boolean | undefined;
  /** Left out where no person can be asked into the conversation. */
  desk?: DeskSight | undefined;
}

export interface Turn {
  reply: Reply;
  dialogue: Dialogue;
  /** What the desk is asked for with it, if anything. */
  handover?: HandoverAsk | undefined;
}

/** A hit of the call center's box. */
export interface LookedUp {
  entry: string;
  score: number;
  confidence: number;
  /** Sure enough to be given as an answer, and nothing else is asked about it. */
  confident: boolean;
}

/** A word as it was typed and as it was read: known, repaired to something known, begun, or unknown. */
export interface ReadWord {
  word: string;
  read: string[];
  how: 'known' | 'stem' | 'repaired' | 'prefix' | 'unknown';
}

export interface Assistant {
  /** Id of the edition that it answers from: `sha256:…`. */
  readonly edition: string;
  /** One message in, one reply out. Pure, synchronous, never throws, bounded in time. */
  turn(message: Message, dialogue: Dialogue): Turn;
  /** Entries for what is being typed: words may be beginnings. */
  search(text: string, options?: { lang?: Language; limit?: number; prefix?: boolean }): LookedUp[];
  /** The same, with how each word was read: for an agent who sees why something was found. */
  lookUp(
    text: string,
    options?: { lang?: Language; limit?: number },
  ): { hits: LookedUp[]; words: ReadWord[] };
  /** A reply that quotes one entry, for an agent to send; null when there is no such entry. */
  show(entry: string, lang: Language): Reply | null;
  /** What a message was understood from: words, hits, features, probabilities. For people who ask why. */
  why(text: string): object;
}

/** A published edition, ready to be answered from: everything but the sentences and the contacts. */
export interface Edition {
  /** `sha256:` and 64 hexadecimal digits. */
  readonly id: string;
  readonly documents: readonly LibraryDocument[];
  readonly glossary: readonly GlossaryConcept[];
  readonly institutions: readonly Institution[];
  readonly index: Index;
}

export function createAssistant(edition: Edition, say: Sentences, contacts: Contacts): Assistant {
  const library = createLibrary(edition.id, edition.documents);
  const institutions = new Map(edition.institutions.map(({ id, title }) => [id, title]));
  const understanding = createUnderstanding(edition.index, createLexicon(edition));
  const parts = {
    library,
    understanding,
    composer: createComposer({ library, say, contacts, institutions }),
    languages: languagesOf(say, edition.index),
  };
  return {
    edition: edition.id,
    turn: (message, dialogue) => takeTurn(message, dialogue, parts),
    search: (text, options = {}) => understanding.search(text, { prefix: true, ...options }).map(asLookedUp),
    lookUp(text, options = {}) {
      const { found, words } = understanding.lookUp(text, { prefix: true, ...options });
      return { hits: found.map(asLookedUp), words };
    },
    show(entry, lang) {
      if (library.entry(entry) === undefined) return null;
      const outcome: Outcome = {
        decision: 'answer',
        entries: [entry],
        confidence: 1,
        opening: null,
        facet: null,
        intent: null,
      };
      return parts.composer.compose(outcome, lang, false);
    },
    why(text) {
      const { signals, judgement, found, ...reading } = understanding.understand(text);
      const { explanation, ...signs } = signals;
      return { reading, judgement, found, features: explanation.features, words: explanation.words, signs };
    },
  };
}

function asLookedUp({ entry, score, confidence, facet }: LookUp['found'][number]): LookedUp {
  return { entry, score, confidence, confident: facet === null && confidence >= THRESHOLDS.answer };
}
