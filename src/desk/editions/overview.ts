import type { Knowledge } from '../../knowledge/index.ts';
import type { Publication } from '../../knowledge/publish/index.ts';
import type { EditionDraft } from '../../store/index.ts';
import { type Html, html } from '../../web/pages/index.ts';
import { csrfField } from '../pages/shell.ts';
import { button, type Speaking, shortId } from './parts.ts';

export interface Overview {
  readonly live: (Publication & { readonly documents: Knowledge['documents'] }) | null;
  readonly draft: EditionDraft | null;
  readonly publications: readonly Publication[];
}

/** The first page of the editors: what is published, what is being worked on, what there was. */
export function overviewMain(speaking: Speaking, { live, draft, publications }: Overview): Html {
  const { say, date } = speaking;
  return html`<div class="narrow"><h1>${say('title')}</h1>
<p class="lede">${say('lede')}</p>
<section aria-labelledby="live"><h2 id="live">${say('live.title')}</h2>${
    live === null
      ? html`<p>${say('live.none')}</p>`
      : html`${live.documents.map(({ title, issued }) => html`<p>${say('live.line', { title: title.es, issued })}</p>`)}
<p>${say('live.edition', { edition: shortId(live.id), date: date(live.publishedAt) })}</p>`
  }</section>
<section aria-labelledby="draft"><h2 id="draft">${say('draft.title')}</h2>${
    draft === null
      ? html`<p>${say('begin.text')}</p>${button(speaking, 'begin', 'begin.submit')}`
      : html`<p>${say('draft.open', { actor: draft.actor, date: date(draft.at) })}</p>
<p><a class="button" href="/desk/editions/draft">${say('draft.link')}</a></p>`
  }</section>
${uploadForm(speaking)}
${history(speaking, publications)}</div>`;
}

function uploadForm({ view, say }: Speaking): Html {
  return html`<section aria-labelledby="upload"><h2 id="upload">${say('upload.title')}</h2>
<form method="post" action="/desk/editions/import" enctype="multipart/form-data" class="stacked">${csrfField(view)}
<label for="file">${say('upload.file')}</label>
<input id="file" name="file" type="file" accept=".pdf,.docx,.html,.htm,.txt" required aria-describedby="file-hint">
<p id="file-hint" class="soft">${say('upload.hint')}</p>
<label for="issued">${say('upload.issued')}</label>
<input id="issued" name="issued" inputmode="numeric" pattern="\\d{4}-\\d{2}-\\d{2}" aria-describedby="issued-hint">
<p id="issued-hint" class="soft">${say('upload.issuedHint')}</p>
<button class="button" type="submit">${say('upload.submit')}</button></form></section>`;
}

function history(speaking: Speaking, publications: readonly Publication[]): Html {
  const { say, date } = speaking;
  if (publications.length === 0) return html``;
  const rows = publications.map(
    ({ id, publishedAt }, i) => html`<tr><td>${date(publishedAt)}</td>
<td><a href="/desk/editions/of/${shortId(id)}">${say('history.readTitle', { edition: shortId(id) })}</a></td>
<td>${i === 0 || id === publications[0]!.id ? say('history.live') : button(speaking, 'rollback', 'history.back', { to: id })}</td></tr>`,
  );
  return html`<section aria-labelledby="history"><h2 id="history">${say('history.title')}</h2>
${publications.length > 1 && button(speaking, 'rollback', 'history.previous')}
<div class="wide" role="group" aria-labelledby="history" tabindex="0"><table><thead><tr><th scope="col">${say('history.date')}</th><th scope="col">${say('history.edition')}</th><th scope="col">${say('history.action')}</th></tr></thead>
<tbody>${rows}</tbody></table></div></section>`;
}

/** An edition to be read: official texts only. */
export function editionMain(
  { say, date }: Speaking,
  { id, publishedAt }: Publication,
  { documents }: Knowledge,
): Html {
  return html`<div class="narrow"><h1>${say('history.readTitle', { edition: shortId(id) })}</h1>
<p>${say('live.edition', { edition: shortId(id), date: date(publishedAt) })}</p>
${documents.map(
  ({ title, issued, entries }) => html`<section lang="es"><h2>${title.es}</h2>
<p>${say('live.line', { title: title.es, issued })}</p>
${entries.map(({ id: entry, section, text }) => text && html`<h3>${section.es} <span class="soft">${entry}</span></h3><blockquote class="official">${text.es}</blockquote>`)}</section>`,
)}
<p><a href="/desk/editions">${say('title')}</a></p></div>`;
}
