import { LANGUAGES } from '../language/index.ts';
import { packNibbles, unpackNibbles } from './classifier.ts';
import type { Kept, Parts } from './parts.ts';

/**
 * The saved form: 8 bytes of magic, the length of a JSON header, its checksum, the header, then the arrays it names, each at
 * a multiple of 8 bytes, so that loading makes views on the buffer instead of copies. Little-endian, as every
 * machine that runs this.
 */
const MAGIC = 'IGMIDX02';
/** Where the JSON begins. */
const HEADER = 16;
/** From this many rows on, postings and deletion index are saved rather than worked out when loaded. */
const LARGE = 20_000;

export class SavedIndexError extends Error {
  readonly code = 'saved-index-invalid';
}

type Section = { name: string; type: 'u8' | 'u16' | 'u32' | 'f32'; at: number; length: number };
type Numbers = Uint8Array | Uint16Array | Uint32Array | Float32Array;

interface Header {
  ids: string[];
  background: string[];
  phrases: Kept['phrases'];
  calibration: Kept['calibration'];
  classifier: { heads: readonly number[]; scale: number } | null;
  sections: Section[];
}

export function writeSaved(parts: Parts): Uint8Array {
  const arrays: [string, Numbers][] = [
    ['words', encoded(parts.words)],
    ['terms', encoded(parts.terms)],
    ['termOf.es', parts.termOf.es],
    ['termOf.en', parts.termOf.en],
    ['termWeights', parts.termWeights],
    ['rowIds', parts.rowIds],
    ['rowLangs', parts.rowLangs],
    ['rowWordLengths', lengths(parts.rowWordStarts)],
    ['rowWords', parts.rowWords],
    ['rowConceptLengths', lengths(parts.rowConceptStarts)],
    ['rowConcepts', parts.rowConcepts],
  ];
  if (parts.classifier) {
    arrays.push(
      ['classifier.kept', parts.classifier.kept],
      ['classifier', packNibbles(parts.classifier.weights)],
    );
  }
  if (parts.rowIds.length >= LARGE) {
    const deletions = parts.deletionIndex();
    arrays.push(
      ['postings.starts', parts.postings.starts],
      ['postings.rows', parts.postings.rows],
      ['postings.impacts', parts.postings.impacts],
      ['deletions.hashes', deletions.hashes],
      ['deletions.owners', deletions.owners],
    );
  }
  const { classifier } = parts;
  return assembled(
    {
      ids: parts.ids,
      background: parts.background,
      phrases: parts.phrases,
      calibration: parts.calibration,
      classifier: classifier && { heads: classifier.heads, scale: classifier.scale },
    },
    arrays.map(([name, values]) => [name, name.startsWith('deletions') ? values : narrowed(values)]),
  );
}

/** Throws a {@link SavedIndexError} on bytes of another form, also on a whole form that was cut or damaged. */
export function readSaved(bytes: Uint8Array): Kept {
  try {
    return keptIn(bytes);
  } catch (error) {
    if (error instanceof SavedIndexError) throw error;
    throw new SavedIndexError(`The saved index is damaged (${String(error)}): build it again.`);
  }
}

function keptIn(bytes: Uint8Array): Kept {
  const { header, array } = opened(bytes);
  const optional = header.sections.some(section => section.name === 'postings.starts');
  const u32 = (name: string) => {
    const values = array(name);
    return values instanceof Uint32Array ? values : new Uint32Array(values);
  };
  return {
    ids: header.ids,
    background: header.background,
    words: decoded(array('words')),
    terms: decoded(array('terms')),
    termOf: { es: noneRestored(array('termOf.es')), en: noneRestored(array('termOf.en')) },
    termWeights: new Float32Array(array('termWeights')),
    rowIds: u32('rowIds'),
    rowLangs: Uint8Array.from(array('rowLangs'), lang => Math.min(lang, LANGUAGES.length - 1)),
    rowWordStarts: startsOf(array('rowWordLengths')),
    rowWords: u32('rowWords'),
    rowConceptStarts: startsOf(array('rowConceptLengths')),
    rowConcepts: u32('rowConcepts'),
    phrases: header.phrases,
    calibration: header.calibration,
    classifier: header.classifier && {
      ...header.classifier,
      kept: u32('classifier.kept'),
      weights: unpackNibbles(
        array('classifier') as Uint8Array,
        header.classifier.heads.reduce((sum, size) => sum + size, 0) * array('classifier.kept').length,
      ),
    },
    postings: optional
      ? {
          starts: u32('postings.starts'),
          rows: u32('postings.rows'),
          impacts: array('postings.impacts') as Uint8Array,
        }
      : null,
    deletions: optional ? { hashes: u32('deletions.hashes'), owners: u32('deletions.owners') } : null,
  };
}

