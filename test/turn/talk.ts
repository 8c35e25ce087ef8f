import type { Reply } from '../../src/answer/index.ts';
import type { Language } from '../../src/language/index.ts';
import { type Assistant, type Dialogue, type Message, newDialogue } from '../../src/turn/index.ts';

/** What is said, as text or with all that a channel tells beside it. */
export type Said = string | Message;

/** A conversation from its beginning: what the assistant replied to each message. */
export function talk(assistant: Assistant, ...messages: readonly Said[]): Reply[] {
  return converse(assistant, newDialogue(), messages).replies;
}

/** The reply to the last message of a conversation. */
export function lastReply(assistant: Assistant, ...messages: readonly Said[]): Reply {
  return talk(assistant, ...messages).at(-1)!;
}

export function converse(
  assistant: Assistant,
  start: Dialogue,
  messages: readonly Said[],
): { replies: Reply[]; dialogue: Dialogue } {
  let dialogue = start;
  const replies = messages.map(message => {
    const turn = assistant.turn(typeof message === 'string' ? { text: message } : message, dialogue);
    dialogue = turn.dialogue;
    return turn.reply;
  });
  return { replies, dialogue };
}

/** A dialogue that has gone on in a language. */
export function spokenIn(lang: Language): Dialogue {
  return { ...newDialogue(), lang };
}
