import { describe, expect, it } from 'vitest';
import { openEdition, seedEdition } from '../../src/knowledge/index.ts';
import { SavedIndexError } from '../../src/retrieval/index.ts';
import { ROOT, seedEditionOpened, seedKnowledge } from '../seed.ts';

describe('an edition', () => {
  it('is known by the hash of its content, which does not change while the content does not', () => {
    const first = seedEdition(ROOT);
    expect(first.id).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(seedEdition(ROOT).id).toBe(first.id);
    expect(seedEditionOpened().id).toBe(first.id);
  });

  it('holds the whole knowledge as it was read', () => {
    expect(JSON.parse(seedEdition(ROOT).content)).toEqual(JSON.parse(JSON.stringify(seedKnowledge())));
  });

  it('opens with an index that finds its entries', () => {
    const { index, documents } = seedEditionOpened();
    expect([...index.ids].sort()).toEqual(
      documents.flatMap(({ entries }) => entries.map(({ id }) => id)).sort(),
    );
  });

  it('does not open with an index of another form', () => {
    const stored = seedEdition(ROOT);
    expect(() => openEdition({ ...stored, index: new Uint8Array(64) })).toThrow(SavedIndexError);
  });

  it('does not train again what is trained already', () => {
    let trained = 0;
    seedEdition(ROOT, () => trained++);
    expect(trained).toBe(0);
  });
});
