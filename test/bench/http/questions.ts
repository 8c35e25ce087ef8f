import { bankRows } from '../../banks.ts';

/** A question as it goes over the wire, and the conversation in which it is asked. */
export interface Question {
  readonly text: string;
  readonly conversation: string;
  readonly id: string;
}

/** So many questions a person asks in one conversation. */
const A_CONVERSATION = 5;

/** Every different question of the tuning banks: nothing sealed, and nothing made up. */
export function distinctQuestions(): readonly string[] {
  const rows = ['tuning', 'language-tuning'].flatMap(name => bankRows<{ q: string }>(name));
  return [...new Set(rows.map(({ q }) => q))];
}

/** Goes round and round through the questions; every fifth begins a new conversation, every message has an id of its own. */
export function questionSource(texts: readonly string[], run: string): () => Question {
  let n = 0;
  return () => {
    const i = n++;
    return {
      text: texts[i % texts.length]!,
      conversation: `${run}-${Math.floor(i / A_CONVERSATION)}`,
      id: `${run}-${i}`,
    };
  };
}
