import { getDocumentProxy } from 'unpdf';
import { ImportError } from './fault.ts';
import { LIMITS } from './limits.ts';
import { type Line, type ReadLines, unbulleted } from './lines.ts';
import { type Drawn, drawnLines, type Piece } from './pdf-drawn.ts';

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

/**
 * Reads the text of a PDF, page by page. pdfjs mends what it can of a damaged file; here that would be half a
 * document, so a file without its end is refused. `onPage` is told how far it is.
 */
export async function pdfLines(
  bytes: Uint8Array,
  onPage: (done: number, total: number) => void,
): Promise<ReadLines> {
  if (!hasItsEnd(bytes)) throw new ImportError('damaged');
  const pdf = await opened(bytes);
  if (pdf.numPages > LIMITS.pages) {
    throw new ImportError('pages-too-many', { pages: pdf.numPages, most: LIMITS.pages });
  }
  const drawn: Drawn[] = [];
  let characters = 0;
  for (let number = 1; number <= pdf.numPages; number++) {
    const lines = drawnLines(await piecesOf(pdf, number), number);
    for (const line of lines) characters += line.text.length;
    if (characters > LIMITS.characters) throw new ImportError('text-too-long');
    drawn.push(...lines);
    onPage(number, pdf.numPages);
  }
  if (characters < 20) throw new ImportError('no-text');
  return { lines: asLines(drawn), pages: pdf.numPages, notes: [] };
}

/** A PDF ends with its cross-reference table's place and a mark; some programs write a little behind it. */
function hasItsEnd(bytes: Uint8Array): boolean {
  const tail = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).subarray(-2048).toString('latin1');
  return /startxref\s+\d+\s+%%EOF/.test(tail);
}

async function opened(bytes: Uint8Array): Promise<Pdf> {
  try {
    return await getDocumentProxy(bytes.slice(), {
      disableFontFace: true,
      useSystemFonts: false,
      stopAtErrors: true,
      enableXfa: false,
      verbosity: 0,
    });
  } catch (error) {
    throw new ImportError((error as Error).name === 'PasswordException' ? 'password' : 'damaged');
  }
}

async function piecesOf(pdf: Pdf, number: number): Promise<Piece[]> {
  try {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const pieces = items.flatMap(item =>
      'str' in item
        ? [
            {
              text: item.str,
              x: item.transform[4] as number,
              y: item.transform[5] as number,
              width: item.width,
              size: Math.hypot(item.transform[2] as number, item.transform[3] as number),
              font: item.fontName,
            },
          ]
        : [],
    );
    page.cleanup();
    return pieces;
  } catch {
    throw new ImportError('damaged');
  }
}

/** What stands apart, and what is set apart by size or font from the running text. */
function asLines(drawn: readonly Drawn[]): Line[] {
  const body = bodyOf(drawn);
  const lead = leadOf(drawn);
  const larger = [...new Set(drawn.map(line => line.size).filter(size => size > body.size))].sort(
    (a, b) => b - a,
  );
  let before: Drawn | undefined;
  return drawn.map(line => {
    const { text, point } = unbulleted(line.text);
    const apart = line.size > body.size || (line.font !== body.font && line.size >= body.size);
    const rank = larger.indexOf(line.size);
    const heading = !apart || point ? 0 : rank >= 0 ? rank + 1 : larger.length + 1;
    const begins = point || before === undefined || standsApart(before, line, lead);
    before = line;
    return { text, page: line.page, begins, point, heading };
  });
}

function standsApart(before: Drawn, line: Drawn, lead: number): boolean {
  if (before.page !== line.page || before.font !== line.font || before.size !== line.size) return true;
  const gap = (before.y - line.y) / line.size;
  return gap < 0 || gap > lead * 1.25;
}

/** Font and size of the most characters. */
function bodyOf(drawn: readonly Drawn[]): { font: string; size: number } {
  const counts = new Map<string, { font: string; size: number; characters: number }>();
  for (const { font, size, text } of drawn) {
    const key = `${font} ${size}`;
    const count = counts.get(key) ?? { font, size, characters: 0 };
    counts.set(key, { ...count, characters: count.characters + text.length });
  }
  return [...counts.values()].sort((a, b) => b.characters - a.characters)[0] ?? { font: '', size: 0 };
}

/** The distance of lines within a paragraph, in sizes of the letter: the most frequent one, at most 1.8. */
function leadOf(drawn: readonly Drawn[]): number {
  const counts = new Map<number, number>();
  drawn.slice(1).forEach((line, i) => {
    const before = drawn[i]!;
    if (before.page !== line.page || before.size !== line.size) return;
    const gap = Math.round(((before.y - line.y) / line.size) * 20) / 20;
    if (gap > 0.8 && gap <= 1.8) counts.set(gap, (counts.get(gap) ?? 0) + 1);
  });
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 1.2;
}
