import { describe, expect, it } from 'vitest';
import type { Decision, Facet, Intent, Reason, Reply } from '../../src/answer/index.ts';
import { createAssistant } from '../../src/turn/index.ts';
import { CONTACTS, seedAssistant, seedSentences } from '../seed.ts';
import { lastReply, type Said } from './talk.ts';
import { twinsEdition } from './twins-edition.ts';

/**
 * One conversation for each case of the closed lists. The types keep the tables complete: a new decision, intent,
 * reason or facet does not compile until it has its conversation here.
 */
type Case = { said: readonly Said[]; gives?: Partial<Reply> };

/** `held` is not the assistant's: an agent holds the conversation then, and the assistant is not asked. */
const DECISIONS: Record<Exclude<Decision, 'held'>, Case> = {
  answer: { said: ['visión del instituto'], gives: { entry: 'vision' } },
  clarify: { said: ['biblioteca municipal'], gives: { entry: null, confidence: 0, quotes: [] } },
  related: { said: ['¿cuánto cuesta el pasaporte?'], gives: { entry: 'documentos.1', facet: 'price' } },
  decline: {
    said: ['¿cuántos goles metió Messi en el mundial?'],
    gives: { entry: null, reason: 'out-of-scope' },
  },
  chat: { said: ['hola'], gives: { entry: null, intent: 'greeting' } },
  urgent: { said: ['me quieren matar'], gives: { entry: null } },
  human: { said: ['quiero hablar con una persona'], gives: { entry: null, intent: 'human' } },
};

const REASONS: Record<Reason, Case> = {
  'out-of-scope': { said: ['who won the football world cup in Brazil'] },
  'not-understood': { said: ['jkl ñlkj poiu'] },
  empty: { said: [' \u200b\n '] },
  'too-long': { said: ['quiero saber algo de la vida '.repeat(100)] },
  'other-language': { said: ['Bonjour, je voudrais savoir combien de temps il faut attendre'] },
  'unsupported-media': { said: [{ text: '', media: true }] },
};

const INTENTS: Record<Intent, Case> = {
  greeting: { said: ['hola'] },
  thanks: { said: ['muchas gracias'] },
  goodbye: { said: ['adiós'] },
  'bot-identity': { said: ['¿eres un robot o una persona?'] },
  'switch-language': { said: ['speak English please'], gives: { lang: 'en' } },
  human: { said: ['necesito hablar con un agente humano'], gives: { decision: 'human' } },
  help: { said: ['ayuda'] },
  repeat: { said: ['visión', 'repita'], gives: { decision: 'answer', entry: 'vision' } },
  'positive-feedback': { said: ['visión', 'excelente respuesta, me sirvió mucho'] },
  'negative-feedback': { said: ['visión', 'eso no me sirvió'] },
  'delete-data': { said: ['borrar mis datos'] },
  privacy: { said: ['¿qué datos guardan de lo que escribo?'] },
  back: {
    said: ['visión', 'la misión del instituto', 'volver'],
    gives: { decision: 'answer', entry: 'vision' },
  },
  more: { said: ['objetivos', '1', 'más'], gives: { decision: 'answer' } },
};

const FACETS: Record<Facet, Case> = {
  price: { said: ['¿cuánto cuesta sacar el pasaporte?'] },
  place: { said: ['¿dónde queda la oficina de pasaportes en Xela?'] },
  time: { said: ['¿cuánto tarda el pasaporte en salir?'] },
  hours: { said: ['¿a qué hora abren para pasaportes?'] },
  steps: { said: ['¿qué requisitos piden para el pasaporte?'] },
  appointment: { said: ['quiero una cita para el pasaporte'] },
  contact: { said: ['¿cuál es el teléfono para pasaportes?'] },
  eligibility: { said: ['¿los menores pueden pedir pasaporte?'] },
  'own-case': { said: ['mi trámite de residencia no avanza'] },
  who: { said: ['¿quién firma las visas y residencias?'] },
  when: { said: ['¿en qué fecha abren los nuevos centros de pasaportes?'] },
  law: { said: ['¿qué ley regula las visas de residencia?'] },
  meaning: { said: ['¿qué quiere decir desconcentrar?'] },
};

const assistant = seedAssistant();

