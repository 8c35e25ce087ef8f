import { describe, expect, it } from 'vitest';
import { createLibrary } from '../../src/answer/index.ts';
import { BASE_LANGUAGES } from '../../src/language/index.ts';
import { seedEditionOpened } from '../seed.ts';

const { id: edition, documents } = seedEditionOpened();
const library = createLibrary(edition, documents);
const ids = documents.flatMap(({ entries }) => entries.map(({ id }) => id));

describe('the library', () => {
  it.each([
    ['mision', ['mision']],
    ['ficha', ['ficha']],
    ['documentos.1', ['documentos.1']],
    ['control-migratorio', ['control-migratorio.1', 'control-migratorio.2']],
    ['fortalecimiento', ['fortalecimiento.1', 'fortalecimiento.2', 'fortalecimiento.3', 'fortalecimiento.4']],
    ['objetivos', []],
  ])('quotes for %s the texts of %j', (id, quoted) => {
    for (const lang of BASE_LANGUAGES)
      expect(library.quotes(id, lang).map(({ entry }) => entry)).toEqual(quoted);
  });

  it('says of every quotation whether it is official, and under which heading it stands', () => {
    expect(library.quotes('documentos.1', 'es')[0]).toMatchObject({
      official: true,
      section: 'Documentos de Identidad personal y de viaje',
    });
    expect(library.quotes('documentos.1', 'en')[0]!.official).toBe(false);
  });

  it('cites document, heading, date of issue and edition', () => {
    expect(library.citation('vision', 'es')).toEqual({
      document: 'mision-vision-objetivos',
      section: 'Visión',
      issued: '2024-01-15',
      edition,
    });
  });

  it('offers beside any entry others of the document, each once, itself never, its siblings first', () => {
    for (const id of ids) {
      const neighbours = [...library.neighbours(id)];
      expect(new Set(neighbours).size).toBe(neighbours.length);
      expect(neighbours).not.toContain(id);
      expect(neighbours.filter(other => !ids.includes(other))).toEqual([]);
      expect(neighbours.length).toBeGreaterThanOrEqual(3);
    }
    expect([...library.neighbours('fortalecimiento.2')].slice(0, 2)).toEqual([
      'fortalecimiento.3',
      'fortalecimiento.4',
    ]);
  });

  it('knows no entry that the edition does not have', () => {
    for (const id of ['nada', '__proto__', 'toString', '']) {
      expect(library.entry(id)).toBeUndefined();
      expect(() => library.quotes(id, 'es')).toThrow(RangeError);
    }
  });
});
