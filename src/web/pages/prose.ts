import type { Assets } from './assets.ts';
import type { PageName } from './paths.ts';
import { laterStyles, shell } from './shell.ts';
import { type Html, html, type Renderable } from './template.ts';
import type { View } from './view.ts';

/** A page of running text: a heading, an opening sentence, sections. */
export function prosePage(
  view: View,
  assets: Assets,
  name: Exclude<PageName, 'home'>,
  sections: Renderable,
): string {
  return shell(view, assets, {
    name,
    title: view.say('pageTitle', { title: view.say(`${name}.title`), service: view.say('service') }),
    description: view.say(`${name}.description`),
    listed: true,
    main: html`<div class="prose">
<h1>${view.say(`${name}.title`)}</h1>
<p class="lede">${view.say(`${name}.lede`)}</p>
${laterStyles(assets)}
${sections}
</div>`,
  });
}

/** A section under a heading of `locales/`. */
export function section(view: View, headingKey: string, content: Renderable): Html {
  return html`<section><h2>${view.say(headingKey)}</h2>
${content}</section>
`;
}

/** Sentences of `locales/` as a list: `list(view, 'privacy.page', ['cookies', 'address'])`. `values`: what stands in them. */
export function list(
  view: View,
  key: string,
  names: readonly string[],
  { ordered = false, values }: { ordered?: boolean; values?: Readonly<Record<string, string>> } = {},
): Html {
  const items = names.map(
    name => html`<li>${view.say(`${key}.${name}`, values)}</li>
`,
  );
  return ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
}

/** A row of a table: its heading and the cells that follow. */
export type TableRow = readonly [heading: string, ...cells: string[]];

/**
 * A table. On a narrow screen each row stands as a small list, every cell after its column's name; the roles say that
 * it is a table still, which browsers forget where one is laid out otherwise.
 */
export function table(
  id: string,
  caption: string,
  columns: readonly string[],
  rows: readonly TableRow[],
): Html {
  const heads = columns.map(column => html`<th scope="col" role="columnheader">${column}</th>`);
  return html`<table role="table" aria-labelledby="${id}"><caption id="${id}">${caption}</caption>
<thead role="rowgroup"><tr role="row">${heads}</tr></thead>
<tbody role="rowgroup">${rows.map(row => tableRow(row, columns))}</tbody></table>`;
}

function tableRow([heading, ...cells]: TableRow, columns: readonly string[]): Html {
  return html`<tr role="row"><th scope="row" role="rowheader">${heading}</th>${cells.map(
    (cell, i) => html`<td role="cell" data-column="${columns[i + 1]!}">${cell}</td>`,
  )}</tr>
`;
}
