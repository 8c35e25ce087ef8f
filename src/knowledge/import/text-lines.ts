import { ImportError } from './fault.ts';
import { type Line, type ReadLines, unbulleted } from './lines.ts';

/** Reads plain text: a form feed ends a page, an empty line ends a paragraph. */
export function textLines(bytes: Uint8Array): ReadLines {
  const { text, notes } = decoded(bytes);
  const lines: Line[] = [];
  let page = 1;
  let begins = true;
  for (const sheet of text.split('\f')) {
    for (const raw of sheet.split(/\r\n|[\r\n]/)) {
      const { text: line, point } = unbulleted(raw);
      if (line === '') begins = true;
      else {
        lines.push({ text: line, page, begins: begins || point, point, heading: 0 });
        begins = false;
      }
    }
    page++;
    begins = true;
  }
  return { lines, pages: page - 1, notes };
}

/**
 * UTF-8, UTF-16 with its mark, or what older Windows programs write, which is told. Throws an {@link ImportError} on
 * anything else, and on a text that was cut in the middle of a letter.
 */
export function decoded(bytes: Uint8Array): { text: string; notes: string[] } {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (utf16) {
    const label = bytes[0] === 0xff ? 'utf-16le' : 'utf-16be';
    return { text: strictly(label, bytes), notes: [] };
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (/[\u0000-\u0008\u000E-\u001A]/.test(text)) throw new ImportError('text-unreadable');
    return { text, notes: [] };
  } catch (error) {
    if (error instanceof ImportError) throw error;
    if (isCutInALetter(bytes)) throw new ImportError('damaged');
    const text = new TextDecoder('windows-1252').decode(bytes);
    if (/[\u0000-\u0008\u000E-\u001A\u0080-\u009F]/.test(text)) throw new ImportError('text-unreadable');
    return { text, notes: ['windows-text'] };
  }
}

function strictly(label: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    throw new ImportError('damaged');
  }
}

/** UTF-8 but for its last letter. */
function isCutInALetter(bytes: Uint8Array): boolean {
  for (let missing = 1; missing <= 3; missing++) {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, bytes.length - missing));
      return /[^\x00-\x7F]/.test(Buffer.from(bytes.subarray(-missing)).toString('latin1'));
    } catch {
      // cut one more
    }
  }
  return false;
}
