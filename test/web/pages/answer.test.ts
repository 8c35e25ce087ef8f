import { describe, expect, it } from 'vitest';
import { DECISIONS, type Decision, type Reply } from '../../../src/answer/reply.ts';
import { BASE_LANGUAGES, type Language } from '../../../src/language/index.ts';
import { citationOf, optionOf, quoteOf, replyOf, sentences, site, smallDocument } from './fixtures.ts';
import { all, byId, checkPage, langOf, read, tagged, textOf } from './markup.ts';

const document = smallDocument();
const QUESTION = '¿qué  dice <b>esto</b>?';

/** A reply of each kind, as the assistant would give it. */
function replyTo(decision: Decision, lang: Language): Reply {
  const say = (text: string) => `${text} (${lang})`;
  const quoted = (id: string): Partial<Reply> => ({
    entry: id,
    entries: [id],
    quotes: [quoteOf(document, id, lang)],
    citation: citationOf(document, 'Misión'),
  });
  const parts: Record<Decision, Partial<Reply>> = {
    answer: { ...quoted('mision'), options: [optionOf(document, 'grupo', lang, 'follow-up')] },
    clarify: {
      before: [say('Which?')],
      options: [
        optionOf(document, 'mision', lang, 'alternative'),
        optionOf(document, 'solo.1', lang, 'alternative'),
      ],
    },
    related: { ...quoted('solo.1'), facet: 'price', before: [say('Not said.')], after: [say('Ask there.')] },
    decline: { reason: 'out-of-scope', before: [say('Elsewhere.')] },
    chat: { intent: 'greeting', before: [say('Hello.')] },
    urgent: { before: [say('Help comes first.')] },
    human: { intent: 'human', before: [say('A person.')] },
    held: {},
  };
  return replyOf(lang, decision, parts[decision]);
}

async function pageWith(reply: Reply, path = `/${reply.lang}`) {
  const response = await site(() => ({ outcome: 'reply', reply, question: QUESTION })).post(path, {
    q: QUESTION,
  });
  return { response, page: read(String(response.body)) };
}

describe.each(BASE_LANGUAGES)('the answer on a page, in %s', lang => {
  it.each(DECISIONS)('shows the decision "%s" before the document, in valid markup', async decision => {
    const reply = replyTo(decision, lang);
    const { response, page } = await pageWith(reply);
    checkPage(page);
    expect(response.status).toBe(200);
    const answer = byId(page, 'answer');
    expect(answer.tag).toBe('section');
    expect(answer.attributes['data-decision']).toBe(decision);
    expect(answer.attributes['data-entry']).toBe(reply.entry ?? '');
    expect(langOf(answer)).toBe(lang);
    const order = all(page);
    expect(order.indexOf(answer)).toBeLessThan(order.indexOf(tagged(page, 'article')[0]!));
    for (const sentence of [...reply.before, ...reply.after]) expect(textOf(answer)).toContain(sentence);
    expect(tagged(answer, 'blockquote').map(textOf)).toEqual(reply.quotes.map(quote => quote.text));
    expect(textOf(answer).includes(QUESTION)).toBe(decision !== 'urgent');
    expect(byId(page, 'q_input').attributes.value).toBe('');
  });

  it('quotes with language, address, section, date and whether it is official', async () => {
    const { page } = await pageWith(replyTo('answer', lang));
    const answer = byId(page, 'answer');
    const [quote] = tagged(answer, 'blockquote');
    expect(quote?.attributes).toMatchObject({ lang, cite: `/${lang}#mision` });
    expect(textOf(answer)).toContain(
      sentences(lang, lang === 'es' ? 'pages:officialText' : 'pages:unofficial'),
    );
    expect(textOf(answer)).toContain(document.shortTitle[lang]);
    expect(tagged(answer, 'time')[0]?.attributes.datetime).toBe('2024-01-15');
    const toSpanish = tagged(answer, 'a').filter(({ attributes }) => attributes.hreflang === 'es');
    expect(toSpanish.map(({ attributes }) => attributes.href)).toEqual(lang === 'es' ? [] : ['/es#mision']);
  });

  it('numbers the parts of a group under one heading, and leads to the group', async () => {
    const quotes = [quoteOf(document, 'grupo.1', lang), quoteOf(document, 'grupo.2', lang)];
    const reply = replyOf(lang, 'answer', {
      entry: 'grupo',
      entries: ['grupo'],
      quotes,
      citation: citationOf(document, 'Grupo'),
    });
    const { page } = await pageWith(reply);
    checkPage(page);
    const answer = byId(page, 'answer');
    expect(tagged(tagged(answer, 'ol')[0]!, 'blockquote').map(textOf)).toEqual(
      quotes.map(({ text }) => text),
    );
    const headings = tagged(answer, 'h3').filter(heading => textOf(heading) === quotes[0]?.section);
    expect(headings).toHaveLength(1);
    const anchors = tagged(answer, 'a').map(({ attributes }) => attributes.href);
    expect(anchors).toEqual(lang === 'es' ? ['#grupo'] : ['/es#grupo', '#grupo']);
  });

  it('offers ways to go on by their titles, leading to the text itself', async () => {
    const { page } = await pageWith(replyTo('clarify', lang));
    const links = tagged(tagged(byId(page, 'answer'), 'nav')[0]!, 'a');
    expect(links.map(textOf)).toEqual(
      ['mision', 'solo.1'].map(id => (lang === 'es' ? `Sobre ${id}` : `About ${id}`)),
    );
    expect(links.map(({ attributes }) => attributes.href)).toEqual(['#mision', '#solo.1']);
  });

  it('asks the same again in the other language', async () => {
    const { page } = await pageWith(replyTo('answer', lang));
    const other = lang === 'es' ? 'en' : 'es';
    const [form] = tagged(byId(page, 'answer'), 'form');
    expect(form?.attributes).toMatchObject({ method: 'post', action: `/${other}#answer`, lang: other });
    expect(tagged(form!, 'input').map(({ attributes }) => [attributes.name, attributes.value])).toEqual([
      ['q', QUESTION],
      ['lang', other],
    ]);
  });
});

