import {
  type Contacts,
  createComposer,
  createLibrary,
  type LibraryDocument,
  type Reply,
  type Sentences,
} from '../answer/index.ts';
import type { GlossaryConcept, Institution } from '../knowledge/knowledge.ts';
import type { Language } from '../language/index.ts';
import type { Index } from '../retrieval/index.ts';
import { createLexicon, createUnderstanding, THRESHOLDS } from '../understanding/index.ts';
import type { Dialogue } from './dialogue.ts';
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
}

export interface Turn {
  reply: Reply;
  dialogue: Dialogue;
}

/** A hit of the call center's box. */
export interface LookedUp {
  entry: string;
  score: number;
  confidence: number;
  /** Sure enough to be given as an answer, and nothing else is asked about it. */
  confident: boolean;
}

export interface Assistant {
  /** Id of the edition that it answers from: `sha256:…`. */
  readonly edition: string;
  /** One message in, one reply out. Pure, synchronous, never throws, bounded in time. */
  turn(message: Message, dialogue: Dialogue): Turn;
  /** Entries for what is being typed: words may be beginnings. */
  search(text: string, options?: { lang?: Language; limit?: number; prefix?: boolean }): LookedUp[];
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
  const understanding = createUnderstanding(
    edition.index,
    createLexicon(edition.glossary, edition.institutions),
  );
  const parts = {
    library,
    understanding,
    composer: createComposer({ library, say, contacts, institutions }),
  };
  return {
    edition: edition.id,
    turn: (message, dialogue) => takeTurn(message, dialogue, parts),
    search: (text, options = {}) =>
      understanding.search(text, { prefix: true, ...options }).map(({ entry, score, confidence, facet }) => ({
        entry,
        score,
        confidence,
        confident: facet === null && confidence >= THRESHOLDS.answer,
      })),
    why(text) {
      const { signals, judgement, found, ...reading } = understanding.understand(text);
      const { explanation, ...signs } = signals;
      return { reading, judgement, found, features: explanation.features, words: explanation.words, signs };
    },
  };
}
