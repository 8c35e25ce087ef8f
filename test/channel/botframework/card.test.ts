import * as AdaptiveCards from 'adaptivecards';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DECISIONS } from '../../../src/answer/index.ts';
import { type Card, replyCard } from '../../../src/channel/botframework/card.ts';
import { MOST_BYTES, outgoingActivity, sizeOf } from '../../../src/channel/botframework/outgoing.ts';
import { BASE_LANGUAGES, type Language } from '../../../src/language/index.ts';
import { newDialogue } from '../../../src/turn/index.ts';
import { seedAssistant, seedEditionOpened, seedSentences } from '../../seed.ts';
import { CASES, MESSAGES } from '../cases.ts';

const parts = {
  sentences: seedSentences(),
  publicUrl: 'https://asistente.example.org',
  documentTitle: (id: string, lang: Language) =>
    seedEditionOpened().documents.find(document => document.id === id)?.shortTitle[lang] ?? id,
};

const assistant = seedAssistant();

// biome-ignore lint/suspicious/noExplicitAny: any JSON
function everyNode(value: any): any[] {
  if (Array.isArray(value)) return value.flatMap(everyNode);
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(everyNode)];
}

const textsOf = (card: Card) =>
  everyNode(card.body).flatMap(node => (node.type === 'TextRun' ? [String(node.text)] : []));

/** What the official parser says against a card. */
function faultsOf(card: Card): string[] {
  const parser = new AdaptiveCards.AdaptiveCard();
  const errors: AdaptiveCards.IValidationError[] = [];
  parser.parse(structuredClone(card), errors);
  return [...errors, ...parser.validateProperties().failures.flatMap(({ errors: more }) => more)].map(
    ({ message }) => message,
  );
}

describe('a reply as an Adaptive Card', () => {
  it('covers every decision in each language', () => {
    for (const lang of BASE_LANGUAGES) {
      const seen = new Set(CASES.filter(one => one.lang === lang).map(({ decision }) => decision));
      expect([...seen].sort()).toEqual([...DECISIONS].sort());
    }
  });

  it.each(CASES)('is valid, whole and plain: $lang $decision', ({ lang, reply }) => {
    const card = replyCard(reply, parts);
    expect(faultsOf(card)).toEqual([]);
    expect(card).toMatchObject({ type: 'AdaptiveCard', version: '1.2', lang, fallbackText: reply.text });
    const types = new Set(everyNode(card).flatMap(({ type }) => type ?? []));
    for (const type of types) {
      expect([
        'AdaptiveCard',
        'Container',
        'RichTextBlock',
        'TextRun',
        'ActionSet',
        'Action.Submit',
        'messageBack',
      ]).toContain(type);
    }
    const texts = textsOf(card);
    for (const quote of reply.quotes) {
      expect(texts.some(text => text.includes(quote.text))).toBe(true);
      expect(texts).toContain(quote.section);
    }
    for (const sentence of [...reply.before, ...reply.after]) expect(texts).toContain(sentence);
    if (reply.citation !== null) expect(texts.join('\n')).toContain(reply.citation.section);
    if (reply.citation !== null) expect(texts.join('\n')).toContain('2024');
  });

  it.each(CASES)('has a button for every option: $lang $decision', ({ reply }) => {
    const actions = everyNode(replyCard(reply, parts)).filter(({ type }) => type === 'Action.Submit');
    expect(actions.map(({ data }) => data.entry)).toEqual(reply.options.map(({ entry }) => entry));
    for (const [i, { data, title }] of actions.entries()) {
      expect(data.msteams).toEqual({
        type: 'messageBack',
        text: reply.options[i]!.title,
        displayText: reply.options[i]!.title,
      });
      expect(title.length).toBeLessThanOrEqual(40);
    }
  });

  it.each(BASE_LANGUAGES)('numbers the parts of a group, as they can be picked by number: %s', lang => {
    const { reply } = assistant.turn({ text: MESSAGES[lang][1]!, hint: lang }, newDialogue());
    expect(reply.quotes).toHaveLength(6);
    const texts = textsOf(replyCard(reply, parts));
    reply.quotes.forEach((quote, i) => {
      expect(texts.some(text => text.startsWith(`${i + 1}. `) && text.includes(quote.text))).toBe(true);
    });
    expect(texts.filter(text => text === reply.quotes[0]!.section)).toHaveLength(1);
  });

  it('shows any text as it is, and never as markup', () => {
    const { reply } = assistant.turn({ text: MESSAGES.es[0]! }, newDialogue());
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => {
        const card = replyCard(
          { ...reply, before: [text], after: [`[x](http://example.org) **${text}**`] },
          parts,
        );
        expect(everyNode(card).some(({ type }) => type === 'TextBlock')).toBe(false);
        expect(textsOf(card)).toContain(text);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a message to a channel', () => {
  it.each(CASES)('stays below 80 KB and says the same everywhere: $lang $decision', ({ reply }) => {
    for (const channel of ['msteams', 'webchat', 'emulator']) {
      const activity = outgoingActivity(reply, 'id', channel, parts);
      expect(sizeOf(activity)).toBeLessThan(MOST_BYTES);
      expect(activity).toMatchObject({ type: 'message', channelData: { igm: { decision: reply.decision } } });
      expect(channel === 'msteams' ? activity.attachments : activity.text).toBeTruthy();
    }
  });

  it.each(['msteams', 'webchat'])('never cuts a quotation: %s', channel => {
    const { reply } = assistant.turn({ text: MESSAGES.es[0]! }, newDialogue());
    for (const length of [1_000, 5_000, 9_000, 12_000, 30_000, 100_000]) {
      const text = 'á'.repeat(length);
      const long = { ...reply, text, quotes: [{ ...reply.quotes[0]!, text }] };
      const activity = outgoingActivity(long, 'id', channel, parts);
      expect(sizeOf(activity)).toBeLessThan(MOST_BYTES);
      const whole = JSON.stringify(activity).includes(text);
      if (!whole) expect(activity.text).toContain('https://asistente.example.org/es#mision');
      expect(whole).toBe(length <= 30_000);
    }
  });
});
