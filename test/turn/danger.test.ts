import { describe, expect, it } from 'vitest';
import { CONTACTS, seedAssistant } from '../seed.ts';
import { converse, lastReply, spokenIn } from './talk.ts';

const assistant = seedAssistant();
const DANGERS = [
  'me quieren matar y no sé a dónde ir',
  'me tienen encerrada y me quitaron el pasaporte',
  'my boss took my passport and will not let me leave the house',
  'I want to kill myself',
  'estoy detenido en la frontera y me están golpeando',
];
/** Harmless, long, and nothing but words that are known. */
const TALK =
  'quiero contarles que estuve leyendo la página del instituto y tiene mucha información sobre la misión ';
const SENTENCES = 'Leí su página ayer. Tiene mucha información. Me gustó bastante. ';

describe('danger', () => {
  it.each(DANGERS)('comes before everything: "%s"', text => {
    const alone = lastReply(assistant, text);
    expect(alone).toMatchObject({
      decision: 'urgent',
      entry: null,
      entries: [],
      quotes: [],
      options: [],
      citation: null,
    });
    expect(lastReply(assistant, { text, media: true }).decision).toBe('urgent');
    expect(lastReply(assistant, { text, redacted: true }).decision).toBe('urgent');
    expect(lastReply(assistant, 'objetivos', text).decision).toBe('urgent');
    expect(
      lastReply(assistant, `Hola, buenos días. Quisiera saber la visión del instituto. ${text}`).decision,
    ).toBe('urgent');
    expect(lastReply(assistant, `${text}. ¿Cuál es la misión del instituto?`).decision).toBe('urgent');
  });

  it.each([
    ['one long sentence', TALK],
    ['many short sentences', SENTENCES],
    ['emoji, of two units each', '🙂 '],
    ['blank lines', '\n'],
  ])(
    'is found at the end of the first 4,000 code points of a message that is too long: after %s',
    (_, filler) => {
      const danger = ' me quieren matar, auxilio';
      const before = [...filler.repeat(4000)].slice(0, 3999 - danger.length).join('');
      expect([...(before + danger)].length).toBe(3999);
      expect(lastReply(assistant, before + danger).decision).toBe('urgent');
      expect(lastReply(assistant, before + danger + TALK.repeat(50)).decision).toBe('urgent');
    },
  );

  it.each([300, 600, 1200, 1900])(
    'is found at the end, in the middle and at the beginning of a message of %i code points',
    length => {
      for (const filler of [TALK, SENTENCES]) {
        const talked = filler.repeat(40).slice(0, length);
        const middle = talked.indexOf(' ', length / 2);
        const danger = ' me quieren matar, auxilio. ';
        for (const text of [
          `${talked}.${danger}`,
          talked.slice(0, middle) + danger + talked.slice(middle),
          danger + talked,
        ]) {
          expect(lastReply(assistant, text).decision, text).toBe('urgent');
        }
      }
    },
  );

  it('is no longer looked for beyond them', () => {
    const far = `${TALK.repeat(100)} me quieren matar, auxilio`;
    expect(lastReply(assistant, far)).toMatchObject({ decision: 'decline', reason: 'too-long' });
  });

  it.each([
    '2',
    'el control remoto de la tele',
    'the deadline is killing me',
    'me muero de risa',
    'visión del instituto',
  ])('is not seen in "%s"', text => {
    expect(lastReply(assistant, 'objetivos', text).decision).not.toBe('urgent');
  });

  it('names the configured emergency number, or says that none is configured and invents none', () => {
    const equipped = lastReply(seedAssistant(CONTACTS), DANGERS[0]!);
    expect(equipped.text).toContain(CONTACTS.emergency);
    expect(equipped.text).toContain(CONTACTS.phone);
    expect(lastReply(assistant, DANGERS[0]!).text).not.toMatch(/\d{3,}/);
  });

  it('is answered in the language of the conversation when the message does not say', () => {
    expect(converse(assistant, spokenIn('en'), ['auxilio']).replies[0]).toMatchObject({
      decision: 'urgent',
      lang: 'en',
    });
  });

  it.each([
    'tengo miedo',
    'no contestan',
    '¿qué hago?',
    'no puedo llamar, solo escribir',
    'nobody answers',
    'what do I do',
    'a donde voy',
    'help',
  ])('goes on when it is gone on about: "%s"', text => {
    expect(lastReply(assistant, DANGERS[0]!, text).decision).toBe('urgent');
    expect(lastReply(assistant, DANGERS[0]!, 'tengo miedo', text).decision).toBe('urgent');
  });

  it.each(['¿qué hago?', 'no puedo llamar, solo escribir', 'what do I do'])(
    'is over once something else was asked: "%s"',
    text => {
      expect(lastReply(assistant, DANGERS[0]!, 'la misión', text).decision).not.toBe('urgent');
    },
  );

  it.each([
    ['gracias', 'chat'],
    ['ok', 'chat'],
    ['quiero hablar con una persona', 'human'],
    ['¿cuánto cuesta el pasaporte?', 'related'],
    ['english please', 'chat'],
  ])('is over when something else is said: "%s"', (text, decision) => {
    expect(lastReply(assistant, DANGERS[0]!, text).decision).toBe(decision);
  });

  it('does not end the conversation: the next question is answered', () => {
    expect(lastReply(assistant, DANGERS[0]!, 'visión del instituto').entry).toBe('vision');
  });
});
