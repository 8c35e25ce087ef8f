import { extname } from 'node:path';
import { ImportError } from './fault.ts';

export type FileKind = 'pdf' | 'docx' | 'html' | 'txt';

const EXTENSIONS: Readonly<Record<string, FileKind>> = {
  '.pdf': 'pdf',
  '.docx': 'docx',
  '.html': 'html',
  '.htm': 'html',
  '.txt': 'txt',
};

/**
 * What a file is by its bytes, which must be what its name says: a mistaken name is told, not guessed around.
 * Throws an {@link ImportError}.
 */
export function kindOf(name: string, bytes: Uint8Array): FileKind {
  if (bytes.length === 0) throw new ImportError('file-empty');
  const extension = extname(name).toLowerCase();
  const found = byBytes(bytes);
  if (found === 'ole') {
    throw new ImportError(includes(bytes, utf16('EncryptedPackage')) ? 'password' : 'word-old');
  }
  if (extension === '.docm' || extension === '.dotm') throw new ImportError('macros');
  const said = EXTENSIONS[extension];
  if (said === undefined) throw new ImportError('kind-unknown', { extension: extension || '-' });
  if (found === 'other') throw new ImportError('extension-wrong', { said: extension, found: '?' });
  const text = found === 'text' && (said === 'html' || said === 'txt');
  if (!text && found !== said) {
    const is = found === 'text' ? 'TXT' : found.toUpperCase();
    throw new ImportError('extension-wrong', { said: extension, found: is });
  }
  return said;
}

function byBytes(bytes: Uint8Array): FileKind | 'ole' | 'text' | 'other' {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString('latin1');
  if (head.includes('%PDF-')) return 'pdf';
  if (head.startsWith('PK')) return 'docx';
  if (head.startsWith('\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1')) return 'ole';
  const isUtf16 = head.startsWith('\xFF\xFE') || head.startsWith('\xFE\xFF');
  if (head.startsWith('{\\rtf') || (!isUtf16 && /[\x00-\x08\x0E-\x1A\x1C-\x1F]/.test(head))) return 'other';
  return 'text';
}

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}

function includes(bytes: Uint8Array, wanted: Buffer): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(wanted);
}
