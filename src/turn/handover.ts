import type { HandoverNews } from '../answer/index.ts';
import type { Dialogue } from './dialogue.ts';

/** Whether somebody sits at the desk; `closed`: outside of the office hours. */
export type DeskPresence = 'there' | 'nobody' | 'closed';

/** What a turn knows of the desk. Left out where no person can be asked into the conversation. */
export interface DeskSight {
  presence: DeskPresence;
  /** How this conversation stands: waiting for an agent, held by one, or neither. */
  handover: 'waiting' | 'held' | null;
}

/** What a turn wants of the desk: somebody is asked for, and why; or not wanted any more. */
export type HandoverAsk =
  | { ask: 'open'; reason: 'asked' | 'danger' | 'not-understood' }
  | { ask: 'withdraw' };

/** So many misses in a row, and a person is offered. */
const MISSES_BEFORE_OFFER = 2;

/** "Sí", "yes please": nothing else is a yes, because nobody is queued without one. */
const YES = new Set('si sii sip yes yeah yep ok okey okay dale claro simon sure va correcto'.split(' '));
const NO = new Set('no nop nope nel'.split(' '));
const CANCEL = new Set('cancelar cancela cancele cancel salir'.split(' '));
/** What may stand beside it. */
const BESIDE = new Set(
  'por favor porfa porfavor please gracias thanks thank you quiero acepto de acuerdo esta bien pues la fila the queue'.split(
    ' ',
  ),
);
const MOST_WORDS = 5;

function says(words: readonly string[], which: ReadonlySet<string>): boolean {
  if (words.length === 0 || words.length > MOST_WORDS) return false;
  return words.some(word => which.has(word)) && words.every(word => which.has(word) || BESIDE.has(word));
}

/** What became of a person's wish for an agent, and what is to be done about it; null where there is none. */
export interface HandoverStep {
  news: HandoverNews;
  ask: HandoverAsk | null;
}

/** An answer to what the last reply offered, or a word to the queue. */
export function answerToOffer(
  words: readonly string[],
  dialogue: Dialogue,
  desk: DeskSight | undefined,
): HandoverStep | null {
  if (desk === undefined) return null;
  if (desk.handover === 'waiting')
    return says(words, CANCEL) ? { news: 'withdrawn', ask: { ask: 'withdraw' } } : null;
  if (dialogue.offer === null || desk.handover !== null) return null;
  if (says(words, NO)) return { news: 'declined', ask: null };
  return says(words, YES) ? queued(desk, dialogue.offer) : null;
}

/** The person asked for an agent in so many words: that is a yes. */
export function askedForAgent(desk: DeskSight | undefined): HandoverStep | null {
  if (desk === undefined || desk.handover === 'held') return null;
  return desk.handover === 'waiting' ? { news: 'again', ask: null } : queued(desk, 'asked');
}

function queued(desk: DeskSight, reason: 'asked' | 'danger' | 'not-understood'): HandoverStep {
  return { news: desk.presence, ask: { ask: 'open', reason } };
}

/** Whether a reply offers an agent: only where one is there, and none is asked for yet. */
export function offers(desk: DeskSight | undefined): boolean {
  return desk?.presence === 'there' && desk.handover === null;
}

/** Not understood again. */
export function missedAgain({ misses }: Dialogue): boolean {
  return misses + 1 >= MISSES_BEFORE_OFFER;
}
