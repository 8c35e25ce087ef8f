import { afterEach, describe, expect, it } from 'vitest';
import { openThinking, type Thinking, type ThinkingParts } from '../../src/app/thinking.ts';
import { createThinkHere } from '../../src/channel/index.ts';
import { openEdition, type StoredEdition } from '../../src/knowledge/index.ts';
import { createAssistant, newDialogue } from '../../src/turn/index.ts';
import { bankRows } from '../banks.ts';
import { quiet, until } from '../channel/doubles.ts';
import { CONTACTS, seedAssistant, seedLocales, seedSentences, seedStored } from '../seed.ts';

const QUESTIONS = bankRows<{ q: string }>('tuning')
  .slice(0, 120)
  .map(({ q }) => q);

let opened: Thinking | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

/** Thinking over the seed, with a count of what was worked out on this thread. */
function open(over: Partial<ThinkingParts> = {}) {
  const assistant = seedAssistant(CONTACTS);
  const live = { stored: seedStored(), assistant };
  const counted = { here: 0 };
  const think = createThinkHere(() => live.assistant);
  const thinking = openThinking({
    edition: {
      shared: () => ({ ...live.stored, content: new TextEncoder().encode(live.stored.content) }),
    },
    locales: seedLocales(),
    contacts: CONTACTS,
    here(message, dialogue) {
      counted.here++;
      return think(message, dialogue);
    },
    log: quiet,
    threads: 2,
    ...over,
  });
  opened = thinking;
  const askAll = (texts: readonly string[]) =>
    Promise.all(texts.map(text => thinking.think({ text }, newDialogue())));
  return { thinking, live, counted, assistant, askAll };
}

describe('thinking on several threads', { timeout: 40_000 }, () => {
  it('gives the turns that this thread would give, each to its question', async () => {
    const { askAll, counted, assistant } = open();
    const expected = QUESTIONS.map(text => assistant.turn({ text }, newDialogue()));
    await until(async () => {
      counted.here = 0;
      const turns = await askAll(QUESTIONS);
      expect(turns.map(({ reply, dialogue }) => ({ reply, dialogue }))).toEqual(expected);
      return counted.here < QUESTIONS.length / 2; // the threads may still be starting
    }, 30_000);
  });

  it('starts no thread for who comes alone', async () => {
    const { thinking, counted } = open();
    for (const text of QUESTIONS.slice(0, 20)) await thinking.think({ text }, newDialogue());
    expect(counted.here).toBe(20);
  });

  it('answers from a new edition as soon as it is live', async () => {
    const { askAll, counted, live } = open();
    await until(async () => {
      counted.here = 0;
      await askAll(QUESTIONS.slice(0, 10));
      return counted.here < 10;
    }, 30_000);
    const { content, index } = live.stored;
    const next: StoredEdition = { id: `sha256:${'1'.repeat(64)}`, content, index };
    live.stored = next;
    live.assistant = createAssistant(openEdition(next), seedSentences(), CONTACTS);
    const turns = await askAll(Array(10).fill('¿Cuál es la misión?'));
    expect(new Set(turns.map(({ reply }) => reply.citation?.edition))).toEqual(new Set([next.id]));
  });

  it('loses no turn when a thread ends', async () => {
    const { thinking, askAll, counted } = open();
    await until(async () => {
      counted.here = 0;
      await askAll(QUESTIONS.slice(0, 10));
      return counted.here < 10;
    }, 30_000);
    const turns = askAll(QUESTIONS);
    await new Promise(resolve => setImmediate(resolve));
    await thinking.close();
    expect((await turns).map(({ reply }) => reply.decision)).toHaveLength(QUESTIONS.length);
    expect(counted.here).toBeGreaterThan(1);
  });

  it('takes turns back from threads that do not get on, and gives each once', async () => {
    const { askAll, counted, assistant } = open({ threads: 1 });
    await until(async () => {
      counted.here = 0;
      await askAll(QUESTIONS.slice(0, 10));
      return counted.here < 10;
    }, 30_000);
    counted.here = 0;
    // Each keeps a thread for a while.
    const long = QUESTIONS.slice(0, 60).map((text, i) => `${QUESTIONS.slice(i, i + 30).join('. ')} ${text}`);
    const turns = await askAll(long);
    expect(turns.map(({ reply }) => reply)).toEqual(
      long.map(text => assistant.turn({ text }, newDialogue()).reply),
    );
    expect(counted.here).toBeGreaterThan(0);
    expect(counted.here).toBeLessThan(long.length);
  });

  it('works everything out here when no thread can be started', async () => {
    const { askAll, counted } = open({ locales: null as never });
    for (let i = 0; i < 8; i++) expect(await askAll(QUESTIONS.slice(0, 5))).toHaveLength(5);
    expect(counted.here).toBe(40);
  });
});
