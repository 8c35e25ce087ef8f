import { describe, expect, it } from 'vitest';
import { draftFrom, gramsOf, likeness, SAME_FROM } from '../../src/knowledge/draft/index.ts';
import { asText, type Outline, readDocument } from '../../src/knowledge/import/index.ts';
import type { Knowledge } from '../../src/knowledge/index.ts';
import { seedKnowledge } from '../seed.ts';
import { fixture } from './damaged.ts';

const DOCUMENT = 'mision-vision-objetivos';
const seed = seedKnowledge();

/** The official document as read, with a change of its outline. */
async function edited(
  change: (sections: Mutable[], outline: Outline) => void,
): Promise<Knowledge['documents'][0]> {
  const outline = await readDocument({ name: 'a.pdf', bytes: fixture('official.pdf'), known: [] });
  const sections = structuredClone(outline.sections) as unknown as Mutable[];
  change(sections, outline);
  return draftFrom(seed, { ...outline, sections }, { issued: '2025-02-03' }).knowledge.documents[0]!;
}
interface Mutable {
  heading: string;
  page: number;
  parts: { kind: 'point' | 'paragraph'; text: string; page: number }[];
  parent: number | null;
}
const section = (sections: Mutable[], heading: string) =>
  sections.find(one => one.heading.startsWith(heading))!;
const point = (text: string) => ({ kind: 'point' as const, text, page: 1 });
const ids = (document: Knowledge['documents'][0]) => document.entries.map(({ id }) => id);
const idOf = (document: Knowledge['documents'][0], text: string) =>
  document.entries.find(entry => entry.text?.es.includes(text))?.id;

describe('an entry keeps its id', { timeout: 60_000 }, () => {
  it('when its text is edited; its translation waits to be looked at', async () => {
    const document = await edited(sections => {
      section(sections, 'Misión').parts[0]!.text = section(sections, 'Misión').parts[0]!.text.replace(
        'asistencia y protección oportuna',
        'asistencia inmediata y la protección integral',
      );
    });
    const mision = document.entries.find(({ id }) => id === 'mision')!;
    expect(mision.text!.es).toContain('asistencia inmediata');
    expect(mision.pending).toBe(true);
    expect(mision.questions).toEqual(seed.documents[0]!.entries.find(({ id }) => id === 'mision')!.questions);
    expect(document.entries.filter(({ pending }) => pending).map(({ id }) => id)).toEqual(['mision']);
  });

  it('when points change places and when they are moved under another heading', async () => {
    const document = await edited(sections => {
      const policy = section(sections, 'Política');
      policy.parts.reverse();
      section(sections, 'Control').parts.push(policy.parts.shift()!);
    });
    expect(idOf(document, 'Formular, crear')).toBe('politica-migratoria.1');
    expect(idOf(document, 'Garantizar el derecho a migrar')).toBe('politica-migratoria.6');
    expect(document.entries.find(({ id }) => id === 'control-migratorio')!.children).toEqual([
      'control-migratorio.1',
      'control-migratorio.2',
      'politica-migratoria.6',
    ]);
    expect(new Set(ids(document))).toEqual(new Set(seed.documents[0]!.entries.map(({ id }) => id)));
  });

  it('when its heading is renamed', async () => {
    const document = await edited(sections => {
      section(sections, 'Emisión').heading = 'Atención a personas extranjeras';
      section(sections, 'Fortalecimiento').heading = 'Modernización institucional';
    });
    expect(ids(document)).toEqual(seed.documents[0]!.entries.map(({ id }) => id));
  });

  it('when a group loses all points but one', async () => {
    const document = await edited(sections => section(sections, 'Control').parts.pop());
    expect(ids(document)).toContain('control-migratorio');
    expect(document.retired).toEqual(['control-migratorio.2']);
  });
});

