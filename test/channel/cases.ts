import { DECISIONS, type Decision, type Reply } from '../../src/answer/index.ts';
import { BASE_LANGUAGES, type Language } from '../../src/language/index.ts';
import { newDialogue } from '../../src/turn/index.ts';
import { seedAssistant } from '../seed.ts';
import { replyTo } from './doubles.ts';

/** Messages that lead to every decision. */
export const MESSAGES: Record<Language, readonly string[]> = {
  es: [
    '¿Cuál es la misión?',
    '¿Qué dice la política migratoria?',
    'Dígame los objetivos',
    'seguridad',
    '¿Cuánto cuesta el pasaporte?',
    '¿Cómo se cocina un gato?',
    'Hola',
    'Mi esposo me pega y tengo miedo, ayúdeme',
    'Quiero hablar con una persona',
    '',
  ],
  en: [
    'What is the mission?',
    'What does the migration policy say?',
    'Tell me the objectives',
    'security',
    'How much does a passport cost?',
    'How do I cook a cat?',
    'Hello',
    'My husband beats me and I am afraid, help me',
    'I want to talk to a person',
    '',
  ],
};

/** A reply, as the assistant gives it, and its decision. */
export interface Case {
  readonly lang: Language;
  readonly decision: Decision;
  readonly reply: Reply;
}

const assistant = seedAssistant();
/** Every decision in each language: what the assistant really says, and each decision over a long answer. */
export const CASES: readonly Case[] = BASE_LANGUAGES.flatMap(lang => [
  ...MESSAGES[lang].map(text => {
    const { reply } = assistant.turn({ text, hint: lang }, newDialogue());
    return { lang, decision: reply.decision, reply };
  }),
  { lang, decision: 'held' as const, reply: replyTo({ text: 'agente', hint: lang }) },
  ...DECISIONS.map(decision => {
    const { reply } = assistant.turn({ text: MESSAGES[lang][0]!, hint: lang }, newDialogue());
    return { lang, decision, reply: { ...reply, decision } };
  }),
]);
