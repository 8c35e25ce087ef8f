import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildIndex, type Hit, type Index, type Row } from '../../src/retrieval/index.ts';
import { LIBRARY_FAQ, LIBRARY_IDS } from './library-faq.ts';

const index = buildIndex(LIBRARY_FAQ, { train: true });
const untrained = buildIndex(LIBRARY_FAQ, { train: false });
const first = (query: string, options?: Parameters<Index['search']>[1]) =>
  index.search(query, options)[0]?.id;

describe('a search', () => {
  it.each([
    ['¿cómo saco mi carné?', 'card'],
    ['become a member', 'card'],
    ['cuantos libros me puedo llevar', 'loan'],
    ['for how many days may I borrow', 'loan'],
    ['devolvi tarde un libro', 'fine'],
    ['is there a fine when it is overdue', 'fine'],
    ['quiero reservar una sala', 'rooms'],
    ['SOMEWHERE QUIET TO STUDY', 'rooms'],
  ])('finds for "%s" the id %s', (query, id) => {
    expect(first(query)).toBe(id);
    expect(untrained.search(query)[0]?.id).toBe(id);
  });

  it('gives each id once, however many rows, languages and questions it has', () => {
    const hits = index.search('libros books carné card multa fine sala room');
    expect(hits.map(({ id }) => id).sort()).toEqual([...LIBRARY_IDS].sort());
    expect([...index.ids]).toEqual(LIBRARY_IDS);
  });

  it('does not mind accents and capitals', () => {
    expect(first('PRESTAMO')).toBe('loan');
    expect(first('préstamo')).toBe('loan');
    expect(first('reservacion')).toBe('rooms');
  });

  it.each([
    ['prestmo de libros', 'loan'],
    ['multta por retrazo', 'fine'],
    ['resevar una sala de estduio', 'rooms'],
    ['how many boks can i borow', 'loan'],
    ['becme a membre', 'card'],
  ])('repairs what is misspelt in "%s"', (query, id) => {
    expect(first(query)).toBe(id);
    expect(untrained.search(query)[0]?.id).toBe(id);
    expect(index.explain(query).words.some(({ how }) => how === 'repaired')).toBe(true);
  });

  it('says how each word was read', () => {
    const { words } = index.explain('multa xqzvwk libors');
    expect(words.map(({ word, how }) => [word, how])).toEqual([
      ['multa', 'known'],
      ['xqzvwk', 'unknown'],
      ['libors', 'repaired'],
    ]);
    expect(words[2]!.read).toContain('libros');
  });

  it.each([
    ['prés', 'loan'],
    ['mult', 'fine'],
    ['sal est', 'rooms'],
    ['borr bo', 'loan'],
    ['memb', 'card'],
  ])('takes words as beginnings on request: "%s"', (query, id) => {
    expect(first(query, { prefix: true })).toBe(id);
  });

  it('gives no more than it is asked for', () => {
    expect(index.search('libro', { limit: 1 }).length).toBe(1);
    expect(index.search('libro', { limit: 0 })).toEqual([]);
  });

  it('counts rows of the other language a little less when the language is known', () => {
    const rows: Row[] = [
      { id: 'spanish', lang: 'es', questions: ['hotel central'] },
      { id: 'english', lang: 'en', questions: ['hotel central'] },
    ];
    const twins = buildIndex(rows, { train: false });
    expect(twins.search('hotel central', { lang: 'en' })[0]!.id).toBe('english');
    expect(twins.search('hotel central', { lang: 'es' })[0]!.id).toBe('spanish');
    expect(twins.search('hotel central', { lang: 'en' }).length).toBe(2);
  });

  it('takes words that the glossary calls one thing for each other, across languages', () => {
    const rows: Row[] = [
      { id: 'ticket', lang: 'es', questions: ['precio del boleto de entrada'] },
      { id: 'parking', lang: 'es', questions: ['hay lugar para estacionar el carro'] },
    ];
    const glossary = { concepts: [{ id: 'car', es: ['carro', 'automóvil'], en: ['car', 'vehicle'] }] };
    expect(buildIndex(rows, { train: false }).search('vehicle')).toEqual([]);
    const found = buildIndex(rows, { train: false, glossary });
    expect(found.search('vehicle')[0]?.id).toBe('parking');
    expect(found.explain('mi automóvil').concepts).toEqual(['car']);
  });

  it('learns from background questions what is none of its matters, and never finds them', () => {
    const background = [
      {
        id: 'weather',
        lang: 'es' as const,
        questions: ['¿va a llover mañana?', 'qué tiempo hace', 'pronóstico del clima'],
      },
      {
        id: 'weather',
        lang: 'en' as const,
        questions: ['will it rain tomorrow', 'weather forecast', 'is it sunny'],
      },
    ];
    const wary = buildIndex(LIBRARY_FAQ, { train: true, background });
    const { background: kinds } = wary.explain('va a llover el domingo');
    expect(kinds.weather).toBeGreaterThan(wary.explain('cuántos libros puedo llevarme').background.weather!);
    expect(wary.search('llover clima weather').map(({ id }) => id)).not.toContain('weather');
  });
});

describe('the confidence of a search', () => {
  const query = fc.oneof(
    fc.constantFrom(...LIBRARY_FAQ.flatMap(({ questions = [], title = '' }) => [...questions, title])),
    fc
      .array(fc.constantFrom('libro', 'card', 'multa', 'the', 'sala', 'xyzzy', 'préstamo', 'overdue'), {
        maxLength: 8,
      })
      .map(words => words.join(' ')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );

  it('lies between 0 and 1, does not rise down the list, and sums to at most 1; so does the order of scores', () => {
    fc.assert(
      fc.property(query, fc.constantFrom(index, untrained), fc.boolean(), (text, searched, prefix) => {
        expectOrdered(searched.search(text, { prefix, limit: 100 }));
      }),
      { numRuns: 400 },
    );
  });

  it('is higher for a question that it knows than for one that shares a word with it', () => {
    const known = index.search('¿cuántos libros puedo llevarme?')[0]!.confidence;
    const touched = index.search('¿los libros del mar Muerto son auténticos?')[0]?.confidence ?? 0;
    expect(known).toBeGreaterThan(touched);
  });

  it('can be calibrated by whoever builds the index', () => {
    const never = buildIndex(LIBRARY_FAQ, {
      train: false,
      calibration: { bias: -50, weights: {}, temperature: 1 },
    });
    expect(never.search('multa')[0]!.confidence).toBeLessThan(1e-6);
  });
});

function expectOrdered(hits: readonly Hit[]): void {
  const confidences = hits.map(({ confidence }) => confidence);
  expect(confidences.every(confidence => confidence >= 0 && confidence <= 1)).toBe(true);
  expect(confidences).toEqual([...confidences].sort((a, b) => b - a));
  expect(confidences.reduce((sum, confidence) => sum + confidence, 0)).toBeLessThanOrEqual(1 + 1e-9);
  expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).sort((a, b) => b - a));
  expect(new Set(hits.map(({ id }) => id)).size).toBe(hits.length);
}
