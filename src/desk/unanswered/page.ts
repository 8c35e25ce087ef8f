import type { KeptFeedback, Proposal } from '../../store/index.ts';
import { type Html, html } from '../../web/pages/index.ts';
import { rangeFields } from '../pages/range-form.ts';
import { csrfField } from '../pages/shell.ts';
import type { DeskView } from '../view.ts';
import type { Group } from './group.ts';
import type { Filter } from './routes.ts';

export interface UnansweredPage {
  readonly filter: Filter;
  readonly groups: readonly { readonly group: Group; readonly choices: readonly Choice[] }[];
  /** Groups that are not on the page. */
  readonly more: number;
  /** There were more questions than are looked at. */
  readonly cut: boolean;
  readonly notUseful: readonly KeptFeedback[];
  readonly proposals: readonly Proposal[];
  /** What was proposed a moment ago. */
  readonly done: string | null;
}

interface Choice {
  readonly entry: string;
  readonly title: string;
}

/** Weeks that a group's row shows. */
const WEEKS = 6;

/** What was not answered, by likeness; from each group it is one step to a proposal. */
export function unansweredMain(view: DeskView, page: UnansweredPage): Html {
  const { say } = view;
  const { filter, groups, more, cut, done } = page;
  const query = new URLSearchParams({ from: filter.range.from, to: filter.range.to });
  if (filter.lang !== null) query.set('lang', filter.lang);
  if (filter.kind !== null) query.set('kind', filter.kind);
  return html`<div class="page"><h1>${say('unanswered.title')}</h1>
<p class="lede">${say('unanswered.lede')}</p>
${(done === 'question' || done === 'owner') && html`<p class="done" role="status">${say(`unanswered.done.${done}`)}</p>`}
<form class="filter" method="get" action="/desk/unanswered">${rangeFields(view, filter.range)}
${choice(view, 'lang', filter.lang ?? '', ['', ...view.languages], view.languageName)}
${choice(view, 'kind', filter.kind ?? '', ['', 'related', 'decline'])}
<button type="submit">${say('range.show')}</button>
<a class="button light" href="/desk/unanswered.csv?${query.toString()}">${say('range.csv')}</a></form>
${groups.length === 0 ? html`<p class="soft">${say('unanswered.none')}</p>` : html`<ol class="groups">${groups.map(one => groupItem(view, one))}</ol>`}
${more > 0 && html`<p class="soft">${say('unanswered.more', { n: more })}</p>`}
${cut && html`<p class="soft">${say('unanswered.cut')}</p>`}
${notUseful(view, page.notUseful)}
${proposed(view, page.proposals)}</div>`;
}

function choice<T extends string>(
  view: DeskView,
  name: string,
  value: string,
  values: readonly ('' | T)[],
  called: (one: T) => string = one => view.say(`unanswered.${name}.${one}`),
): Html {
  const { say } = view;
  return html`<p class="field"><label for="${name}">${say(`unanswered.${name}.label`)}</label><select id="${name}" name="${name}">${values.map(
    one =>
      html`<option value="${one}"${one === value && html` selected`}>${one === '' ? say(`unanswered.${name}.all`) : called(one)}</option>`,
  )}</select></p>`;
}

/** How often it was asked in each language. */
function counted(view: DeskView, byLang: Group['byLang']): string {
  return view.languages
    .filter(lang => byLang[lang] !== undefined)
    .map(lang => view.say('unanswered.byLang', { language: view.languageName(lang), n: byLang[lang]! }))
    .join(', ');
}

function groupItem(view: DeskView, { group, choices }: UnansweredPage['groups'][number]): Html {
  const { say } = view;
  const { text, lang, count, byLang, byWeek, wordings } = group;
  const weeks = [...byWeek].sort(([a], [b]) => (a < b ? 1 : -1)).slice(0, WEEKS);
  return html`<li class="group"><h2 lang="${lang}" dir="auto">${text}</h2>
<p class="counts"><strong>${say('unanswered.times', { n: count })}</strong> <span>${counted(view, byLang)}</span></p>
<details><summary>${say('unanswered.details')}</summary>
<h3>${say('unanswered.wordings')}</h3>
<ul class="wordings">${wordings.map(wording => html`<li dir="auto">${wording.text} <span class="soft">× ${wording.count}</span></li>`)}</ul>
<table><caption>${say('unanswered.weeks')}</caption><thead><tr>${weeks.map(([week]) => html`<th scope="col">${week}</th>`)}</tr></thead><tbody><tr>${weeks.map(([, n]) => html`<td>${n}</td>`)}</tr></tbody></table>
${proposeForm(view, group, choices)}</details></li>`;
}

function proposeForm(view: DeskView, { text, lang, count }: Group, choices: readonly Choice[]): Html {
  const { say } = view;
  const hidden = html`${csrfField(view)}<input type="hidden" name="lang" value="${lang}"><input type="hidden" name="asked" value="${count}">`;
  const id = `entry-${hashOf(text)}`;
  return html`<div class="propose">
<form method="post" action="/desk/unanswered/propose">${hidden}<input type="hidden" name="kind" value="question">
<label for="${id}-text">${say('unanswered.question')}</label><input id="${id}-text" name="text" type="text" value="${text}" maxlength="500" lang="${lang}" required>
<label for="${id}">${say('unanswered.entry')}</label><select id="${id}" name="entry">${choices.map(({ entry, title }) => html`<option value="${entry}">${title} (${entry})</option>`)}</select>
<button type="submit">${say('unanswered.add')}</button></form>
<form method="post" action="/desk/unanswered/propose">${hidden}<input type="hidden" name="kind" value="owner"><input type="hidden" name="text" value="${text}">
<button class="light" type="submit">${say('unanswered.owner')}</button></form></div>`;
}

function notUseful(view: DeskView, kept: readonly KeptFeedback[]): Html | false {
  const { say } = view;
  const byEntry = [...Map.groupBy(kept, ({ entry }) => entry ?? '')].sort(
    (a, b) => b[1].length - a[1].length,
  );
  return (
    byEntry.length > 0 &&
    html`<section aria-labelledby="not-useful"><h2 id="not-useful">${say('unanswered.notUseful')}</h2>
<table><thead><tr><th scope="col">${say('unanswered.column.entry')}</th><th scope="col">${say('unanswered.column.total')}</th><th scope="col">${say('unanswered.column.said')}</th></tr></thead>
<tbody>${byEntry.map(
      ([entry, all]) =>
        html`<tr><th scope="row">${entry === '' ? say('unanswered.noEntry') : entry}</th><td>${all.length}</td><td dir="auto">${all
          .flatMap(({ text }) => text ?? [])
          .slice(0, 3)
          .join(' · ')}</td></tr>`,
    )}</tbody></table></section>`
  );
}

function proposed(view: DeskView, proposals: readonly Proposal[]): Html | false {
  const { say } = view;
  return (
    proposals.length > 0 &&
    html`<section aria-labelledby="proposals"><h2 id="proposals">${say('unanswered.proposals')}</h2>
<ul class="wordings">${proposals.map(
      ({ kind, text, entry, lang, asked }) =>
        html`<li><span lang="${lang}" dir="auto">${text}</span> <span class="soft">${kind === 'question' ? entry : say('unanswered.forOwner')} · × ${asked}</span></li>`,
    )}</ul></section>`
  );
}

/** Tells the fields of one group from those of another. */
function hashOf(text: string): string {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) >>> 0;
  return hash.toString(36);
}
