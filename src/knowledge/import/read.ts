import { docxLines } from './docx-lines.ts';
import { ImportError } from './fault.ts';
import { htmlFileLines } from './html-lines.ts';
import { LIMITS } from './limits.ts';
import type { ReadLines } from './lines.ts';
import { type Outline, outlineOf } from './outline.ts';
import { pdfLines } from './pdf-lines.ts';
import { kindOf } from './sniff.ts';
import { textLines } from './text-lines.ts';

/** A file as somebody hands it over. */
export interface GivenFile {
  /** Its name, for its extension; no path is opened. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Words in lower case that are known to be written so: the last edition's. */
  readonly known: readonly string[];
}

/**
 * Reads a document's structure. For the process of its own that `run.ts` starts: a file is untrusted, and may ask for
 * more time and memory than there is. Throws an {@link ImportError}.
 */
export async function readOutline(
  file: GivenFile,
  onPage: (done: number, total: number) => void = () => {},
): Promise<Outline> {
  if (file.bytes.length > LIMITS.bytes) {
    throw new ImportError('file-too-large', { megabytes: LIMITS.bytes / 1024 / 1024 });
  }
  const read = await linesOf(file, onPage);
  const characters = read.lines.reduce((sum, line) => sum + line.text.length, 0);
  if (characters === 0) throw new ImportError('no-text');
  if (characters > LIMITS.characters) throw new ImportError('text-too-long');
  return outlineOf(read, new Set(file.known));
}

async function linesOf(
  { name, bytes }: GivenFile,
  onPage: (done: number, total: number) => void,
): Promise<ReadLines> {
  switch (kindOf(name, bytes)) {
    case 'pdf':
      return pdfLines(bytes, onPage);
    case 'docx':
      return docxLines(bytes);
    case 'html':
      return htmlFileLines(bytes);
    case 'txt':
      return textLines(bytes);
  }
}
