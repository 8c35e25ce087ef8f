import { describe, expect, it } from 'vitest';
import type { Language } from '../../src/language/index.ts';
import { newDialogue } from '../../src/turn/index.ts';
import { seedAssistant } from '../seed.ts';
import { converse, lastReply, spokenIn, talk } from './talk.ts';

const assistant = seedAssistant();
const ES = 'quisiera conocer la visión del instituto de migración';
const EN = 'I would like to know the vision of the migration institute';

describe('the language of a reply', () => {
  it.each([
    ['in English please', EN, ES, 'en'],
    ['english please', EN, ES, 'en'],
    ['háblame en español', ES, EN, 'es'],
    ['en español por favor', ES, EN, 'es'],
  ] as const)('rule 1: after "%s" it stays, whatever is written', (request, same, other, lang) => {
    const replies = talk(assistant, request, same, other, 'visa', other);
    expect(replies.map(reply => reply.lang)).toEqual([lang, lang, lang, lang, lang]);
  });

  it('rule 1: the last language asked for counts', () => {
    expect(talk(assistant, 'in English please', 'en español por favor', EN).map(({ lang }) => lang)).toEqual([
      'en',
      'es',
      'es',
    ]);
  });

  it.each([
    [ES, 'es', 'en'],
    [EN, 'en', 'es'],
  ] as const)(
    'rule 2: a message that is plainly in one language is answered in it: "%s"',
    (message, lang, before) => {
      for (const hint of ['es', 'en'] as const) {
        const { replies } = converse(assistant, spokenIn(before), [{ text: message, hint }]);
        expect(replies[0]!.lang).toBe(lang);
      }
    },
  );

  it.each(['ok', 'visa', 'no', '2', '¿?', 'IGM', 'pasaporte guatemala', '👍'])(
    'rule 3: "%s" does not turn a conversation',
    message => {
      for (const lang of ['es', 'en'] as const) {
        const hint: Language = lang === 'es' ? 'en' : 'es';
        const said = message === 'pasaporte guatemala' ? 'visa' : message;
        expect(converse(assistant, spokenIn(lang), [{ text: said, hint }]).replies[0]!.lang).toBe(lang);
      }
    },
  );

  it('rule 3: the conversation turns with whoever writes', () => {
    expect(talk(assistant, ES, EN, 'visa', ES, 'visa').map(({ lang }) => lang)).toEqual([
      'es',
      'en',
      'en',
      'es',
      'es',
    ]);
  });

  it.each(['visa', 'no', 'ok', '2024', ''])(
    'rule 4: with nothing said before, "%s" is answered in the language of the page',
    text => {
      expect(lastReply(assistant, { text, hint: 'en' }).lang).toBe('en');
      expect(lastReply(assistant, { text, hint: 'es' }).lang).toBe('es');
    },
  );

  it.each(['visa', 'ok', '', '2024', '👍', '???'])(
    'rule 5: with nothing to go by, "%s" is answered in Spanish',
    text => {
      expect(lastReply(assistant, text).lang).toBe('es');
    },
  );

  it.each([
    ['cuáles son los goals de la agency', 'es'],
    ['what are the objetivos of the instituto', 'en'],
  ] as const)('takes a mixed message by its function words: "%s"', (message, lang) => {
    expect(lastReply(assistant, message).lang).toBe(lang);
  });

  it('says the last answer again in the language asked for', () => {
    const [spanish, english] = talk(assistant, 'visión del instituto', 'and in English?');
    expect(spanish).toMatchObject({ lang: 'es', entry: 'vision' });
    expect(english).toMatchObject({ lang: 'en', entry: 'vision', decision: 'answer' });
    expect(english!.quotes[0]).toMatchObject({ lang: 'en', official: false });
    const back = talk(assistant, 'vision of the institute', '¿y en español?').at(-1)!;
    expect(back).toMatchObject({ lang: 'es', entry: 'vision' });
    expect(back.quotes[0]).toMatchObject({ lang: 'es', official: true });
  });

  it('answers a question that asks for its language with it', () => {
    expect(lastReply(assistant, 'la visión del instituto, in English please')).toMatchObject({
      lang: 'en',
      entry: 'vision',
    });
    expect(lastReply(assistant, 'the vision of the institute, en español por favor')).toMatchObject({
      lang: 'es',
      entry: 'vision',
    });
  });

  it.each([
    ['Bonjour, je voudrais savoir combien de temps il faut attendre', 'fr'],
    ['Onde posso tirar o meu passaporte brasileiro, por favor? Não encontro nenhuma informação', 'pt'],
    ['Wo kann ich bitte meinen Reisepass verlängern lassen und was kostet das', 'de'],
    ['Mwen ta renmen konnen kijan pou m jwenn yon paspò tanpri', 'ht'],
    ['我想知道护照在哪里办理', 'zh'],
  ])('says in Spanish and English that it speaks no other: "%s"', message => {
    const reply = lastReply(assistant, message);
    expect(reply).toMatchObject({ decision: 'decline', reason: 'other-language', entry: null });
    expect(reply.before.length).toBeGreaterThanOrEqual(2);
    expect(new Set(reply.before).size).toBe(reply.before.length);
  });

  it('takes a misspelt word of ours for no other language', () => {
    for (const message of ['pasaport', 'PASAPORT']) {
      expect(lastReply(assistant, message)).toMatchObject({
        decision: 'answer',
        entry: 'documentos.1',
        lang: 'es',
      });
    }
  });

  it('goes on in Spanish or English after a message in another language', () => {
    const replies = talk(
      assistant,
      EN,
      'Bonjour, je voudrais savoir combien de temps il faut attendre',
      'visa',
    );
    expect(replies.at(-1)!.lang).toBe('en');
    expect(newDialogue().lang).toBeNull();
  });
});
