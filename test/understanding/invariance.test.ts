import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBank } from '../../src/evaluation/index.ts';
import { createLexicon, createUnderstanding } from '../../src/understanding/index.ts';
import { ROOT, seedEditionOpened } from '../seed.ts';

const edition = seedEditionOpened();
const understanding = createUnderstanding(edition.index, createLexicon(edition));
/** Every so many-th question of the tuning bank that is no talk to the assistant itself. */
const EVERY = 4;
const questions = readBank(join(ROOT, 'test/data/tuning.jsonl'))
  .lines.filter(({ kind }) => kind !== 'chat')
  .filter((_, i) => i % EVERY === 0);

/** Marks within a message part it into several things said, and are heard: they mean something. */
const PARTED = /\p{L}[^\p{L}]*[¿?¡!.;:][^\p{L}]*\p{L}/u;

type Change = (question: string, inEnglish: boolean) => string;
const CHANGES: Record<string, Change> = {
  'a greeting before': (q, en) => (en ? `Hi, ${q}` : `Hola, ${q}`),
  'courtesy before': (q, en) =>
    en ? `good morning could you please tell me ${q}` : `buenas tardes quisiera saber ${q}`,
  'a name for the assistant before': (q, en) => (en ? `hey bot ${q}` : `oiga asistente ${q}`),
  'thanks after': (q, en) => (en ? `${q} thanks in advance` : `${q} muchas gracias`),
  'please and a picture after': (q, en) => (en ? `${q} please 🙏` : `${q} porfa 🙏`),
  'no accents': q =>
    q
      .normalize('NFD')
      .replace(/(?<!n)[\u0300-\u036f]/gi, '')
      .normalize('NFC'),
  'capitals only': q => q.toUpperCase(),
  'no punctuation': q => (PARTED.test(q) ? q : q.replace(/[¿?¡!.,;:]/g, ' ')),
};
/** At most this share of the questions may be taken for something else. */
const MOST_CHANGED = 0.02;

describe('what is said around a question, and how it is written, change nothing', () => {
  const decided = (text: string) => {
    const read = understanding.understand(text);
    return `${read.kind} ${read.kind === 'answer' ? read.entries : read.kind === 'related' ? read.entry : ''}`;
  };
  const plain = questions.map(({ q }) => decided(q));

  it.each(Object.entries(CHANGES))('%s', (_, change) => {
    const changed = questions.filter(({ q, lang }, i) => decided(change(q, lang === 'en')) !== plain[i]);
    expect(
      changed.map(({ q }) => q).slice(0, Math.floor(MOST_CHANGED * questions.length) + 1).length,
    ).toBeLessThanOrEqual(MOST_CHANGED * questions.length);
  });

  it.each([
    'hola que es la mision',
    'la mision',
    'buenas disculpe una pregunta cuál es la misión',
    'hey what is the mission please',
    'perdón, quise decir la misión',
  ])('"%s" asks for the mission', text => {
    expect(understanding.understand(text)).toMatchObject({ kind: 'answer', entries: ['mision'] });
  });
});

describe('a matter that is only named', () => {
  it.each([
    ['border control', 'control-migratorio'],
    ['convenios', 'politica-migratoria.2'],
    ['offices in departments', 'fortalecimiento.2'],
    ['residencia', 'visas-residencias.1'],
  ])('"%s" is answered or asked back', (text, entry) => {
    const read = understanding.understand(text);
    expect(['answer', 'clarify']).toContain(read.kind);
    expect(read.kind === 'clarify' ? read.alternatives : read.kind === 'answer' && read.entries).toContain(
      entry,
    );
  });

  it.each([
    ['la misión y la visión', ['mision', 'vision']],
    ['vision y mision', ['vision', 'mision']],
    ['the vision and the mission', ['vision', 'mision']],
  ])('"%s": two named in one breath are both answered, in the order they are named', (text, entries) => {
    expect(understanding.understand(text)).toMatchObject({ kind: 'answer', entries });
  });
});

describe('what the front matter answers besides', () => {
  it.each([
    'quien es el subdirector de planificacion',
    'who updates the information',
    '¿de qué fecha es este documento?',
    'under which law is this published',
  ])('"%s"', text => {
    expect(understanding.understand(text)).toMatchObject({ kind: 'answer', entries: ['ficha'] });
  });

  it.each(['quien es el director', 'what is her email, the deputy director of planning'])(
    'not "%s"',
    text => {
      expect(understanding.understand(text)).toMatchObject({ kind: 'related' });
    },
  );
});