describe('new and removed entries', { timeout: 60_000 }, () => {
  it('are named readably and retired, and a number is never given twice', async () => {
    const first = await edited(sections => {
      section(sections, 'Política').parts.splice(5, 1);
      section(sections, 'Visión').heading = 'Visión';
    });
    expect(first.retired).toEqual(['politica-migratoria.6']);
    const outline = await readDocument({ name: 'a.pdf', bytes: fixture('official.pdf'), known: [] });
    const again = draftFrom({ ...seed, documents: [first] }, outline).knowledge.documents[0]!;
    expect(idOf(again, 'Garantizar el derecho a migrar')).toBe('politica-migratoria.7');
    expect(again.retired).toEqual(['politica-migratoria.6']);
  });

  it('of a split point: the likelier half keeps the id', async () => {
    const document = await edited(sections => {
      const parts = section(sections, 'Política').parts;
      parts.splice(
        1,
        1,
        point(
          'Establecer acuerdos y convenios intra e interinstitucionales para el fortalecimiento de las actividades migratorias.',
        ),
        point('Intercambiar información, entre otras.'),
      );
    });
    expect(idOf(document, 'Establecer acuerdos')).toBe('politica-migratoria.2');
    expect(idOf(document, 'Intercambiar información')).toBe('politica-migratoria.7');
  });

  it('under a new heading get a stem of its own, and a sole point becomes a group when a second one comes', async () => {
    const document = await edited(sections => {
      section(sections, 'Documentos').parts.push(point('Habilitar citas en línea para todas las personas.'));
      sections.push({
        heading: 'Rendición de cuentas',
        page: 1,
        parts: [point('Publicar cada año un informe.'), point('Recibir observaciones.')],
        parent: 2,
      });
    });
    expect(ids(document).slice(-3)).toEqual([
      'rendicion-cuentas',
      'rendicion-cuentas.1',
      'rendicion-cuentas.2',
    ]);
    expect(document.entries.find(({ id }) => id === 'documentos')!.children).toEqual([
      'documentos.1',
      'documentos.2',
    ]);
    expect(document.entries.find(({ id }) => id === 'objetivos')!.children.at(-1)).toBe('rendicion-cuentas');
  });

  it('take what pointed to them along, and say what it was', async () => {
    const outline = await readDocument({ name: 'a.pdf', bytes: fixture('changed.pdf'), known: [] });
    const { knowledge, dropped } = draftFrom(seed, outline);
    expect(dropped.length).toBeGreaterThan(10);
    expect(JSON.stringify([knowledge.glossary, knowledge.asked.facets])).not.toContain(
      'politica-migratoria.4"',
    );
  });

  it('make a document of its own where the texts are others', async () => {
    const outline = {
      ...(await readDocument({ name: 'a.txt', bytes: new TextEncoder().encode(SERVICES), known: [] })),
    };
    const { knowledge, document } = draftFrom(seed, outline);
    expect(document).toBe('servicios-prueba');
    expect(knowledge.documents.map(({ id }) => id)).toEqual([DOCUMENT, 'servicios-prueba']);
    expect(knowledge.documents[0]).toBe(seed.documents[0]);
    expect(asText(outline).replace(/\s+/g, '')).toBe(SERVICES.replace(/\s+/g, ''));
  });
});

describe('the threshold of likeness', { timeout: 60_000 }, () => {
  it('is above what two different texts of the official document reach, and below what an edit leaves', () => {
    const texts = seed.documents[0]!.entries.flatMap(({ text }) => (text ? [text.es] : []));
    const grams = texts.map(gramsOf);
    const alike = grams.flatMap((a, i) => grams.slice(i + 1).map(b => likeness(a, b)));
    // The two goals about more centres are worded alike; their headings tell them apart.
    expect(alike.filter(value => value >= SAME_FROM).length).toBeLessThanOrEqual(1);
    for (const text of texts) {
      const edited = text
        .split(' ')
        .map((word, i) => (i % 6 === 5 ? 'otra' : word))
        .join(' ');
      expect(likeness(gramsOf(text), gramsOf(edited))).toBeGreaterThan(SAME_FROM);
    }
  });
});

const SERVICES = `MINISTERIO DE PRUEBA

Fecha de Emisión: 03/02/2025

SERVICIOS DE PRUEBA

Horarios

- Las ventanillas abren de lunes a viernes.
- Los sábados no hay atención.

Requisitos

- Presentar una solicitud por escrito.
- Adjuntar una copia del documento.
`;