function assembled(
  head: Omit<Header, 'sections'>,
  arrays: readonly (readonly [string, Numbers])[],
): Uint8Array {
  let at = 0;
  const sections = arrays.map(([name, values]): Section => {
    const section: Section = { name, type: typeName(values), at, length: values.length };
    at = aligned(at + values.byteLength);
    return section;
  });
  const json = new TextEncoder().encode(JSON.stringify({ ...head, sections }));
  const start = aligned(HEADER + json.length);
  const bytes = new Uint8Array(start + at);
  bytes.set(new TextEncoder().encode(MAGIC), 0);
  const view = new DataView(bytes.buffer);
  view.setUint32(8, json.length, true);
  view.setUint32(12, checksum(json), true);
  bytes.set(json, HEADER);
  arrays.forEach(([, values], i) => {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), start + sections[i]!.at);
  });
  return bytes;
}

function opened(given: Uint8Array): { header: Header; array(name: string): Numbers } {
  const bytes = given.byteOffset % 8 === 0 ? given : given.slice();
  if (new TextDecoder().decode(bytes.subarray(0, 8)) !== MAGIC) {
    throw new SavedIndexError(`These bytes are no saved index (${MAGIC} expected): build the index again.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const length = view.getUint32(8, true);
  const json = bytes.subarray(HEADER, HEADER + length);
  if (checksum(json) !== view.getUint32(12, true)) {
    throw new SavedIndexError('The header of the saved index is damaged: build the index again.');
  }
  const header = JSON.parse(new TextDecoder().decode(json)) as Header;
  const start = bytes.byteOffset + aligned(HEADER + length);
  return {
    header,
    array(name) {
      const section = header.sections.find(candidate => candidate.name === name);
      if (!section) throw new SavedIndexError(`The saved index lacks "${name}": build it again.`);
      return new ARRAYS[section.type](bytes.buffer as ArrayBuffer, start + section.at, section.length);
    },
  };
}

const ARRAYS = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, f32: Float32Array } as const;

function typeName(values: Numbers): Section['type'] {
  if (values instanceof Uint8Array) return 'u8';
  if (values instanceof Uint16Array) return 'u16';
  return values instanceof Uint32Array ? 'u32' : 'f32';
}

/** 16 bits where all values fit (0xffffffff, "none", becomes 0xffff): half the bytes on a phone. */
function narrowed(values: Numbers): Numbers {
  if (!(values instanceof Uint32Array)) return values;
  for (const value of values) if (value >= 0xffff && value !== 0xffffffff) return values;
  return Uint16Array.from(values);
}

function noneRestored(values: Numbers): Uint32Array {
  if (values instanceof Uint32Array) return values;
  const restored = new Uint32Array(values);
  for (let i = 0; i < restored.length; i++) if (restored[i] === 0xffff) restored[i] = 0xffffffff;
  return restored;
}

function lengths(starts: Uint32Array): Uint32Array {
  return starts.subarray(1).map((start, i) => start - starts[i]!);
}

function startsOf(counts: Numbers): Uint32Array {
  const starts = new Uint32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) starts[i + 1] = starts[i]! + counts[i]!;
  return starts;
}

function encoded(strings: readonly string[]): Uint8Array {
  return new TextEncoder().encode(strings.join('\n'));
}

function decoded(bytes: Numbers): string[] {
  const text = new TextDecoder().decode(bytes as Uint8Array);
  return text === '' ? [] : text.split('\n');
}

function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5; // FNV-1a
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

function aligned(at: number): number {
  return (at + 7) & ~7;
}
