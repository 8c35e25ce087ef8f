import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newDialogue } from '../../src/turn/index.ts';
import { createReplyCheck } from '../answer/legal-reply.ts';
import { seedAssistant, seedEditionOpened, seedLocales } from '../seed.ts';
import { lastReply, spokenIn } from './talk.ts';

const assistant = seedAssistant();
const check = createReplyCheck({ edition: seedEditionOpened(), locales: seedLocales(), contacts: {} });

const HOSTILE: Record<string, string> = {
  nothing: '',
  'blanks of every kind': ' \t\r\n\u00a0\u2003\u3000',
  'what nobody sees': '\u200b\u200d\u2060\ufeff\u00ad\u{e0041}\u{e0042}',
  'control characters': Array.from({ length: 32 }, (_, i) => String.fromCharCode(i)).join('visa'),
  NUL: '\u0000\u0000misión\u0000',
  'lone surrogates': '\ud800 misión \udc00\udbff',
  'emoji only': '🙂👨‍👩‍👧‍👦🇬🇹❤️‍🔥',
  __proto__: '__proto__',
  'names of methods': 'constructor hasOwnProperty toString valueOf __defineGetter__',
  markup: '<script>alert(1)</script><img src=x onerror=alert(1)>[misión](javascript:alert(1))',
  templates: '{{matter}} {{count}} $t(assistant:who) \u0024{7*7} %s %n {0}',
  'a query': "'; DROP TABLE conversations; --",
  'a path': '../../../../etc/passwd\u0000.yaml',
  'a hundred thousand letters': 'a'.repeat(100_000),
  'a hundred thousand different letters': Array.from({ length: 100_000 }, (_, i) =>
    String.fromCodePoint(97 + ((i * 7) % 26)),
  ).join(''),
  'thousands of words': 'misión visión objetivos xqzvwk '.repeat(5_000),
  'thousands of sentences': '¿Qué dice la visión? '.repeat(5_000),
  'thousands of signs': '.?!;\n'.repeat(20_000),
  'one very long word': `${'pasaporte'.repeat(500)} visión`,
  'combining marks': `visio${'\u0301\u0323\u0330'.repeat(20_000)}n`,
  'right to left': '\u202eيهجرة غواتيمالا\u202c ‏השגרירות',
  'a zip bomb of ligatures': '\ufdfa'.repeat(30_000),
  'Hangul fillers and lookalikes': 'ᅠㅤmіsіón νіѕіón',
};

describe('hostile input', () => {
  it.each(Object.entries(HOSTILE))('gets a polite reply in the right language: %s', (_, text) => {
    for (const lang of ['es', 'en'] as const) {
      const { reply, dialogue } = assistant.turn(
        { text, hint: lang },
        { ...spokenIn(lang), chosenLang: lang },
      );
      expect(check(reply)).toEqual([]);
      expect(reply.lang).toBe(lang);
      expect(reply.text.length).toBeGreaterThan(10);
      expect(assistant.turn({ text: 'visión del instituto' }, dialogue).reply.entry).toBe('vision');
    }
  });

  it('says what is wrong with a message that holds nothing, or too much', () => {
    for (const name of ['nothing', 'blanks of every kind', 'what nobody sees', 'emoji only'])
      expect(lastReply(assistant, HOSTILE[name]!), name).toMatchObject({ reason: 'empty' });
    for (const name of [
      'a hundred thousand letters',
      'thousands of words',
      'thousands of signs',
      'combining marks',
    ])
      expect(lastReply(assistant, HOSTILE[name]!), name).toMatchObject({ reason: 'too-long' });
  });

  it('takes a message of 2,000 code points for a question, one of 2,001 for too long', () => {
    const filled = (length: number) => `visión del instituto ${'🙂'.repeat(length - 21)}`;
    expect([...filled(2000)].length).toBe(2000);
    expect(lastReply(assistant, filled(2000)).reason).not.toBe('too-long');
    expect(lastReply(assistant, filled(2001)).reason).toBe('too-long');
  });

  it('whatever it is, gets a legal reply and leaves a dialogue that goes on', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc
        .array(fc.constantFrom(...Object.values(HOSTILE).filter(({ length }) => length < 200)), {
          maxLength: 6,
        })
        .map(parts => parts.join('')),
    );
    const message = fc.record({
      text,
      hint: fc.constantFrom(undefined, 'es' as const, 'en' as const),
      media: fc.boolean(),
      redacted: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 3 }), messages => {
        let dialogue = newDialogue();
        for (const said of messages) {
          const turn = assistant.turn(said, dialogue);
          dialogue = turn.dialogue;
          expect(check(turn.reply)).toEqual([]);
        }
        expect(JSON.parse(JSON.stringify(dialogue))).toEqual(dialogue);
      }),
      { numRuns: 250 },
    );
  });

  it('is looked up in the call center’s box without a fault', () => {
    for (const text of Object.values(HOSTILE)) {
      for (const { confidence } of assistant.search(text))
        expect(confidence >= 0 && confidence <= 1).toBe(true);
      expect(() => JSON.stringify(assistant.why(text.slice(0, 4000)))).not.toThrow();
    }
  });

  it.each([
    ['letters', 'a'],
    ['words', 'misión pasaporte xqzvwk '],
    ['sentences', '¿Qué dice la visión? '],
    ['signs', '.'],
    ['blanks', ' '],
    ['marks', '\u0301\u0323'],
    ['ligatures', '\ufdfa'],
    ['emoji', '🙂'],
  ])('takes no longer for forty times as many %s as for as many as are read', (_, unit) => {
    const repeated = (length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
    const [read, all] = [repeated(8_000), repeated(320_000)].map(text =>
      fastest(() => lastReply(assistant, text)),
    );
    expect(all! / Math.max(read!, 1)).toBeLessThan(10);
  });

  it.each([
    ['signs', '.'],
    ['mixed signs', '.?!; '],
    ['blanks', ' '],
    ['letters', 'a'],
    ['words', 'pasaporte '],
    ['marks', '\u0301\u0323'],
  ])('takes time in proportion to the length of what is read, for %s', (_, unit) => {
    const [short, long] = [500, 4_000].map(length =>
      fastest(() => lastReply(assistant, `${unit.repeat(length).slice(0, length - 2)} x`)),
    );
    expect(long! / Math.max(short!, 0.5)).toBeLessThan(24);
  });
});

/** The fastest of some runs, in milliseconds: what the machine does besides does not count. */
function fastest(run: () => unknown): number {
  return Math.min(
    ...Array.from({ length: 5 }, () => {
      const from = performance.now();
      run();
      return performance.now() - from;
    }),
  );
}
