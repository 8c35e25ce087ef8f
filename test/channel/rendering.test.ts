import { describe, expect, it } from 'vitest';
import { answerJson, type Reply } from '../../src/answer/index.ts';
import { outgoingActivity } from '../../src/channel/botframework/outgoing.ts';
import { replyActivity } from '../../src/channel/intake/index.ts';
import { render } from '../../src/channel/whatsapp/index.ts';
import type { Language } from '../../src/language/index.ts';
import { seedEditionOpened, seedSentences } from '../seed.ts';
import { CASES } from './cases.ts';
import { payloadFaults } from './whatsapp/fake-graph.ts';

const parts = {
  sentences: seedSentences(),
  publicUrl: 'https://asistente.example.org',
  introduction: [] as string[],
  documentTitle: (id: string, lang: Language) =>
    seedEditionOpened().documents.find(document => document.id === id)?.shortTitle[lang] ?? id,
};

/** From a reply to what goes over the wire, for each channel. */
const CHANNELS: Record<string, (reply: Reply) => unknown> = {
  'Direct Line': reply => replyActivity('m1', reply),
  WhatsApp: reply => render(reply, parts),
  Teams: reply => outgoingActivity(reply, 'm1', 'msteams', parts),
  'another channel of Azure': reply => outgoingActivity(reply, 'm1', 'telegram', parts),
  'a program that waits': reply => outgoingActivity(reply, 'm1', 'msteams', parts, true),
};

/** Freezes all of it: whoever writes into it throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).map(frozen);
  }
  return value;
}

/** Every text in a payload. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}

describe.each(Object.keys(CHANNELS))('a reply on %s', channel => {
  const wire = CHANNELS[channel]!;

  it.each(CASES)('is the same each time, changes nothing, and is JSON: $lang $decision', ({ reply }) => {
    const given = frozen(structuredClone(reply));
    const once = wire(given);
    expect(wire(given)).toEqual(once);
    expect(JSON.parse(JSON.stringify(once))).toEqual(once);
  });

  it.each(CASES)(
    'holds every quotation whole, or the address where it stands: $lang $decision',
    ({ reply }) => {
      const said = texts(wire(reply)).join('\n');
      for (const { text, entry } of reply.quotes) {
        const linked = said.includes(`${parts.publicUrl}/es#${encodeURIComponent(reply.entry ?? entry)}`);
        expect(said.includes(text) || linked).toBe(true);
      }
      for (const sentence of reply.before) expect(said).toContain(sentence);
    },
  );

  it.each(CASES)('offers every way to go on, by its title or its label: $lang $decision', ({ reply }) => {
    const said = texts(wire(reply));
    const children = reply.options.filter(({ role }) => role === 'child');
    // The parts of a group that are quoted, numbered, are picked by their number.
    const quoted = children.length === reply.quotes.length ? children : [];
    for (const option of reply.options.filter(candidate => !quoted.includes(candidate))) {
      expect(said.some(text => text.includes(option.title) || text === option.label)).toBe(true);
    }
  });
});

describe('the answer for programs', () => {
  it.each(CASES)('is that of CONTRACTS.md on every channel of activities: $lang $decision', ({ reply }) => {
    const expected = JSON.parse(JSON.stringify(answerJson('m1', reply)));
    for (const channel of ['Direct Line', 'another channel of Azure']) {
      const { channelData } = CHANNELS[channel]!(reply) as { channelData: { igm: unknown } };
      expect(JSON.parse(JSON.stringify(channelData.igm))).toMatchObject(expected);
    }
  });
});

describe('a reply on WhatsApp', () => {
  it.each(CASES)('is what Meta takes: $lang $decision', ({ reply }) => {
    const payload = render(reply, parts);
    if (payload === null) expect(reply.text).toBe('');
    else expect([...payloadFaults(payload)]).toEqual([]);
  });
});
