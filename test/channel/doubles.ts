import { pino } from 'pino';
import {
  createSentences,
  type Decision,
  type Intent,
  type Reason,
  type Reply,
} from '../../src/answer/index.ts';
import type { createIntake, IntakeParts } from '../../src/channel/intake/index.ts';
import { createLimiter, createLocalHub, type Limiters } from '../../src/instances/index.ts';
import { readLocales } from '../../src/knowledge/index.ts';
import { createMetrics } from '../../src/observe/index.ts';
import { redact } from '../../src/privacy/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import type { Assistant, Message } from '../../src/turn/index.ts';

/** Channels only carry, so their tests need an assistant that says something known, not something clever. */
export interface AssistantDouble extends Assistant {
  /** Every message that it was handed, in order. */
  readonly heard: Message[];
}

export function assistantDouble(): AssistantDouble {
  const heard: Message[] = [];
  return {
    edition: 'sha256:double',
    heard,
    turn(message, dialogue) {
      heard.push(message);
      const reply = replyTo(message);
      return { reply, dialogue: { ...dialogue, lang: reply.lang, misses: dialogue.misses + 1 } };
    },
    search: () => [],
    lookUp: () => ({ hits: [], words: [] }),
    show: () => null,
    why: () => ({}),
  };
}

/** What the double says to a message: `reply to: …`, with the decision that a word in it asks for. */
export function replyTo({ text, media, hint }: Message): Reply {
  const said: [Decision, Reason | null, Intent | null] = /peligro/.test(text)
    ? ['urgent', null, null]
    : media === true
      ? ['decline', 'unsupported-media', null]
      : [...text].length > 2000
        ? ['decline', 'too-long', null]
        : /borrar mis datos/.test(text)
          ? ['chat', null, 'delete-data']
          : /cuesta/.test(text)
            ? ['related', null, null]
            : /gato/.test(text)
              ? ['decline', 'out-of-scope', null]
              : /agente/.test(text)
                ? ['held', null, null]
                : ['answer', null, null];
  const [decision, reason, intent] = said;
  return {
    lang: hint ?? 'es',
    decision,
    intent,
    reason,
    facet: null,
    entry: decision === 'answer' ? 'mision' : null,
    entries: decision === 'answer' ? ['mision'] : [],
    confidence: 0.9,
    quotes: [],
    options:
      decision === 'answer'
        ? [{ entry: 'vision', title: 'Visión del Instituto', label: 'Visión', role: 'follow-up' }]
        : [],
    citation: null,
    speaker: 'assistant',
    before: [],
    after: [],
    text: `reply to: ${text.slice(0, 80)}`,
  };
}

export const quiet = pino({ level: 'silent' });
export const sentences = createSentences(readLocales('locales'));

/** The parts of an intake over a store of its own; `over` replaces any of them. */
export async function intakeParts(
  over: Partial<IntakeParts> = {},
): Promise<IntakeParts & { store: Store; limiters: Limiters }> {
  const assistant = assistantDouble();
  return {
    store: over.store ?? (await openStore('memory:')),
    assistant: () => assistant,
    sentences,
    redact,
    hub: createLocalHub(true),
    limiters: (_name, options) => createLimiter(options),
    log: quiet,
    counters: createMetrics(),
    now: Date.now,
    timeZone: 'America/Guatemala',
    worker: 'test',
    ...over,
  };
}

/** A message as a channel hands it in. */
export function incoming(
  text: string,
  over: Partial<Parameters<ReturnType<typeof createIntake>['accept']>[0]> = {},
) {
  return {
    conversation: 'c1',
    channel: 'directline',
    text,
    activity: (safe: string) => ({ type: 'message', text: safe }),
    ...over,
  };
}

/** Waits until `look` gives something, at most `ms`. */
export async function until<T>(
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  ms = 5_000,
): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`nothing within ${ms} ms`);
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}

/** An assistant with whom every turn fails. */
export function brokenAssistant(): Assistant {
  return {
    ...assistantDouble(),
    turn() {
      throw new Error('broken');
    },
  };
}

/** Lets the only open job fail so many times more, as other processes would, and leaves it due. */
export async function failElsewhere(store: Store, times: number): Promise<void> {
  const far = Date.now() + 3_600_000;
  for (let i = 0; i < times; i++) {
    const [job] = await store.lease({ worker: 'other', now: far, leaseMs: 1_000, limit: 1 });
    if (job === undefined) throw new Error('there is no job');
    await store.retry(job, Date.now() - 1, 'turn-failed');
  }
}
