import { describe, expect, it } from 'vitest';
import { compareKnowledge, type Difference, wordChanges } from '../../src/knowledge/compare/index.ts';
import { draftFrom } from '../../src/knowledge/draft/index.ts';
import { readDocument } from '../../src/knowledge/import/index.ts';
import { seedKnowledge } from '../seed.ts';
import { fixture } from './damaged.ts';

const seed = seedKnowledge();

async function changed(): Promise<Difference[]> {
  const outline = await readDocument({ name: 'a.pdf', bytes: fixture('changed.pdf'), known: [] });
  return compareKnowledge(seed, draftFrom(seed, outline).knowledge);
}
const of = (differences: readonly Difference[], kind: Difference['kind']) =>
  differences.flatMap(one => (one.kind === kind ? ['entry' in one ? one.entry : one.kind] : []));

describe('comparing editions', { timeout: 60_000 }, () => {
  it('finds nothing between an edition and itself', () => {
    expect(compareKnowledge(seed, structuredClone(seed))).toEqual([]);
  });

  it('tells a changed edition as a person would', async () => {
    const differences = await changed();
    expect(of(differences, 'entry-added')).toEqual([
      'politica-migratoria.7',
      'control-migratorio.3',
      'documentos',
      'documentos.2',
    ]);
    expect(of(differences, 'entry-removed')).toEqual(['politica-migratoria.4']);
    expect(of(differences, 'entry-changed')).toEqual(['ficha', 'politica-migratoria.2']);
    expect(of(differences, 'entry-moved')).toEqual([]);
    expect(of(differences, 'translation-stale')).toEqual([
      'ficha',
      'politica-migratoria.2',
      'fortalecimiento',
      ...[1, 2, 3, 4].map(n => `fortalecimiento.${n}`),
    ]);
    expect(differences).toContainEqual({
      kind: 'document-changed',
      document: 'mision-vision-objetivos',
      field: 'issued',
      words: [
        { text: '2024-01-15', how: 'removed' },
        { text: '2025-02-03', how: 'added' },
      ],
    });
    const heading = differences.find(one => one.kind === 'heading-changed')!;
    expect(heading).toMatchObject({
      entries: ['fortalecimiento', ...[1, 2, 3, 4].map(n => `fortalecimiento.${n}`)],
    });
    const orphaned = differences.flatMap(one => (one.kind === 'questions-orphaned' ? one.questions : []));
    expect(orphaned).toEqual(
      expect.arrayContaining([
        ...seed.documents[0]!.entries.find(({ id }) => id === 'politica-migratoria.4')!.questions.es,
      ]),
    );
  });

  it('tells what was moved, and not what has only moved up', () => {
    const [document] = seed.documents;
    const entries = [...document!.entries];
    entries.push(...entries.splice(1, 1));
    const after = { ...seed, documents: [{ ...document!, entries }] };
    expect(compareKnowledge(seed, after)).toEqual([
      { kind: 'entry-moved', document: document!.id, entry: 'mision', from: 'Misión', to: 'Misión' },
    ]);
  });

  it('marks an official’s name and a date as one change each', () => {
    expect(
      wordChanges('Responsable: Edgar Leal. Fecha: 15/01/2024', 'Responsable: Ana Coy. Fecha: 03/02/2025'),
    ).toEqual([
      { text: 'Responsable: ', how: 'same' },
      { text: 'Edgar Leal', how: 'removed' },
      { text: 'Ana Coy', how: 'added' },
      { text: '. Fecha: ', how: 'same' },
      { text: '15/01/2024', how: 'removed' },
      { text: '03/02/2025', how: 'added' },
    ]);
  });

  it('keeps every letter of both texts', () => {
    const [a, b] = [seed.documents[0]!.entries[1]!.text!.es, seed.documents[0]!.entries[2]!.text!.es];
    const words = wordChanges(a, b);
    expect(
      words
        .filter(({ how }) => how !== 'added')
        .map(({ text }) => text)
        .join(''),
    ).toBe(a);
    expect(
      words
        .filter(({ how }) => how !== 'removed')
        .map(({ text }) => text)
        .join(''),
    ).toBe(b);
  });
});