describe('every case has a reply', () => {
  it.each(Object.entries(DECISIONS))('decision %s', (decision, { said, gives }) => {
    const asked = decision === 'clarify' ? createAssistant(twinsEdition(), seedSentences(), {}) : assistant;
    expect(lastReply(asked, ...said)).toMatchObject({ decision, ...gives });
  });

  it.each(Object.entries(REASONS))('reason %s', (reason, { said }) => {
    const reply = lastReply(assistant, ...said);
    expect(reply).toMatchObject({ decision: 'decline', reason, entry: null, quotes: [], citation: null });
    expect(reply.text).not.toBe('');
  });

  it.each(Object.entries(INTENTS))('intent %s', (intent, { said, gives }) => {
    expect(lastReply(assistant, ...said)).toMatchObject({ intent, decision: 'chat', ...gives });
  });

  it.each(Object.entries(FACETS))(
    'facet %s: what the document does say is shown, and what it does not say is said',
    (facet, { said }) => {
      const reply = lastReply(assistant, ...said);
      expect(reply).toMatchObject({ decision: 'related', facet });
      expect(reply.quotes.length).toBeGreaterThan(0);
      expect(reply.before.length).toBe(2);
    },
  );
});

describe('what goes with a reply', () => {
  it('introduces the assistant with the first greeting, and again only on request', () => {
    const first = lastReply(assistant, 'hola');
    expect(first.before.length).toBeGreaterThanOrEqual(5);
    expect(lastReply(assistant, 'hola', 'hola').before.length).toBeLessThan(first.before.length);
    expect(lastReply(assistant, 'hola', '¿eres un robot?').before.length).toBeGreaterThanOrEqual(4);
  });

  it('gives the configured contacts with what the document does not answer, or says that there are none', () => {
    const asked = '¿cuánto cuesta el pasaporte?';
    const equipped = lastReply(seedAssistant(CONTACTS), asked).text;
    for (const contact of [CONTACTS.phone, CONTACTS.url, 'lunes a viernes, 08:00 a 16:00'])
      expect(equipped).toContain(contact);
    expect(lastReply(assistant, asked).text).not.toMatch(/https?:|\+\d/);
    expect(lastReply(assistant, asked).after.length).toBe(1);
  });

  it('does not name office hours alone', () => {
    const { text } = lastReply(
      seedAssistant({ hours: 'Mo-Fr 08:00-16:00' }),
      'quiero hablar con una persona',
    );
    expect(text).not.toContain('08:00');
  });

  it('asks not to send personal data where some were taken out, and still answers', () => {
    const plain = lastReply(assistant, 'visión del instituto');
    const noticed = lastReply(assistant, { text: 'visión del instituto', redacted: true });
    expect(noticed.entry).toBe('vision');
    expect(noticed.after.length).toBe(plain.after.length + 1);
  });

  it('marks the translation as unofficial, the Spanish as official', () => {
    const english = lastReply(assistant, 'vision of the institute');
    expect(english.quotes.map(({ lang, official }) => [lang, official])).toEqual([['en', false]]);
    expect(english.after.length).toBe(1);
    const spanish = lastReply(assistant, 'visión del instituto');
    expect(spanish.quotes.map(({ lang, official }) => [lang, official])).toEqual([['es', true]]);
    expect(spanish.after).toEqual([]);
  });

  it('names the other institution where it knows one', () => {
    const { decision, text } = lastReply(assistant, '¿cómo saco mi DPI en el RENAP?');
    expect(decision).toBe('decline');
    expect(text).toContain('Registro Nacional de las Personas');
  });

  it('opens an answer to a false premise with what the document does say', () => {
    const reply = lastReply(assistant, 'la visión dice que van a liderar el sistema migratorio, ¿verdad?');
    expect(reply).toMatchObject({ decision: 'answer', entry: 'vision' });
    expect(reply.before.length).toBe(1);
  });

  it.each(['xqzvwk brtplk wvxzq', 'asdfgh qwerty zxcvb', 'jkl ñlkj poiu', 'zzzxxx ppqqrr kkwwzz'])(
    'takes letters without a meaning for nothing else: "%s"',
    text => {
      expect(lastReply(assistant, text)).toMatchObject({ decision: 'decline', entry: null });
    },
  );

  it('lets the person pick which of several things was meant, and answers that one', () => {
    const asked = createAssistant(twinsEdition(), seedSentences(), {});
    const { options } = lastReply(asked, 'biblioteca municipal');
    expect(options.map(({ role }) => role)).toEqual(['alternative', 'alternative', 'alternative']);
    options.forEach(({ entry, title }, i) => {
      for (const pick of [String(i + 1), title]) {
        expect(lastReply(asked, 'biblioteca municipal', pick)).toMatchObject({ decision: 'answer', entry });
      }
    });
  });
});
