import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../../src/privacy/index.ts';
import { newDialogue } from '../../src/turn/index.ts';
import { type Asked, type AskedInTurn, bankRows } from '../banks.ts';
import { CONTACTS, seedAssistant, seedEditionOpened, seedKnowledge, seedLocales } from '../seed.ts';
import { createReplyCheck } from './legal-reply.ts';

const sources = { edition: seedEditionOpened(), locales: seedLocales() };
const bare = { assistant: seedAssistant(), check: createReplyCheck({ ...sources, contacts: {} }) };
const equipped = {
  assistant: seedAssistant(CONTACTS),
  check: createReplyCheck({ ...sources, contacts: CONTACTS }),
};

/** What is wrong with the replies to some messages of one conversation. */
function faultsOf(messages: readonly string[], { assistant, check } = bare): string[] {
  const faults: string[] = [];
  let dialogue = newDialogue();
  for (const message of messages) {
    const { text, found } = redact(message);
    const turn = assistant.turn({ text, redacted: found.length > 0 }, dialogue);
    dialogue = turn.dialogue;
    faults.push(...check(turn.reply));
  }
  return faults;
}

describe('whatever is asked, a reply is made of official text, sentences of locales/ and citation alone', () => {
  it.each(['tuning', 'varied-tuning', 'measured', 'hostile', 'lookup'])(
    'for every question of the bank %s',
    name => {
      // The banks that are only measured stay unread: a fault names the line, never the question.
      const faulty = bankRows<Asked>(name).flatMap(({ id, q }) =>
        faultsOf([q]).map(fault => `${id}: ${fault}`),
      );
      expect(faulty).toEqual([]);
    },
  );

  it.each(['dialogues', 'dialogues-tuning'])('for every dialogue of the bank %s', name => {
    const rows = bankRows<AskedInTurn>(name);
    const faulty = rows.flatMap(({ id, turns }) =>
      faultsOf(
        turns.map(({ q }) => q),
        equipped,
      ).map(fault => `${id}: ${fault}`),
    );
    expect(faulty).toEqual([]);
  });

  it('for every bank at once as one long conversation, with contacts configured', () => {
    const questions = ['tuning', 'hostile']
      .flatMap(name => bankRows<Asked>(name))
      .filter((_, i) => i % 4 === 0);
    expect(
      faultsOf(
        questions.map(({ q }) => q),
        equipped,
      ),
    ).toEqual([]);
  });

  it('for any mixture of words from the knowledge, of anything, said one after the other', () => {
    const words = [...new Set(sources.edition.documents.flatMap(({ entries }) => entries).flatMap(wordsOf))];
    const asked = seedKnowledge().asked;
    const phrases = [...Object.values(asked.facetWords).flatMap(({ es, en }) => [...es, ...en]), ...PICKS];
    const piece = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...words) },
      { weight: 2, arbitrary: fc.constantFrom(...phrases) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
    );
    const message = fc.array(piece, { maxLength: 14 }).map(pieces => pieces.join(' '));
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 4 }), messages => {
        expect(faultsOf(messages, equipped)).toEqual([]);
      }),
      { numRuns: 250 },
    );
  });
});

/** Messages that go on with what was said. */
const PICKS = [
  '1',
  '2',
  '3',
  '7',
  'el segundo',
  'the last one',
  'repita',
  'más',
  'more',
  'back',
  'volver',
  'in English',
  'en español',
  'hola',
  'persona',
];

function wordsOf({
  title,
  text,
}: {
  title: { es: string; en: string };
  text: { es: string; en: string } | null;
}): string[] {
  return [title.es, title.en, text?.es ?? '', text?.en ?? ''].join(' ').split(/\s+/).filter(Boolean);
}
