import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEdition, readKnowledge, seedEdition } from '../../src/knowledge/index.ts';
import { SavedIndexError } from '../../src/retrieval/index.ts';
import { ROOT, seedEditionOpened, seedStored } from '../seed.ts';

describe('an edition', () => {
  const stored = seedStored();

  it('is known by the hash of its content', () => {
    expect(stored.id).toBe(`sha256:${createHash('sha256').update(stored.content).digest('hex')}`);
    expect(seedEditionOpened().id).toBe(stored.id);
  });

  it('holds the whole knowledge as it stands in the files, the same each time', () => {
    const read = readKnowledge(join(ROOT, 'knowledge'));
    expect(JSON.parse(stored.content)).toEqual(JSON.parse(JSON.stringify(read)));
    expect(seedEdition(ROOT).id).toBe(stored.id);
  });

  it('opens with an index that finds its entries', () => {
    const { index, documents } = seedEditionOpened();
    expect([...index.ids].sort()).toEqual(
      documents.flatMap(({ entries }) => entries.map(({ id }) => id)).sort(),
    );
  });

  it('does not open with an index of another form', () => {
    expect(() => openEdition({ ...stored, index: new Uint8Array(64) })).toThrow(SavedIndexError);
  });

  it('does not train again what is trained already', () => {
    seedEdition(ROOT);
    let trained = 0;
    seedEdition(ROOT, () => trained++);
    expect(trained).toBe(0);
  });
});
