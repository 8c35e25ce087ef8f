/**
 * One message from start to end. Start reading in `turn.ts`: it is the way of a message, step by step.
 *
 * This room is pure: time, ids, storage and knowledge are handed in. The same code runs in the server, on the
 * command line, in the tests and in the browser.
 */
export type { Assistant, Edition, LookedUp, Message, ReadWord, Turn } from './assistant.ts';
export { createAssistant } from './assistant.ts';
export type { Dialogue } from './dialogue.ts';
export { newDialogue } from './dialogue.ts';
export type { DeskPresence, DeskSight, HandoverAsk } from './handover.ts';
