import { parentPort, workerData } from 'node:worker_threads';
import { type Contacts, createSentences, type LocaleFiles } from '../answer/index.ts';
import type { Thought } from '../channel/index.ts';
import { openEdition } from '../knowledge/index.ts';
import { type Assistant, createAssistant, type Dialogue, type Message } from '../turn/index.ts';
import type { SharedEdition } from './edition-loader.ts';
import { begins } from './thinking-claims.ts';

/**
 * A thread that works out turns, in the order in which they come: the same pure core as on the event loop. It is
 * told the edition before the first turn that is to be answered from it.
 */
export interface Task {
  edition?: SharedEdition;
  turns: readonly Asked[];
}

export interface Asked {
  readonly message: Message;
  readonly dialogue: Dialogue;
}

/** In the order of the questions; `error` where a turn has failed, neither where the event loop has taken it back. */
export type Answers = readonly { readonly turn: Thought | null; readonly error: string | null }[];

/** So many answers go together: fewer would cost more letters, more would keep the first waiting. */
const TOGETHER = 8;

const { locales, contacts, begun } = workerData as {
  locales: LocaleFiles;
  contacts: Contacts;
  begun: Int32Array;
};
const sentences = createSentences(locales);
let assistant: Assistant | null = null;
/** Turns that have come: the next one's place in the line, which goes round. */
let come = 0;

function answer({ message, dialogue }: Asked): Answers[number] {
  if (!begins(begun, come++ % begun.length)) return { turn: null, error: null };
  try {
    if (assistant === null) throw new Error('no edition');
    const started = performance.now();
    const turn = assistant.turn(message, dialogue);
    return { turn: { ...turn, seconds: (performance.now() - started) / 1000 }, error: null };
  } catch (error) {
    return { turn: null, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort!.on('message', ({ edition, turns }: Task) => {
  if (edition !== undefined) {
    const content = Buffer.from(edition.content).toString('utf8');
    assistant = createAssistant(openEdition({ ...edition, content }), sentences, contacts);
  }
  for (let i = 0; i < turns.length; i += TOGETHER) {
    parentPort!.postMessage(turns.slice(i, i + TOGETHER).map(answer));
  }
});
parentPort!.postMessage('ready');
