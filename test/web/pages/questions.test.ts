import { describe, expect, it } from 'vitest';
import { newDialogue } from '../../../src/turn/index.ts';
import { frequentQuestions } from '../../../src/web/pages/questions.ts';
import { seedAssistant, seedKnowledge } from '../../seed.ts';
import { smallDocument } from './fixtures.ts';

describe('the frequent questions', () => {
  it('are the first of each heading that ends as a question, with a capital letter', () => {
    const document = smallDocument();
    const entries = document.entries.map(entry =>
      entry.id === 'mision'
        ? {
            ...entry,
            questions: { es: ['misión', '¿para qué existe?', '¿cuál es la misión?'], en: ['mission'] },
          }
        : entry,
    );
    const asked = (lang: 'es' | 'en') =>
      frequentQuestions({ ...document, entries }, lang).map(({ question, entry }) => [entry.id, question]);
    expect(asked('es')).toContainEqual(['mision', '¿Para qué existe?']);
    expect(asked('en').map(([id]) => id)).toEqual(['objetivos', 'grupo', 'solo.1', 'ficha']);
  });

  it.each(['es', 'en'] as const)('of the institute are each answered by what they lead to (%s)', lang => {
    const assistant = seedAssistant();
    const questions = seedKnowledge().documents.flatMap(document => frequentQuestions(document, lang));
    expect(questions.length).toBe(9);
    for (const { question, entry } of questions) {
      const { reply } = assistant.turn({ text: question, hint: lang }, newDialogue());
      expect([question, reply.decision, reply.entry]).toEqual([question, 'answer', entry.id]);
    }
  });
});
