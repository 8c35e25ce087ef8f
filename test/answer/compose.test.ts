import { describe, expect, it } from 'vitest';
import {
  answerJson,
  type Contacts,
  createComposer,
  createLibrary,
  type Outcome,
} from '../../src/answer/index.ts';
import { BASE_LANGUAGES } from '../../src/language/index.ts';
import { CONTACTS, seedEditionOpened, seedLocales, seedSentences } from '../seed.ts';
import { createReplyCheck } from './legal-reply.ts';

const edition = seedEditionOpened();
const library = createLibrary(edition.id, edition.documents);
const institutions = new Map(edition.institutions.map(({ id, title }) => [id, title]));
const ids = edition.documents.flatMap(({ entries }) => entries.map(({ id }) => id));
const composer = (contacts: Contacts) =>
  createComposer({ library, say: seedSentences(), contacts, institutions });
const given = (entries: string[], more: Partial<Extract<Outcome, { decision: 'answer' }>> = {}): Outcome => ({
  decision: 'answer',
  entries,
  confidence: 0.9,
  opening: null,
  facet: null,
  intent: null,
  ...more,
});

describe('a composed reply', () => {
  it.each(ids)(
    'about %s is legal in both languages, with and without contacts, also with something else asked',
    id => {
      for (const contacts of [{}, CONTACTS, { phone: '1500' }, { hours: 'Mo-Fr 08:00-16:00' }]) {
        const check = createReplyCheck({ edition, locales: seedLocales(), contacts });
        for (const lang of BASE_LANGUAGES) {
          for (const outcome of [
            given([id]),
            given([id], { opening: 'premise', facet: 'price' }),
            { decision: 'related', entry: id, facet: null, confidence: 0.4 } as const,
            { decision: 'related', entry: id, facet: 'own-case', confidence: 0.4 } as const,
          ])
            expect(check(composer(contacts).compose(outcome, lang, true))).toEqual([]);
        }
      }
    },
  );

  it('numbers the parts of a group in its text, and does not list them again below', () => {
    const { text, quotes, options } = composer({}).compose(given(['fortalecimiento']), 'es', false);
    quotes.forEach((quote, i) => {
      expect(text).toContain(`\n${i + 1}. «${quote.text}»`);
    });
    for (const { title } of options.filter(({ role }) => role === 'child')) expect(text).not.toContain(title);
    expect(text.split(quotes[0]!.section).length - 1).toBe(2); // as heading, and in the source
  });

  it('names an institution that it knows, once, and none that it does not', () => {
    const [known] = edition.institutions;
    const named = composer({}).compose(
      { decision: 'decline', reason: 'out-of-scope', institutions: [known!.id, known!.id] },
      'es',
      false,
    );
    expect(named.text.split(known!.title.es).length).toBe(2);
    const unknown = composer({}).compose(
      { decision: 'decline', reason: 'out-of-scope', institutions: ['nobody'] },
      'es',
      false,
    );
    expect(unknown.before.length).toBe(1);
  });

  it('warns of personal data, but not somebody in danger', () => {
    const notice = composer({})
      .compose(given(['mision']), 'es', true)
      .after.at(-1)!;
    expect(composer({}).compose(given(['mision']), 'es', false).after).not.toContain(notice);
    expect(composer({}).compose({ decision: 'urgent' }, 'es', true).text).not.toContain(notice);
  });

  it('writes the date of issue as people do, whatever the time zone of the machine', () => {
    expect(composer({}).compose(given(['vision']), 'es', false).text).toContain('15 de enero de 2024');
    expect(composer({}).compose(given(['vision']), 'en', false).text).toContain('January 15, 2024');
  });
});

describe('answerJson', () => {
  it('has the fields of the contract, in their order, and a confidence of at most four digits', () => {
    const json = answerJson(
      'm1',
      composer({}).compose(given(['vision'], { confidence: 0.123456789 }), 'es', false),
    );
    expect(Object.keys(json)).toEqual(
      'id lang decision intent reason facet entry entries confidence quotes options citation speaker text'.split(
        ' ',
      ),
    );
    expect(json.confidence).toBe(0.1235);
    expect(json.id).toBe('m1');
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  });
});
