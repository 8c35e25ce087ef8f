/** Whole numbers as bytes, seven bits a byte, the lowest first (LEB128): small numbers take one byte. */
export function varints(values: Iterable<number>): Uint8Array {
  const bytes: number[] = [];
  for (let value of values) {
    for (; value >= 0x80; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
    bytes.push(value);
  }
  return Uint8Array.from(bytes);
}

/** The numbers in {@link varints}'s bytes. */
export function numbersIn(bytes: Uint8Array): Uint32Array {
  const values = new Uint32Array(bytes.length);
  let count = 0;
  let value = 0;
  let shift = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    value |= (byte & 0x7f) << shift;
    shift += 7;
    if (byte >= 0x80) continue;
    values[count++] = value;
    value = 0;
    shift = 0;
  }
  return values.subarray(0, count);
}

/** Sorted strings by how many letters each begins with like the one before it, and the letters that follow. */
export interface FrontCoded {
  alike: Uint8Array;
  rest: Uint8Array;
}

/** `strings`: sorted. */
export function frontCoded(strings: readonly string[]): FrontCoded {
  let before = '';
  const alike: number[] = [];
  const rest: string[] = [];
  for (const text of strings) {
    let same = 0;
    while (same < 255 && same < before.length && same < text.length && before[same] === text[same]) same++;
    alike.push(same);
    rest.push(text.slice(same));
    before = text;
  }
  return { alike: Uint8Array.from(alike), rest: new TextEncoder().encode(rest.join('\n')) };
}

export function stringsIn({ alike, rest }: FrontCoded): string[] {
  if (alike.length === 0) return [];
  let before = '';
  const parts = new TextDecoder().decode(rest).split('\n');
  return parts.map((part, i) => {
    before = before.slice(0, alike[i]!) + part;
    return before;
  });
}
