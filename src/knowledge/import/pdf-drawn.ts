/** A stretch of text as a PDF draws it: place of its baseline in points, from the lower left. */
export interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly font: string;
}

/** A line as it is seen on a page. */
export interface Drawn {
  readonly text: string;
  readonly page: number;
  readonly y: number;
  /** Size of the letters in points, in tenths, and their font: those of its widest piece, not of its bullet. */
  readonly size: number;
  readonly font: string;
}

/** Pieces on one baseline become a line. A page in one column is read from top to bottom; else as it was drawn. */
export function drawnLines(pieces: readonly Piece[], page: number): Drawn[] {
  const rows: Piece[][] = [];
  for (const piece of pieces) {
    if (piece.text === '') continue;
    const row = rows.at(-1);
    if (row && goesOn(row.at(-1)!, piece)) row.push(piece);
    else if (piece.text.trim() !== '') rows.push([piece]);
  }
  const lines = rows.map(row => lineOf(row, page));
  const inColumns = lines.some((line, i) => i > 0 && Math.abs(line.y - lines[i - 1]!.y) < line.size * 0.3);
  return inColumns ? lines : lines.sort((a, b) => b.y - a.y);
}

function goesOn(last: Piece, piece: Piece): boolean {
  const gap = piece.x - (last.x + last.width);
  return Math.abs(last.y - piece.y) < piece.size * 0.3 && gap > -piece.size * 0.5 && gap < piece.size * 4;
}

function lineOf(row: readonly Piece[], page: number): Drawn {
  let text = '';
  let end = row[0]!.x;
  for (const piece of row) {
    const apart = piece.x - end > piece.size * 0.2;
    text += apart && !/\s$/.test(text) && !/^\s/.test(piece.text) ? ` ${piece.text}` : piece.text;
    end = piece.x + piece.width;
  }
  const widest = row.reduce((a, b) => (b.width > a.width ? b : a));
  return { text, page, y: row[0]!.y, size: Math.round(widest.size * 10) / 10, font: widest.font };
}
