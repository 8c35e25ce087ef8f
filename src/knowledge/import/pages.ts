import { fold } from '../../language/index.ts';
import type { Line } from './lines.ts';

/** Letterheads and footers are short. */
const LONGEST_HEADER = 12;
const PAGE_NUMBER = /^(?:p[áa]g(?:ina)?\.?\s*)?[-–—\s]*\d{1,4}(?:\s*(?:de|of|\/)\s*\d{1,4})?[-–—\s]*$/iu;

/**
 * Takes away what is repeated on every page: the letterhead from the second page on, footers and page numbers
 * everywhere. A text without pages is cut where its first lines come again.
 */
export function withoutRepeats(lines: readonly Line[]): Line[] {
  const paged = lines.some(line => line.page !== lines[0]?.page);
  const pages = paged
    ? byPage(lines)
        .map(withoutPageNumbers)
        .flatMap(page => cutAt(lines, page))
    : cutAt(lines, lines).map((page, i) => page.map(line => ({ ...line, page: i + 1 })));
  const footers = pages.map((page, i) => alike(page, pages[i === 0 ? 1 : i - 1] ?? [], 'end'));
  return pages.flatMap((page, i) => {
    const header =
      i === 0 ? 0 : Math.max(alike(page, pages[0]!, 'start'), alike(page, pages[i - 1]!, 'start'));
    const kept = page.slice(header, page.length - footers[i]!);
    return header + footers[i]! >= page.length ? [] : kept;
  });
}

function byPage(lines: readonly Line[]): Line[][] {
  const pages = new Map<number, Line[]>();
  for (const line of lines) {
    const page = pages.get(line.page);
    if (page) page.push(line);
    else pages.set(line.page, [line]);
  }
  return [...pages.values()];
}

/** Where the document's first line and its second one stand again, one after the other, a new page begins. */
function cutAt([first, second]: readonly Line[], lines: readonly Line[]): Line[][] {
  if (!first || !second) return [[...lines]];
  const pages: Line[][] = [[]];
  lines.forEach((line, i) => {
    const next = lines[i + 1];
    if (i > 0 && isSame(line, first) && next !== undefined && isSame(next, second)) pages.push([]);
    pages.at(-1)!.push(line);
  });
  return pages;
}

function withoutPageNumbers(page: readonly Line[]): Line[] {
  const ends = new Set([0, 1, page.length - 2, page.length - 1]);
  return page.filter((line, i) => !(ends.has(i) && PAGE_NUMBER.test(line.text)));
}

/** How many lines two pages share at their start or end. */
function alike(page: readonly Line[], other: readonly Line[], where: 'start' | 'end'): number {
  const most = Math.min(LONGEST_HEADER, page.length, other.length);
  let count = 0;
  while (count < most) {
    const [a, b] =
      where === 'start' ? [page[count], other[count]] : [page.at(-1 - count), other.at(-1 - count)];
    if (!a || !b || !isSame(a, b)) break;
    count++;
  }
  return count;
}

function isSame(a: Line, b: Line): boolean {
  return a.text === b.text || fold(a.text) === fold(b.text);
}
