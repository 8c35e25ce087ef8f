/**
 * The container of a saved index: 8 bytes of magic, the length of a JSON header, a checksum of all that follows,
 * the header, then the arrays that it names, each at a multiple of 8 bytes, so that loading makes views on the
 * buffer instead of copies. Little-endian, as every machine that runs this.
 */
const MAGIC = 'IGMIDX05';
/** Where the header begins. */
const START = 16;

export class SavedIndexError extends Error {
  readonly code = 'saved-index-invalid';
}

export type Numbers = Uint8Array | Int8Array | Uint16Array | Uint32Array | Float32Array;

const ARRAYS = {
  u8: Uint8Array,
  i8: Int8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  f32: Float32Array,
} as const;
type ArrayType = keyof typeof ARRAYS;
type Section = [name: string, type: ArrayType, at: number, length: number];

/** What a container holds. */
export interface Contents<Head> {
  head: Head;
  array<T extends ArrayType>(name: string, type: T): InstanceType<(typeof ARRAYS)[T]>;
}

export function pack(head: object, arrays: Readonly<Record<string, Numbers>>): Uint8Array {
  let at = 0;
  const sections = Object.entries(arrays).map(([name, values]): Section => {
    const section: Section = [name, typeOf(values), at, values.length];
    at = aligned(at + values.byteLength);
    return section;
  });
  const json = new TextEncoder().encode(JSON.stringify({ ...head, sections }));
  const start = aligned(START + json.length);
  const bytes = new Uint8Array(start + at);
  bytes.set(new TextEncoder().encode(MAGIC), 0);
  bytes.set(json, START);
  Object.values(arrays).forEach((values, i) => {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), start + sections[i]![2]);
  });
  const view = new DataView(bytes.buffer);
  view.setUint32(8, json.length, true);
  view.setUint32(12, checksum(bytes.subarray(START)), true);
  return bytes;
}

/**
 * Throws a {@link SavedIndexError} on bytes of another form, also on a whole form that was cut or damaged. `isChecked`:
 * they were found whole before, and are not summed up again.
 */
export function unpack<Head extends object>(given: Uint8Array, isChecked = false): Contents<Head> {
  const bytes = given.byteOffset % 8 === 0 ? given : given.slice();
  if (bytes.length < START || new TextDecoder().decode(bytes.subarray(0, 8)) !== MAGIC) {
    throw new SavedIndexError(`These bytes are no saved index (${MAGIC} expected): build the index again.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const length = view.getUint32(8, true);
  const whole = bytes.length % 8 === 0 && START + length <= bytes.length;
  if (!whole || (!isChecked && checksum(bytes.subarray(START)) !== view.getUint32(12, true))) {
    throw new SavedIndexError('The saved index is damaged: build the index again.');
  }
  const { sections, ...head } = JSON.parse(
    new TextDecoder().decode(bytes.subarray(START, START + length)),
  ) as Head & { sections: Section[] };
  const start = bytes.byteOffset + aligned(START + length);
  return {
    head: head as unknown as Head,
    array(name, type) {
      const section = sections.find(candidate => candidate[0] === name);
      if (section?.[1] !== type)
        throw new SavedIndexError(`The saved index lacks "${name}": build the index again.`);
      const ArrayOf = ARRAYS[type];
      return new ArrayOf(bytes.buffer as ArrayBuffer, start + section[2], section[3]) as InstanceType<
        (typeof ARRAYS)[typeof type]
      >;
    },
  };
}

function typeOf(values: Numbers): ArrayType {
  return (Object.keys(ARRAYS) as ArrayType[]).find(type => values instanceof ARRAYS[type])!;
}

/** Four bytes at a time, so that a hundred megabytes take some fifty milliseconds. */
function checksum(bytes: Uint8Array): number {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words[i]!, 0x01000193) ^ (hash >>> 15);
  return hash >>> 0;
}

function aligned(at: number): number {
  return (at + 7) & ~7;
}
