import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildIndex, loadIndex, SavedIndexError, saveIndex } from '../../src/retrieval/index.ts';
import { LIBRARY_FAQ } from './library-faq.ts';

const glossary = { concepts: [{ id: 'book', es: ['libro', 'novela'], en: ['book', 'novel'] }] };
const background = [{ id: 'weather', lang: 'es' as const, questions: ['¿va a llover?'], about: 'rooms' }];
const options = { train: true, glossary, background, seed: 7 };
const index = buildIndex(LIBRARY_FAQ, options);
const bytes = saveIndex(index);

describe('building an index', () => {
  it('gives the same bytes for the same rows and seed', () => {
    expect(saveIndex(buildIndex(LIBRARY_FAQ, options))).toEqual(bytes);
    expect(saveIndex(buildIndex(structuredClone(LIBRARY_FAQ), { ...options }))).toEqual(bytes);
  });

  it('gives other bytes for another seed or other rows', () => {
    expect(saveIndex(buildIndex(LIBRARY_FAQ, { ...options, seed: 8 }))).not.toEqual(bytes);
    expect(saveIndex(buildIndex(LIBRARY_FAQ.slice(1), options))).not.toEqual(bytes);
  });
});

describe('a saved index', () => {
  const loaded = loadIndex(bytes);

  it('gives the same hits after loading, for whatever query', () => {
    const words = LIBRARY_FAQ.flatMap(({ questions = [] }) => questions).flatMap(question =>
      question.split(' '),
    );
    const query = fc
      .array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 8 })), { maxLength: 8 })
      .map(parts => parts.join(' '));
    fc.assert(
      fc.property(
        query,
        fc.boolean(),
        fc.constantFrom(undefined, 'es' as const, 'en' as const),
        (text, prefix, lang) => {
          const asked = lang ? { prefix, lang } : { prefix };
          expect(loaded.explain(text, asked)).toEqual(index.explain(text, asked));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is saved again as the same bytes', () => {
    expect(saveIndex(loaded)).toEqual(bytes);
  });

  it('can be loaded from anywhere within a larger buffer', () => {
    const larger = new Uint8Array(bytes.length + 16);
    for (const at of [1, 4, 8, 13]) {
      larger.set(bytes, at);
      expect(loadIndex(larger.subarray(at, at + bytes.length)).search('multa')).toEqual(
        index.search('multa'),
      );
    }
  });

  it('lies in one buffer that can be handed to a worker', () => {
    expect(bytes.buffer).toBeInstanceOf(ArrayBuffer);
    const moved = structuredClone(bytes, { transfer: [saveIndex(index).buffer as ArrayBuffer] });
    expect(loadIndex(moved).search('card')).toEqual(index.search('card'));
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['zeros', new Uint8Array(4096)],
    ['text', new TextEncoder().encode('{"ids":[]}'.repeat(30))],
    ['the magic alone', bytes.slice(0, 8)],
    ['the magic and zeros', new Uint8Array([...bytes.slice(0, 8), ...new Uint8Array(64)])],
    ['a header that is cut off', bytes.slice(0, 40)],
    ['the header alone', bytes.slice(0, 12 + new DataView(bytes.buffer).getUint32(8, true))],
    ['half of the bytes', bytes.slice(0, bytes.length >> 1)],
    ['a length beyond the end', withLength(0x7fffffff)],
    ['a length of nothing', withLength(0)],
  ])('is refused with an error that says what to do: %s', (_, broken) => {
    expect(() => loadIndex(broken)).toThrow(SavedIndexError);
    expect(() => loadIndex(broken)).toThrow(expect.objectContaining({ code: 'saved-index-invalid' }));
  });

  it('loads or is refused, whatever byte of its header is changed', () => {
    const header = 12 + new DataView(bytes.buffer).getUint32(8, true);
    fc.assert(
      fc.property(fc.nat(header - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const broken = bytes.slice();
        broken[at]! ^= change;
        try {
          loadIndex(broken).search('multa por retraso');
        } catch (error) {
          expect(error).toBeInstanceOf(SavedIndexError);
        }
      }),
      { numRuns: 300 },
    );
  });
});

function withLength(length: number): Uint8Array {
  const changed = bytes.slice();
  new DataView(changed.buffer).setUint32(8, length, true);
  return changed;
}
