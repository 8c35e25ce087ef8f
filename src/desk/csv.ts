import type { HttpAnswer } from '../channel/index.ts';

export type Cell = string | number | null;

/**
 * A table as a CSV file (RFC 4180) that spreadsheets open as it is. A text that a spreadsheet would run as a formula
 * gets an apostrophe before it: people write what they like.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csv(name: string, rows: readonly (readonly Cell[])[]): HttpAnswer {
  // The byte order mark tells Excel that it is UTF-8.
  const body = `\uFEFF${rows.map(row => row.map(cell).join(',')).join('\r\n')}\r\n`;
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
    },
    body,
  };
}

function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^\s*[=+\-@|]/.test(value) || /^[\t\r\n]/.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}
