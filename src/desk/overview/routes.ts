import { type Html, html } from '../../web/pages/index.ts';
import { csv } from '../csv.ts';
import { createEntries } from '../lookup/entries.ts';
import { rangeFields } from '../pages/range-form.ts';
import { deskPage, type PageAssets } from '../pages/shell.ts';
import type { DeskParts } from '../parts.ts';
import { dayRange } from '../range.ts';
import type { Role } from '../roles.ts';
import type { DeskRoute } from '../routes.ts';
import type { DeskView } from '../view.ts';
import { type Bar, barChart, columnChart } from './chart.ts';
import { type ChartName, type Figures, figures } from './figures.ts';

const WHO: readonly Role[] = ['supervisor', 'editor'];
/** Charts whose labels are words of ours; the others show ids, hours, days. */
const WORDED: ReadonlySet<ChartName> = new Set(['decision', 'lang', 'channel', 'wait']);
const KNOWN_CHANNELS = new Set(['web', 'directline', 'whatsapp', 'msteams', 'emulator']);

/** Numbers about the service: no text, no person. */
export function overviewRoutes(parts: DeskParts, assets: PageAssets): DeskRoute[] {
  const { store, now, timeZone } = parts;
  const entries = createEntries(parts);

  /** A bar's label in words. */
  function worded(view: DeskView, chart: ChartName, { label, n }: Bar): Bar {
    if (chart === 'entry') return { label: entries.view(label)?.[view.lang]?.title ?? label, n };
    if (!WORDED.has(chart)) return { label, n };
    if (chart === 'channel' && !KNOWN_CHANNELS.has(label)) return { label, n };
    const lang = chart === 'lang' ? view.languages.find(one => one === label) : undefined;
    return { label: lang ? view.languageName(lang) : view.say(`overview.${chart}.${label}`), n };
  }

  function chartsOf(view: DeskView, { charts }: Figures): [ChartName, Bar[]][] {
    return (Object.keys(charts) as ChartName[]).map(name => [
      name,
      charts[name].map(bar => worded(view, name, bar)),
    ]);
  }

  return [
    {
      method: 'GET',
      path: '/desk/overview',
      kind: 'page',
      roles: WHO,
      async handler({ request, view }) {
        const range = dayRange(request.query, now(), timeZone);
        const found = await figures(store, range, timeZone);
        const { say } = view;
        const query = new URLSearchParams({ from: range.from, to: range.to });
        const main = html`<div class="page"><h1>${say('overview.title')}</h1>
<p class="lede">${say('overview.lede')}</p>
<form class="filter" method="get" action="/desk/overview">${rangeFields(view, range)}
<button type="submit">${say('range.show')}</button>
<a class="button light" href="/desk/overview.csv?${query.toString()}">${say('range.csv')}</a></form>
${tiles(view, found)}
<div class="charts">${chartsOf(view, found).map(([name, bars]) => figure(view, name, bars))}</div></div>`;
        return deskPage(view, assets, { title: say('overview.title'), main });
      },
    },
    {
      method: 'GET',
      path: '/desk/overview.csv',
      kind: 'api',
      roles: WHO,
      async handler({ request, view }) {
        const range = dayRange(request.query, now(), timeZone);
        const found = await figures(store, range, timeZone);
        const rows = chartsOf(view, found).flatMap(([name, bars]) =>
          bars.map(({ label, n }) => [view.say(`overview.chart.${name}`), label, n]),
        );
        const head = ['chart', 'label', 'n'].map(column => view.say(`overview.column.${column}`));
        return csv(`overview-${range.from}-${range.to}.csv`, [head, ...rows]);
      },
    },
  ];
}

function tiles({ lang, say }: DeskView, { questions, answered, useful, handovers }: Figures): Html {
  const locale = lang === 'es' ? 'es-GT' : 'en-GB';
  const share = (value: number | null) =>
    value === null
      ? say('overview.unknown')
      : new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(value);
  const number = (value: number) => new Intl.NumberFormat(locale).format(value);
  const all: [string, string][] = [
    ['questions', number(questions)],
    ['answered', share(answered)],
    ['useful', share(useful)],
    ['handovers', number(handovers)],
  ];
  return html`<dl class="tiles">${all.map(([key, value]) => html`<div><dt>${say(`overview.tile.${key}`)}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function figure(view: DeskView, name: ChartName, bars: readonly Bar[]): Html {
  const { say } = view;
  const title = say(`overview.chart.${name}`);
  const none = bars.every(({ n }) => n === 0);
  const drawn =
    name === 'hour'
      ? columnChart(`chart-${name}`, title, bars, 6)
      : name === 'day'
        ? columnChart(`chart-${name}`, title, bars, Math.max(1, Math.ceil(bars.length / 4)))
        : barChart(`chart-${name}`, title, bars);
  return html`<figure class="figure"><figcaption><h2>${title}</h2></figcaption>
${none ? html`<p class="soft">${say('overview.none')}</p>` : drawn}
${!none && html`<details><summary>${say('overview.table', { chart: title })}</summary><table><thead><tr><th scope="col">${say('overview.column.label')}</th><th scope="col">${say('overview.column.n')}</th></tr></thead><tbody>${bars.map(({ label, n }) => html`<tr><th scope="row">${label}</th><td>${n}</td></tr>`)}</tbody></table></details>`}
</figure>`;
}
