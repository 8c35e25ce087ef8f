import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/answer/index.ts';
import { BASE_LANGUAGES } from '../../src/language/index.ts';
import { newDialogue } from '../../src/turn/index.ts';
import { seedAssistant, seedEditionOpened } from '../seed.ts';
import { converse, lastReply, talk } from './talk.ts';

const assistant = seedAssistant();
const entries = seedEditionOpened().documents.flatMap(document => document.entries);
const OBJECTIVES = [
  'politica-migratoria',
  'control-migratorio',
  'documentos.1',
  'visas-residencias.1',
  'fortalecimiento',
];

describe('picking from a list', () => {
  it.each([
    ['2', 'control-migratorio'],
    ['el segundo', 'control-migratorio'],
    ['opción 3', 'documentos.1'],
    ['la 4', 'visas-residencias.1'],
    ['the third one', 'documentos.1'],
    ['el último', 'fortalecimiento'],
    ['the last one please', 'fortalecimiento'],
    ['quiero ver el primero', 'politica-migratoria'],
    ['1', 'politica-migratoria'],
    ['5.', 'fortalecimiento'],
    ['documentos.1', 'documentos.1'],
  ])('by number, ordinal or id: "%s" after the objectives is %s', (pick, entry) => {
    const { decision, entry: given } = lastReply(assistant, 'objetivos', pick);
    expect([decision, given]).toEqual(['answer', entry]);
  });

  it.each(['objetivos', 'fortalecimiento', 'politica-migratoria', 'control-migratorio'])(
    'by label and title, in both languages: any part of %s',
    id => {
      const { dialogue, replies } = converse(assistant, newDialogue(), [labelOf(id)]);
      expect(replies[0]!.entry).toBe(id);
      for (const { entry } of replies[0]!.options.filter(({ role }) => role === 'child')) {
        const names = BASE_LANGUAGES.flatMap(lang => {
          const { label, title } = entries.find(other => other.id === entry)!;
          return [label[lang], title[lang], title[lang].toUpperCase(), `${label[lang]}.`];
        });
        for (const name of names)
          expect([name, converse(assistant, dialogue, [name]).replies[0]!.entry]).toEqual([name, entry]);
      }
    },
  );

  it.each(entries.map(({ id }) => id))('what stands numbered under %s is what its number picks', id => {
    for (const lang of BASE_LANGUAGES) {
      const start = { ...newDialogue(), chosenLang: lang, lang, options: [id] };
      const { replies, dialogue } = converse(assistant, start, [id]);
      const [reply] = replies;
      expect(reply!.entry).toBe(id);
      for (const { number, line } of numbered(reply!)) {
        const picked = converse(assistant, dialogue, [String(number)]).replies[0]!;
        const { title, section, text } = entries.find(other => other.id === picked.entry)!;
        const names = [title[lang], section[lang], ...(text ? [`«${text[lang]}»`, `“${text[lang]}”`] : [])];
        expect(names).toContain(line);
      }
    }
  });

  it('takes a number beyond the list, or before any list, for no pick', () => {
    expect(lastReply(assistant, 'objetivos', '9').entry).toBeNull();
    expect(lastReply(assistant, '2').entry).toBeNull();
  });

  it('goes on in the list after a pick: the next number means the same list', () => {
    const replies = talk(assistant, 'objetivos', 'el tercero', 'y el cuarto', 'el último', 'mejor el 3');
    expect(replies.map(({ entry }) => entry).slice(1)).toEqual([
      'documentos.1',
      'visas-residencias.1',
      'fortalecimiento',
      expect.stringMatching(/^(documentos\.1|fortalecimiento\.3)$/),
    ]);
  });

  it.each(['y el cuarto', 'el 9', 'the ninth one', '10'])(
    'takes "%s", beyond a list of two, for nothing else',
    pick => {
      const reply = lastReply(assistant, 'objetivos', 'el segundo', pick);
      expect(['decline', 'clarify', 'chat', 'answer']).toContain(reply.decision);
      expect([null, 'visas-residencias.1']).toContain(reply.entry);
    },
  );

  it('takes a place in something else for no pick', () => {
    const { entry } = lastReply(assistant, 'objetivos', 'the second world war in Europe');
    expect(entry).not.toBe('control-migratorio');
  });
});

describe('the objectives', () => {
  it('are offered as the official headings in order, without a quotation', () => {
    const { quotes, options, before } = lastReply(assistant, 'objetivos');
    const children = options.filter(({ role }) => role === 'child');
    expect(quotes).toEqual([]);
    expect(children.map(({ entry }) => entry)).toEqual(OBJECTIVES);
    expect(children.map(({ title }) => title)).toEqual(
      OBJECTIVES.map(id => entries.find(entry => entry.id === id)!.section.es),
    );
    expect(before.length).toBeGreaterThan(0);
  });
});

