import type { Reply, Sentences } from '../../answer/index.ts';
import type { Language } from '../../language/index.ts';
import type { EditionDraft } from '../../store/index.ts';
import { type Assistant, createAssistant, newDialogue } from '../../turn/index.ts';
import { openEdition } from '../edition.ts';
import { type Rehearsal, type RehearsalProgress, rehearse } from '../gate/index.ts';

/** A rehearsal of a version of the draft. */
export type Trial =
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly progress: RehearsalProgress | null }
  | { readonly state: 'failed' }
  | { readonly state: 'done'; readonly rehearsal: Rehearsal; readonly passes: boolean };

/** Rehearsals of the draft, of which only the last is kept. */
export interface Trials {
  /** How far the rehearsal of this very version is. */
  of(draft: Pick<EditionDraft, 'version'>): Trial;
  /** Begins one in a thread; {@link Trials.of} says how far it is. */
  begin(draft: Pick<EditionDraft, 'version'>, order: () => Promise<Order>): void;
  /** What somebody who asks this would get; null until a rehearsal is done. */
  ask(question: string, lang: Language): Reply | null;
}

type Order = Parameters<typeof rehearse>[0];

interface Tried {
  readonly version: number;
  trial: Trial;
  assistant: Assistant | null;
}

export function createTrials(sentences: Sentences): Trials {
  let tried: Tried | null = null;

  async function run(mine: Tried, order: () => Promise<Order>): Promise<void> {
    try {
      const rehearsal = await rehearse(await order(), progress => {
        mine.trial = { state: 'running', progress };
      });
      mine.assistant = createAssistant(openEdition(rehearsal.edition), sentences, {});
      mine.trial = { state: 'done', rehearsal, passes: rehearsal.measures.every(({ passes }) => passes) };
    } catch {
      mine.trial = { state: 'failed' };
    }
  }

  return {
    of: ({ version }) => (tried?.version === version ? tried.trial : { state: 'none' }),
    begin({ version }, order) {
      tried = { version, trial: { state: 'running', progress: null }, assistant: null };
      void run(tried, order);
    },
    ask(question, lang) {
      if (!tried?.assistant) return null;
      return tried.assistant.turn({ text: question, hint: lang }, newDialogue()).reply;
    },
  };
}