describe('the answer on a page', () => {
  it('lists the headings that are the answer before their source', async () => {
    const reply = replyOf('es', 'answer', {
      entry: 'objetivos',
      entries: ['objetivos'],
      options: [optionOf(document, 'grupo', 'es', 'child'), optionOf(document, 'mision', 'es', 'follow-up')],
      citation: citationOf(document, 'Objetivos'),
    });
    const { page } = await pageWith(reply);
    checkPage(page);
    const order = all(byId(page, 'answer'));
    const source = order.find(({ attributes }) => attributes.class === 'source')!;
    expect(
      order.indexOf(tagged(page, 'nav').find(({ attributes }) => attributes.class === 'ways')!),
    ).toBeLessThan(order.indexOf(source));
  });

  it('in another language than the page says so, and leads to the page of its language', async () => {
    const { page } = await pageWith(replyTo('clarify', 'en'), '/es');
    checkPage(page);
    const answer = byId(page, 'answer');
    expect(langOf(answer)).toBe('en');
    expect(tagged(page, 'html')[0]?.attributes.lang).toBe('es');
    expect(tagged(tagged(answer, 'nav')[0]!, 'a').map(({ attributes }) => attributes.href)).toEqual([
      '/en#mision',
      '/en#solo.1',
    ]);
  });

  it('marks each sentence of a reply in both languages with its own', async () => {
    const before = [
      'Puedo leer preguntas en español y en inglés.',
      'I can read questions in Spanish and in English.',
    ];
    const { page } = await pageWith(replyOf('es', 'decline', { reason: 'other-language', before }));
    const said = tagged(byId(page, 'answer'), 'p').filter(paragraph => before.includes(textOf(paragraph)));
    expect(said.map(langOf)).toEqual(['es', 'en']);
  });

  it('makes configured contacts into links, and nothing else', async () => {
    const contacts = {
      phone: '+502 2411 2411',
      emergency: '110',
      url: 'https://igm.example/ayuda',
      hours: null,
    };
    const before = [
      'Llame al 110 o al +502 2411 2411, o vea https://igm.example/ayuda.',
      'No al 5110 ni https://otro.example.',
    ];
    const reply = replyOf('es', 'urgent', { before });
    const { body } = await site(() => ({ outcome: 'reply', reply, question: QUESTION }), { contacts }).post(
      '/es',
      { q: 'x' },
    );
    const answer = byId(read(String(body)), 'answer');
    expect(tagged(answer, 'a').map(({ attributes }) => attributes.href)).toEqual([
      'tel:110',
      'tel:+50224112411',
      'https://igm.example/ayuda',
    ]);
    expect(textOf(answer)).toContain(before[0]);
  });

  it('says who answers when it is a person of the institute', async () => {
    const { page } = await pageWith(replyOf('es', 'human', { speaker: 'agent', before: ['Buenas.'] }));
    expect(textOf(byId(page, 'answer_title'))).toBe(sentences('es', 'pages:answer.agent'));
  });
});
