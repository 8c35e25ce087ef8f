import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { draftApart, draftFrom } from '../../src/knowledge/draft/index.ts';
import { ImportError, LIMITS, readDocument } from '../../src/knowledge/import/index.ts';
import { ROOT, seedKnowledge } from '../seed.ts';
import { DAMAGED, fixture, pdf } from './damaged.ts';

const OFFICIAL = join(ROOT, 'knowledge/documents/mision-vision-objetivos/2024-01-15.txt');
const official = new Uint8Array(readFileSync(OFFICIAL));
const outline = (name: string, bytes: Uint8Array) => readDocument({ name, bytes, known: [] });
const encoded = (text: string) => new TextEncoder().encode(text);

describe('importing the official document', { timeout: 60_000 }, () => {
  it.each([
    ['text', 'oficial.txt', () => official],
    ['PDF with a letterhead on every page', 'official.pdf', () => fixture('official.pdf')],
    ['PDF of pasted text', 'official-plain.pdf', () => fixture('official-plain.pdf')],
    ['Word with a letterhead', 'official.docx', () => fixture('official.docx')],
    ['Word of pasted text', 'official-plain.docx', () => fixture('official-plain.docx')],
    ['a saved web page', 'oficial.html', () => asPage(official)],
    [
      'text as older Windows programs write it',
      'oficial.txt',
      () => Buffer.from(official.toString(), 'latin1'),
    ],
  ])('from %s gives exactly the 21 entries that there are, as they are', async (what, name, bytes) => {
    const given = what.includes('Windows')
      ? new Uint8Array(Buffer.from(new TextDecoder().decode(official), 'latin1'))
      : bytes();
    const { knowledge, document, dropped, empty } = draftFrom(seedKnowledge(), await outline(name, given));
    expect(document).toBe('mision-vision-objetivos');
    expect(knowledge.documents[0]!.entries.length).toBe(21);
    expect(JSON.stringify(knowledge)).toBe(JSON.stringify(seedKnowledge()));
    expect([dropped, empty]).toEqual([[], []]);
  });

  it('reads the front matter', async () => {
    const { front, title } = await outline('official.pdf', fixture('official.pdf'));
    expect(title).toBe('MISIÓN, VISIÓN Y OBJETIVOS');
    expect(front).toMatchObject({
      institution: 'INSTITUTO GUATEMALTECO DE MIGRACIÓN',
      issued: '2024-01-15',
      legalBasis: 'Artículo 10, numeral 05, Ley de Acceso a la Información Pública',
      officials: [
        { post: 'Subdirector de Planificación', name: 'Licda. Jessica Margaret Orellana Díaz' },
        { post: 'Responsable de Actualizar la Información', name: 'Edgar Leonel Leal Bolaños' },
      ],
    });
  });
});

describe('importing a text', { timeout: 60_000 }, () => {
  const HEAD = 'MINISTERIO DE PRUEBA\n\nFecha de Emisión: 3 de febrero de 2025\n\nREGLAS DE PRUEBA\n\n';
  const parts = async (body: string) => {
    const { sections } = await outline('a.txt', encoded(HEAD + body));
    return sections.map(({ heading, parts: own }) => [heading, ...own.map(part => part.text)]);
  };

  it('mends words that were cut at the end of a line, and leaves compounds', async () => {
    const body = `Servicios\n\nLa institución atiende a las perso-\nnas migrantes en el ámbito administrativo-\nfinanciero. El plan administrativo-financiero sigue.\n`;
    expect(await parts(body)).toEqual([
      [
        'Servicios',
        'La institución atiende a las personas migrantes en el ámbito administrativo-financiero. El plan administrativo-financiero sigue.',
      ],
    ]);
  });

  it('puts together a paragraph that was cut by a page, and leaves page numbers out', async () => {
    const body =
      'Servicios\n\nLa institución atiende a las\n\nPágina 1 de 2\n\fMINISTERIO DE PRUEBA\n\npersonas migrantes.\n\nPágina 2 de 2\n';
    expect(await parts(body)).toEqual([['Servicios', 'La institución atiende a las personas migrantes.']]);
  });

  it('keeps the numbers of numbered points, and takes bullets of any kind off', async () => {
    expect(
      await parts('Reglas\n\n1. Llegar.\n2. Salir.\n\nOtras\n\n• Uno es todo.\n▪ Dos son dos.\n'),
    ).toEqual([
      ['Reglas', '1. Llegar.', '2. Salir.'],
      ['Otras', 'Uno es todo.', 'Dos son dos.'],
    ]);
  });

  it('asks for the date of issue where the document has none', async () => {
    const read = await outline('a.txt', encoded('REGLAS DE PRUEBA\n\nReglas\n\n- Llegar.\n- Salir.\n'));
    expect(() => draftFrom(seedKnowledge(), read)).toThrow(expect.objectContaining({ code: 'no-date' }));
    expect(draftFrom(seedKnowledge(), read, { issued: '2025-02-03' }).document).toBe('reglas-prueba');
  });

  it('makes the same draft in a thread of its own, and fails for the same reason', async () => {
    const knowledge = seedKnowledge();
    const read = await outline('a.txt', encoded('REGLAS DE PRUEBA\n\nReglas\n\n- Llegar.\n- Salir.\n'));
    const options = { issued: '2025-02-03' };
    expect(await draftApart({ knowledge, outline: read, options })).toEqual(
      draftFrom(knowledge, read, options),
    );
    const error = await draftApart({ knowledge, outline: read, options: {} }).catch(
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(ImportError);
    expect(error).toMatchObject({ code: 'no-date' });
  });
});

describe('a file that cannot be imported', { timeout: 60_000 }, () => {
  it.each(DAMAGED)('is named for what it is: $what', async ({ name, bytes, code }) => {
    const error = await outline(name, bytes()).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ImportError);
    expect((error as ImportError).code).toBe(code);
  });

  it('is not even looked at beyond the largest size', async () => {
    const large = new Uint8Array(LIMITS.bytes + 1);
    await expect(outline('a.pdf', large)).rejects.toMatchObject({ code: 'file-too-large' });
  });

  it('is given up when it takes too long or too much memory, and the process that read it is gone', async () => {
    const file = {
      name: 'a.pdf',
      bytes: pdf(1_500, page => `BT /F1 11 Tf 72 700 Td (Pagina ${page}) Tj ET`),
      known: [],
    };
    await expect(readDocument(file, { milliseconds: 50 })).rejects.toMatchObject({ code: 'took-too-long' });
    await expect(readDocument(file, { memoryBytes: 1 })).rejects.toMatchObject({ code: 'memory-too-small' });
  });

  it('tells how far it is on the way', async () => {
    const told: number[] = [];
    await readDocument(
      { name: 'official.pdf', bytes: fixture('official.pdf'), known: [] },
      { onPage: (done, total) => told.push(done / total) },
    );
    expect(told).toEqual([0.5, 1]);
  });
});

function asPage(text: Uint8Array): Uint8Array {
  const body = new TextDecoder()
    .decode(text)
    .trim()
    .split(/\n\n+/)
    .map(block =>
      block.startsWith('- ')
        ? `<ul>${block
            .split('\n')
            .map(point => `<li>${point.slice(2)}</li>`)
            .join('')}</ul>`
        : `<p>${block}</p>`,
    );
  return encoded(
    `<!doctype html><html><head><title>No</title><style>p{}</style></head><body>${body.join('\n')}<script>var x = "<p>No</p>";</script></body></html>`,
  );
}