describe('going on with what was said', () => {
  it('understands a question that leaves out what was said before', () => {
    const replies = talk(assistant, 'la misión del instituto', '¿y la visión?', '¿y los objetivos?');
    expect(replies.map(({ entry }) => entry)).toEqual(['mision', 'vision', 'objetivos']);
    expect(lastReply(assistant, 'mission of the institute', 'and the vision?')).toMatchObject({
      entry: 'vision',
      lang: 'en',
    });
  });

  it('takes a short question about something else for one about what was just shown', () => {
    const reply = lastReply(assistant, 'más centros de emisión de pasaportes', '¿y cuánto cuesta?');
    expect(reply).toMatchObject({ decision: 'related', entry: 'documentos.1', facet: 'price' });
  });

  it.each([
    ['tecnología no, el de las oficinas regionales', 'fortalecimiento.2'],
    ['no la tecnología, la cooperación', 'fortalecimiento.4'],
    ['la visión no, la misión', 'mision'],
    ['no the vision, the mission', 'mision'],
  ])('takes what is named instead of what is turned down: "%s"', (message, entry) => {
    expect(lastReply(assistant, 'objetivo de sistemas informáticos', message).entry).toBe(entry);
  });

  it.each(['¿y la sección que sigue?', 'the next section please'])(
    'goes on with the part of the document that comes next: "%s"',
    message => {
      const second = lastReply(assistant, 'objetivos', '2').entry;
      expect(lastReply(assistant, 'objetivos', '1', message).entry).toBe(second);
    },
  );

  it('repeats the last answer, and says so', () => {
    const [first, again] = talk(assistant, 'visión', 'repita por favor');
    expect(again).toMatchObject({
      decision: 'answer',
      intent: 'repeat',
      entry: 'vision',
      quotes: first!.quotes,
    });
  });

  it('has nothing to repeat, to go back to, or to go on with at the beginning', () => {
    for (const [message, intent] of [
      ['repita', 'repeat'],
      ['volver', 'back'],
      ['más', 'more'],
    ] as const) {
      expect(lastReply(assistant, message)).toMatchObject({ decision: 'chat', intent, entry: null });
    }
  });

  it('goes back to the answer before', () => {
    expect(lastReply(assistant, 'la misión del instituto', 'visión del instituto', 'volver')).toMatchObject({
      decision: 'answer',
      intent: 'back',
      entry: 'mision',
    });
  });

  it('goes on point by point with "more", and says when there is nothing more', () => {
    const more = Array.from({ length: 12 }, () => 'más');
    const replies = talk(assistant, 'fortalecimiento', ...more);
    const given = replies.filter(({ decision }) => decision === 'answer').map(({ entry }) => entry);
    expect(new Set(given).size).toBe(given.length);
    expect(
      replies.every(({ decision, intent }, i) => i === 0 || decision === 'answer' || intent === 'more'),
    ).toBe(true);
    expect(replies.at(-1)).toMatchObject({ decision: 'chat', intent: 'more' });
  });

  it('answers two questions in one message, both', () => {
    const reply = lastReply(
      assistant,
      'Quiero conocer la misión del Instituto. También dígame la visión del Instituto.',
    );
    expect(reply.decision).toBe('answer');
    expect([...reply.entries].sort()).toEqual(['mision', 'vision']);
    expect(reply.quotes.map(({ entry }) => entry)).toEqual(reply.entries);
  });

  it('answers the question that comes with a greeting', () => {
    expect(lastReply(assistant, 'Buenos días. Quisiera saber la visión del instituto').entry).toBe('vision');
    expect(lastReply(assistant, 'hello, what is the vision of the institute?').entry).toBe('vision');
  });

  it('deletes nothing for a word that only stands near that wish', () => {
    for (const word of ['teléfono', 'dirección', 'sistema', 'base', 'mensaje', 'everything', 'history']) {
      expect(lastReply(assistant, word).intent).not.toBe('delete-data');
    }
  });

  it('takes no misspelt word for talk to the assistant', () => {
    for (const word of ['pasport', 'pasporte']) {
      expect(lastReply(assistant, word)).toMatchObject({ decision: 'answer', entry: 'documentos.1' });
    }
  });

  it('forgets what was shown when the person deletes it', () => {
    const { replies, dialogue } = converse(assistant, newDialogue(), [
      'visión',
      'borrar mis datos',
      'repita',
    ]);
    expect(replies[1]).toMatchObject({ decision: 'chat', intent: 'delete-data' });
    expect(replies[2]).toMatchObject({ decision: 'chat', intent: 'repeat' });
    expect(dialogue.shown).toEqual([]);
  });

  it('remembers only plain data, a bounded amount of it, and nothing that the person wrote', () => {
    const said = [
      'objetivos',
      '2',
      'xqzvwk secreto 4815162342',
      'visión',
      'more',
      'volver',
      'hola',
      'in English',
    ];
    const { dialogue } = converse(assistant, newDialogue(), Array.from({ length: 15 }, () => said).flat());
    const kept = JSON.stringify(dialogue);
    expect(JSON.parse(kept)).toEqual(dialogue);
    expect(kept).not.toMatch(/xqzvwk|secreto|4815162342/);
    expect(kept.length).toBeLessThan(4000);
    expect(dialogue.shown.length).toBeLessThanOrEqual(10);
  });

  it('leaves the dialogue that it was given as it was', () => {
    const { dialogue } = converse(assistant, newDialogue(), ['objetivos']);
    const before = structuredClone(dialogue);
    converse(assistant, dialogue, ['2', 'in English', 'borrar mis datos']);
    expect(dialogue).toEqual(before);
  });
});

function labelOf(id: string): string {
  return entries.find(entry => entry.id === id)!.title.es;
}

/** The numbered lines of a reply's text; a passage over several lines is put together. */
function numbered({ text }: Reply): { number: number; line: string }[] {
  return [...text.matchAll(/^(\d{1,2})\. ((?:[«“][^»”]*[»”])|.*)$/gmu)].map(([, number, line]) => ({
    number: Number(number),
    line: line!,
  }));
}
