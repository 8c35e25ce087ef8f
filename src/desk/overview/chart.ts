import { type Html, html } from '../../web/pages/index.ts';

/** One bar. */
export interface Bar {
  readonly label: string;
  readonly n: number;
}

const ROW = 46;
const COLUMNS_HEIGHT = 160;
const LONGEST_LABEL = 34;
/** Below a column stand the last characters of its label: `06:00`, `11-21`. */
const ENDING = 5;

/**
 * Bars one below the other, as SVG made here: a screen reader hears its title and finds the same numbers in the table
 * behind it. Widths are shares of the drawing, so that it fits a phone and its letters keep their size.
 */
export function barChart(id: string, title: string, bars: readonly Bar[]): Html {
  const most = Math.max(1, ...bars.map(({ n }) => n));
  return html`<svg class="chart" role="img" aria-labelledby="${id}" width="100%" height="${bars.length * ROW}">
<title id="${id}">${title}</title>
${bars.map(
  ({ label, n }, i) =>
    html`<text x="0" y="${i * ROW + 15}">${shortened(label)}</text><text class="value" x="100%" y="${i * ROW + 15}" text-anchor="end">${n}</text><rect class="rail" x="0" y="${i * ROW + 22}" width="100%" height="12" rx="3"/><rect x="0" y="${i * ROW + 22}" width="${percent(n / most)}" height="12" rx="3"/>`,
)}
</svg>`;
}

/** Columns side by side: hours, days. `every`: which labels are written below. */
export function columnChart(id: string, title: string, columns: readonly Bar[], every: number): Html {
  const most = Math.max(1, ...columns.map(({ n }) => n));
  const step = 1 / Math.max(1, columns.length);
  return html`<svg class="chart" role="img" aria-labelledby="${id}" width="100%" height="${COLUMNS_HEIGHT + 24}">
<title id="${id}">${title}</title>
<line x1="0" x2="100%" y1="${COLUMNS_HEIGHT}" y2="${COLUMNS_HEIGHT}"/>
${columns.map(({ label, n }, i) => {
  const height = Math.round((n / most) * (COLUMNS_HEIGHT - 10));
  return html`<rect x="${percent(i * step + step * 0.1)}" y="${COLUMNS_HEIGHT - height}" width="${percent(step * 0.8)}" height="${height}"/>${
    i % every === 0 &&
    html`<text class="value" x="${percent(i * step)}" y="${COLUMNS_HEIGHT + 18}">${label.slice(-ENDING)}</text>`
  }`;
})}
</svg>`;
}

/** A label that would run into its number on a phone; the table has it whole. */
function shortened(label: string): string {
  return label.length <= LONGEST_LABEL ? label : `${label.slice(0, LONGEST_LABEL - 1).trimEnd()}…`;
}

function percent(share: number): string {
  return `${Math.round(share * 1e4) / 100}%`;
}
