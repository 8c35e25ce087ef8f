import { describe, expect, it } from 'vitest';
import { checkQuality, checkSentences, readingEase } from '../../src/knowledge/gate/index.ts';
import {
  type Document,
  type Entry,
  inForce,
  type Knowledge,
  unfinishedIn,
} from '../../src/knowledge/index.ts';
import { seedKnowledge, seedLocales } from '../seed.ts';

const seed = seedKnowledge();
const [official] = seed.documents;
const DAY = '2026-01-01';
const options = (sources: Record<string, string> = {}) => ({
  sources: new Map(Object.entries(sources)),
  day: DAY,
});

/** The knowledge with another document, whose entries say what is given. */
function withDocument(texts: Record<string, string>, over: Partial<Document> = {}): Knowledge {
  const both = (es: string) => ({ es, en: `english ${es}` });
  const entries = Object.entries(texts).map(
    ([id, text]): Entry => ({
      id,
      document: 'servicios',
      section: both('Servicios'),
      title: both(text.slice(0, 40)),
      label: both(id),
      facets: [],
      text: both(text),
      children: [],
      questions: { es: [], en: [] },
    }),
  );
  return { ...seed, documents: [official!, { ...official!, id: 'servicios', ...over, entries }] };
}
const codes = (knowledge: Knowledge, sources?: Record<string, string>) =>
  checkQuality(knowledge, options(sources))
    .filter(({ code }) => code !== 'questions-alike')
    .map(({ code, place }) => [code, place.entry ?? place.document]);

describe('the gate', () => {
  it('finds nothing wrong with what is published', () => {
    expect(codes(seed)).toEqual([]);
    expect(checkSentences(seedLocales())).toEqual([]);
    expect(unfinishedIn(seed)).toEqual([]);
  });

  it('finds an official text, a heading or a date that the source does not have', () => {
    const knowledge = withDocument({ 'servicios.1': 'Atender a las personas.' }, { issued: '2025-02-03' });
    expect(
      codes(knowledge, { servicios: 'Servicios\n\nFecha: 03/02/2025\n\n- Atender a las\npersonas.' }),
    ).toEqual([]);
    expect(codes(knowledge, { servicios: 'Trámites\n\n- Atender a la persona.' })).toEqual([
      ['date-not-in-source', 'servicios'],
      ['text-not-in-source', 'servicios.1'],
      ['heading-not-in-source', 'servicios.1'],
    ]);
  });

  it('finds what is said twice, and what contradicts; the higher precedence counts, then the later date', () => {
    const hours = 'La ventanilla central atiende a todas las personas de lunes a viernes de 8 a 16 horas.';
    const twice = withDocument({ 'servicios.1': hours, 'servicios.2': hours });
    expect(codes(twice)).toEqual([['text-repeated', 'servicios.2']]);
    const contrary = { 'servicios.1': hours, 'servicios.2': hours.replace('16', '12') };
    const [found] = checkQuality(withDocument(contrary), options()).filter(
      ({ code }) => code === 'entries-contradict',
    );
    expect(found).toMatchObject({ severity: 'warning', values: { id: 'servicios.2', twin: 'servicios.1' } });
    const denied = { 'servicios.1': hours, 'servicios.2': hours.replace('atiende', 'no atiende') };
    expect(codes(withDocument(denied))).toEqual([['entries-contradict', 'servicios.2']]);

    const mission = official!.entries[1]!.text!.es.replace('derecho humano', 'derecho humano 25');
    const between = (over: Partial<Document>) =>
      checkQuality(withDocument({ 'servicios.1': mission }, over), options()).find(
        ({ code }) => code === 'entries-contradict',
      )!.values.prevails;
    expect(between({ issued: '2023-01-01' })).toBe('mision');
    expect(between({ issued: '2025-01-01' })).toBe('servicios.1');
    expect(between({ issued: '2023-01-01', precedence: 5 })).toBe('servicios.1');
  });

  it('finds markup and links wherever they stand', () => {
    const knowledge = withDocument({
      'servicios.1': 'Vea [aquí](x) más.',
      'servicios.2': 'Vea https://example.org ahora.',
    });
    expect(new Set(codes(knowledge).map(([code]) => code))).toEqual(new Set(['markup-found']));
  });

  it('names questions that two entries share but for little words', () => {
    const knowledge = structuredClone(seed) as unknown as {
      documents: { entries: { questions: { es: string[] } }[] }[];
    };
    knowledge.documents[0]!.entries[2]!.questions.es.push('¿cuál es la misión de ustedes?');
    const all = checkQuality(knowledge as unknown as Knowledge, options());
    expect(
      all.some(
        ({ code, place, values }) =>
          code === 'questions-alike' && place.entry === 'vision' && values.twin === 'mision',
      ),
    ).toBe(true);
  });

  it('takes "punto uno" and "punto dos", or "IT goals" and "goals", for two questions', () => {
    const alike = checkQuality(seed, options()).filter(({ code }) => code === 'questions-alike');
    expect(
      alike.map(({ values }) => values.question).filter(text => /dos|antes|IT/.test(String(text))),
    ).toEqual([]);
  });

  it('measures how easily Spanish is read', () => {
    expect(readingEase('El sol da luz. El mar es azul. Yo voy a pie.')).toBeGreaterThan(90);
    expect(
      readingEase(
        'La desconcentración interinstitucional administrativa presupuestaria garantizará la institucionalización.',
      ),
    ).toBeLessThan(20);
    const hard = {
      es: {
        prueba: {
          a: Array(12)
            .fill(
              'La institucionalización administrativa descentralizada garantizará interinstitucionalmente responsabilidades presupuestarias.',
            )
            .join(' '),
          b: `${'palabra '.repeat(30)}.`,
        },
      },
      en: {},
    };
    expect(checkSentences(hard).map(({ code, place }) => [code, place.path.join('.')])).toEqual([
      ['sentence-long', 'b'],
      ['reading-hard', ''],
    ]);
  });
});

describe('documents in force', () => {
  it('are those of the day; what points to the others goes with them', () => {
    const knowledge = withDocument(
      { 'servicios.1': 'Atender.' },
      { validFrom: '2026-02-01', validUntil: '2026-12-31' },
    );
    const pointing = {
      ...knowledge,
      glossary: [{ id: 'x', es: ['x'], en: ['x'], entries: ['servicios.1', 'mision'] }],
    };
    expect(inForce(pointing, '2026-06-01')).toBe(pointing);
    for (const day of ['2026-01-31', '2027-01-01']) {
      const left = inForce(pointing, day);
      expect(left.documents.map(({ id }) => id)).toEqual([official!.id]);
      expect(left.glossary[0]!.entries).toEqual(['mision']);
    }
    expect(codes(knowledge)).toEqual([['document-not-yet', 'servicios']]);
    expect(checkQuality(knowledge, { ...options(), day: '2027-01-01' })[0]).toMatchObject({
      code: 'document-expired',
    });
  });
});
