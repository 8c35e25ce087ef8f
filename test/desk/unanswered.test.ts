import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csv } from '../../src/desk/csv.ts';
import { groupQuestions, weekOf } from '../../src/desk/unanswered/group.ts';
import { dayAt } from '../../src/language/index.ts';
import { type Browser, type Served, serve } from './served.ts';

const asked = (text: string, more: object = {}) => ({
  text,
  lang: 'es',
  decision: 'decline',
  day: '2026-01-15',
  ...more,
});

describe('questions that were not answered', () => {
  it('are grouped by likeness, the largest group first, under its most frequent wording', () => {
    const groups = groupQuestions([
      asked('¿Quién ganó el mundial?'),
      asked('donde queda la oficina de zona 4'),
      asked('¿Dónde queda la oficina de la zona 4?', { day: '2026-01-20' }),
      asked('dónde quedan las oficinas zona 4'),
    ]);
    expect(groups.map(({ count }) => count)).toEqual([3, 1]);
    expect([...groups[0]!.byWeek]).toEqual([
      ['2026-01-12', 2],
      ['2026-01-19', 1],
    ]);
  });

  it('are grouped over words and languages by what they are about', () => {
    const about = 'documentos.1/price';
    const groups = groupQuestions([
      asked('cuánto cuesta el pasaporte', { about }),
      asked('how much do I have to pay for it', { lang: 'en', about }),
      asked('how much is a visa', { lang: 'en', about: 'visas-residencias.1/price' }),
    ]);
    expect(groups.map(({ count, byLang }) => [count, byLang])).toEqual([
      [2, { es: 1, en: 1 }],
      [1, { en: 1 }],
    ]);
  });

  it('lose nobody, whatever was asked', () => {
    const question = fc.record({
      text: fc.string(),
      lang: fc.constantFrom('es', 'en', 'other'),
      decision: fc.constantFrom('related', 'decline'),
      day: fc.constantFrom('2026-01-15', '2026-02-28'),
    });
    fc.assert(
      fc.property(fc.array(question), all => {
        const groups = groupQuestions(all);
        return groups.reduce((sum, { count }) => sum + count, 0) === all.length;
      }),
    );
  });

  it('are counted in the week of their Monday', () => {
    expect(['2026-01-12', '2026-01-18', '2026-01-19'].map(weekOf)).toEqual([
      '2026-01-12',
      '2026-01-12',
      '2026-01-19',
    ]);
  });
});

describe('a CSV file', () => {
  it('runs no formula, and keeps what it is told', () => {
    const { body } = csv('x.csv', [
      ['=1+1', '+502', '-5', '@x', '\t=1', ' =1', 'a "b", c', 'plain', -3, null],
    ]);
    expect(body).toBe(`\uFEFF"'=1+1","'+502","'-5","'@x","'\t=1","' =1","a ""b"", c","plain",-3,\r\n`);
  });
});

describe('the page', () => {
  let served: Served;
  let eva: Browser;
  beforeAll(async () => {
    served = await serve();
    await served.account('eva', ['editor']);
    eva = await served.signedIn('eva');
    const day = dayAt(Date.now(), 'America/Guatemala');
    const more = { decision: 'related', reason: null, channel: 'web', day };
    for (const text of ['cuánto cuesta el pasaporte', 'precio del pasaporte'])
      await served.store.recordUnanswered({ ...more, text, lang: 'es' });
    await served.store.recordUnanswered({ ...more, text: 'how much is a passport', lang: 'en' });
    await served.store.recordUnanswered({ ...more, text: '=1+1 <b>x</b>', lang: 'es', decision: 'decline' });
    const disliked = { decision: 'answer', entry: 'mision', lang: 'es', channel: 'web', day };
    await served.store.recordFeedback({ ...disliked, positive: false, text: 'no me <i>sirvió</i>' });
  }, 30_000);
  afterAll(() => served.stop());

  it('shows groups, with markup inert, and what did not help', async () => {
    const text = await (await eva.get('/desk/unanswered')).text();
    expect(text).toContain('3 veces');
    expect(text).toContain('Español: 2, Inglés: 1');
    expect(text).toContain('&lt;b&gt;x&lt;/b&gt;');
    expect(text).toContain('no me &lt;i&gt;sirvió&lt;/i&gt;');
  });

  it('gives the same as a file', async () => {
    const answer = await eva.get('/desk/unanswered.csv?lang=en');
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="unanswered-[\d-]+\.csv"$/,
    );
    const lines = (await answer.text()).split('\r\n');
    expect(lines[1]).toMatch(/^"how much is a passport",1,0,1,1,0,1$/);
    expect(await (await eva.get('/desk/unanswered.csv')).text()).toContain(`"'=1+1 <b>x</b>"`);
  });

  it('makes a proposal in one step, redacted, once it names an entry', async () => {
    await eva.get('/desk/unanswered');
    const form = { kind: 'question', lang: 'es', asked: '3', text: 'precio, llamar al 5555 1234' };
    expect((await eva.post('/desk/unanswered/propose', { ...form, entry: 'nothing' })).status).toBe(400);
    const answer = await eva.post('/desk/unanswered/propose', { ...form, entry: 'documentos.1' });
    expect(answer.headers.get('location')).toBe('/desk/unanswered?done=question');
    await eva.post('/desk/unanswered/propose', { kind: 'owner', lang: 'es', asked: '1', text: 'horarios' });
    const proposals = await served.store.proposals('open');
    expect(
      proposals.map(({ kind, entry, asked: times, author }) => [kind, entry, times, author]).sort(),
    ).toEqual([
      ['owner', null, 1, 'eva'],
      ['question', 'documentos.1', 3, 'eva'],
    ]);
    expect(JSON.stringify(proposals)).not.toContain('5555');
  });
});
