import { describe, expect, it } from 'vitest';
import { answerJson } from '../../../src/answer/index.ts';
import { newDialogue } from '../../../src/turn/index.ts';
import { continued } from '../../../src/web/offline/continued.ts';
import { seedAssistant } from '../../seed.ts';
import { converse, type Said } from '../../turn/talk.ts';

const assistant = seedAssistant();

describe('a conversation that goes on without a connection', () => {
  it.each<[string, Said[], string]>([
    ['a place in the list that was shown', ['objetivos'], 'el segundo'],
    ['what leans on the last answer', ['más centros de emisión de pasaportes'], '¿y cuánto cuesta?'],
    ['the last answer once more', ['visión'], 'repita'],
    ['danger that was told', ['me quieren matar y no sé a dónde ir'], '¿qué hago?'],
    ['danger that was told before something else', ['me quieren matar', 'la misión'], '¿qué hago?'],
  ])('understands as the server does: %s', (_, before, next) => {
    const { replies, dialogue } = converse(assistant, newDialogue(), before);
    const kept = continued(
      null,
      replies.map((reply, i) => answerJson(String(i), reply)),
    );
    const [online] = converse(assistant, dialogue, [next]).replies;
    const [offline] = converse(assistant, kept, [next]).replies;
    expect(offline).toMatchObject({ decision: online!.decision, entry: online!.entry, facet: online!.facet });
  });
});
