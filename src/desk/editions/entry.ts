import type { Document, Entry } from '../../knowledge/index.ts';
import type { DocumentEdit, EntryEdit } from '../../knowledge/workshop/index.ts';
import { type Html, html } from '../../web/pages/index.ts';
import { csrfField } from '../pages/shell.ts';
import type { Speaking } from './parts.ts';

/** The form in which an editor writes what the document does not: translation, names, questions. */
export function entryMain({ view, say }: Speaking, entry: Entry): Html {
  const { id, section, title, label, text, children, questions, pending } = entry;
  const input = (name: string, key: string, value: string, lang: string, most: number, hint: string) =>
    html`<label for="${name}">${say(`entry.${key}`)}</label>
<input id="${name}" name="${name}" value="${value}" lang="${lang}" maxlength="${most}" aria-describedby="${hint}">`;
  const area = (name: string, key: string, value: string, lang: string, rows: number) =>
    html`<label for="${name}">${say(`entry.${key}`)}</label>
<textarea id="${name}" name="${name}" lang="${lang}" rows="${rows}">${value}</textarea>`;
  return html`<div class="narrow"><h1>${say('entry.title', { id })}</h1>
<h2>${say('entry.official')}</h2>
<p lang="es"><strong>${section.es}</strong></p>
${text ? html`<blockquote class="official" lang="es">${text.es}</blockquote>` : html`<p>${say('entry.group', { children: children.join(', ') })}</p>`}
<form method="post" action="/desk/editions/entry/${id}" class="stacked">${csrfField(view)}
${input('sectionEn', 'sectionEnglish', section.en, 'en', 200, 'names-hint')}
${text && area('textEn', 'english', text.en, 'en', 6)}
<p><input type="checkbox" id="reviewed" name="reviewed" value="yes"${!pending && html` checked`}> <label for="reviewed">${say('entry.reviewed')}</label></p>
${input('titleEs', 'titleEs', title.es, 'es', 60, 'names-hint')}
${input('titleEn', 'titleEn', title.en, 'en', 60, 'names-hint')}
<p id="names-hint" class="soft">${say('entry.titleHint')}</p>
${input('labelEs', 'labelEs', label.es, 'es', 20, 'label-hint')}
${input('labelEn', 'labelEn', label.en, 'en', 20, 'label-hint')}
<p id="label-hint" class="soft">${say('entry.labelHint')}</p>
${area('questionsEs', 'questionsEs', questions.es.join('\n'), 'es', 10)}
${area('questionsEn', 'questionsEn', questions.en.join('\n'), 'en', 10)}
<p class="soft">${say('entry.questionsHint')}</p>
<button class="button" type="submit">${say('entry.save')}</button></form>
<p><a href="/desk/editions/draft">${say('entry.back')}</a></p></div>`;
}

/** What the form says. A field that is not in it is left as it was. */
export function editOf(form: URLSearchParams, entry: Entry): EntryEdit {
  const line = (name: string, before: string) => (form.get(name) ?? before).trim();
  const list = (name: string, before: readonly string[]) => {
    const given = form.get(name);
    if (given === null) return before;
    return [...new Set(given.split(/\r?\n/).map(one => one.trim()))].filter(one => one !== '');
  };
  const { title, label, questions, section, text } = entry;
  return {
    title: { ...title, es: line('titleEs', title.es), en: line('titleEn', title.en) },
    label: { ...label, es: line('labelEs', label.es), en: line('labelEn', label.en) },
    questions: { ...questions, es: list('questionsEs', questions.es), en: list('questionsEn', questions.en) },
    sectionEn: line('sectionEn', section.en),
    ...(text ? { textEn: line('textEn', text.en).replaceAll('\r\n', '\n') } : {}),
    reviewed: form.get('reviewed') === 'yes',
  };
}

/** The form for what the assistant calls a document, and for its translations. */
export function documentMain({ view, say }: Speaking, document: Document): Html {
  const { id, title, shortTitle, issuer, legalBasis } = document;
  const input = (name: string, value: string, lang: string, official: string | null) =>
    html`<label for="${name}">${say(`document.${name}`)}</label>
${official !== null && html`<p class="official" lang="es" id="${name}-official">${official}</p>`}
<input id="${name}" name="${name}" value="${value}" lang="${lang}" maxlength="300"${official !== null && html` aria-describedby="${name}-official"`}>`;
  return html`<div class="narrow"><h1>${say('entry.title', { id })}</h1>
<form method="post" action="/desk/editions/document/${id}" class="stacked">${csrfField(view)}
${input('titleEn', title.en, 'en', title.es)}
${input('shortTitleEs', shortTitle.es, 'es', null)}
${input('shortTitleEn', shortTitle.en, 'en', null)}
${input('issuerEn', issuer.en, 'en', issuer.es)}
${input('legalBasisEn', legalBasis.en, 'en', legalBasis.es)}
<button class="button" type="submit">${say('entry.save')}</button></form>
<p><a href="/desk/editions/draft">${say('entry.back')}</a></p></div>`;
}

export function documentEditOf(
  form: URLSearchParams,
  { title, shortTitle, issuer, legalBasis }: Document,
): DocumentEdit {
  const line = (name: string, before: string) => (form.get(name) ?? before).trim();
  return {
    titleEn: line('titleEn', title.en),
    shortTitle: {
      ...shortTitle,
      es: line('shortTitleEs', shortTitle.es),
      en: line('shortTitleEn', shortTitle.en),
    },
    issuerEn: line('issuerEn', issuer.en),
    legalBasisEn: line('legalBasisEn', legalBasis.en),
  };
}
