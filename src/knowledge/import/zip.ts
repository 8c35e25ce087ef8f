import { inflateRawSync } from 'node:zlib';
import { ImportError } from './fault.ts';
import { LIMITS } from './limits.ts';

/** A file inside a ZIP archive. */
export interface Packed {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly encrypted: boolean;
  /** Where its own header begins. */
  readonly at: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

/**
 * The list of a ZIP archive, from its directory at the end, and not more than the limits allow.
 * Throws an {@link ImportError}: `damaged` for a cut archive, `paths-unsafe` for a name that leads out of it.
 */
export function packedIn(archive: Uint8Array): Packed[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.length);
  const end = endOfDirectory(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > LIMITS.packed) throw new ImportError('unpacked-too-large');
  const files: Packed[] = [];
  let total = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== CENTRAL) throw new ImportError('damaged');
    const length = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(archive.subarray(at + 46, at + 46 + length));
    if (isUnsafe(name)) throw new ImportError('paths-unsafe');
    const file: Packed = {
      name,
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      packedBytes: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    };
    total += file.bytes;
    if (total > LIMITS.unpackedBytes) throw new ImportError('unpacked-too-large');
    files.push(file);
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return files;
}

/** Unpacks one file; more than its directory says, or less, is damage. */
export function unpacked(archive: Uint8Array, file: Packed): Buffer {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.length);
  try {
    if (view.getUint32(file.at, true) !== LOCAL) throw new ImportError('damaged');
    const from = file.at + 30 + view.getUint16(file.at + 26, true) + view.getUint16(file.at + 28, true);
    const packed = archive.subarray(from, from + file.packedBytes);
    const data =
      file.method === 0 ? Buffer.from(packed) : inflateRawSync(packed, { maxOutputLength: file.bytes + 1 });
    if (packed.length !== file.packedBytes || data.length !== file.bytes) throw new ImportError('damaged');
    return data;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new ImportError('unpacked-too-large');
    }
    throw error instanceof ImportError ? error : new ImportError('damaged');
  }
}

/** The record at the end, behind which a comment of at most 64 KB may stand. */
function endOfDirectory(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw new ImportError('damaged');
}

function isUnsafe(name: string): boolean {
  return name.startsWith('/') || /[\\:\0]/.test(name) || name.split('/').includes('..');
}
