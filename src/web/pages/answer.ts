import type { Option, Quote, Reply } from '../../answer/reply.ts';
import type { EntryId } from '../../knowledge/entry.ts';
import { detectLanguage, type Language, textIn } from '../../language/index.ts';
import { withContactLinks } from './contacts.ts';
import { documentAnchor, paragraphs } from './document.ts';
import type { Asked } from './parts.ts';
import { ANSWER_ID, entryPath, pathOf } from './paths.ts';
import { type Html, html } from './template.ts';
import { day, inLanguage, otherLanguages, type View } from './view.ts';

/** What a turn said, ready for the page. */
export type Answered = Extract<Asked, { outcome: 'reply' }>;

/**
 * The reply, in its own language. It can take focus, so that a screen reader starts here when the form's address
 * (`#answer`) leads to it.
 */
export function answerSection(page: View, { reply, question }: Answered): Html {
  const view = inLanguage(page, reply.lang);
  const asked = question.trim() !== '' && reply.reason !== 'too-long';
  // In danger help comes first, and what was confided does not stay on a screen that others may see.
  const echoed = asked && reply.decision !== 'urgent';
  // Without a quotation the parts are what the document says (a list of headings), and come before the source.
  const isSaid = ({ role }: Option) => role === 'child' && reply.quotes.length === 0;
  return html`<section id="${ANSWER_ID}" class="answer" data-decision="${reply.decision}" data-entry="${reply.entry}" lang="${reply.lang}" tabindex="-1" aria-labelledby="answer_title">
<h2 id="answer_title">${view.say(reply.speaker === 'agent' ? 'answer.agent' : 'answer.assistant')}</h2>
${echoed && html`<p class="asked">${view.say('answer.asked')} <q dir="auto">${question}</q></p>`}
${said(view, reply, reply.decision === 'held' ? [view.say('answer.held')] : reply.before)}
${bySection(reply.quotes).map(quotes => quoted(view, quotes))}
${said(view, reply, reply.after)}
${byRole(reply.options.filter(isSaid)).map(options => ways(view, page, options))}
${source(view, page, reply)}
${byRole(reply.options.filter(option => !isSaid(option))).map(options => ways(view, page, options))}
${asked && otherLanguages(view).map(other => inAnother(other, question, view))}
</section>`;
}

function said(view: View, reply: Reply, sentences: readonly string[]): Html | false {
  const { contacts } = view.parts;
  return (
    sentences.length > 0 &&
    html`<div class="said">${sentences.map(
      sentence => html`<p${inBothLanguages(reply, sentence)}>${withContactLinks(sentence, contacts)}</p>`,
    )}</div>`
  );
}

/** To a third language the assistant answers with a sentence in each of its own: each says which it is in. */
function inBothLanguages(reply: Reply, sentence: string): Html | false {
  if (reply.reason !== 'other-language') return false;
  const { lang } = detectLanguage(sentence);
  return lang !== 'other' && lang !== reply.lang && html` lang="${lang}"`;
}

/** Quotations under one heading: the heading once, then each passage; several are numbered. */
function quoted(view: View, quotes: readonly Quote[]): Html | false {
  const [first] = quotes;
  if (!first) return false;
  const { lang, section, official } = first;
  const passages = quotes.map(
    quote =>
      html`<blockquote lang="${quote.lang}" cite="${entryPath(quote.lang, quote.entry)}">${paragraphs(quote.text)}</blockquote>`,
  );
  return html`<div class="quoted">
<h3 lang="${lang}">${section}</h3>
<p class="kind">${view.say(official ? 'officialText' : 'unofficial')}</p>
${passages.length > 1 ? html`<ol>${passages.map(passage => html`<li>${passage}</li>`)}</ol>` : passages}
${!official && html`<p class="to-official"><a href="${entryPath('es', placeOf(view, quotes))}" hreflang="es">${view.say('answer.official')}</a></p>`}
</div>`;
}

/** Where the quotation comes from: document, section, date of issue. */
function source(view: View, page: View, { citation, entry }: Reply): Html | null {
  if (!citation) return null;
  const { lang } = view;
  const document = view.documents.find(({ id }) => id === citation.document);
  const title = document
    ? html`<cite lang="${lang}">${textIn(document.shortTitle, lang)}</cite>`
    : citation.document;
  const anchor = entry ?? (document && documentAnchor(document));
  return html`<div class="source"><h3>${view.say('answer.source')}</h3>
<dl><div><dt>${view.say('answer.document')}</dt><dd>${title}</dd></div>
<div><dt>${view.say('answer.section')}</dt><dd>${citation.section}</dd></div>
<div><dt>${view.say('answer.issued')}</dt><dd>${day(lang, citation.issued)}</dd></div></dl>
${anchor && html`<p class="in-place"><a href="${addressOn(page, lang, anchor)}">${view.say('answer.inPlace')}</a></p>`}</div>`;
}

/**
 * Ways to go on, as links to the official text itself: what was chosen is never understood wrongly, and on the
 * same page costs no data.
 */
function ways(view: View, page: View, options: readonly Option[]): Html | false {
  const [first] = options;
  if (!first) return false;
  const title = `ways_${first.role}`;
  return html`<nav class="ways" aria-labelledby="${title}"><h3 id="${title}">${view.say(`answer.option.${first.role}`)}</h3>
<ul>${options.map(option => html`<li><a href="${addressOn(page, view.lang, option.entry)}">${option.title}</a></li>`)}</ul></nav>`;
}

/** An anchor of the document: on this very page, or on that of another language. */
function addressOn(page: View, lang: Language, anchor: string): string {
  return lang === page.lang ? `#${encodeURIComponent(anchor)}` : entryPath(lang, anchor);
}

/** The entry that these passages are: a group where they are its parts, else the first of them. */
function placeOf(view: View, quotes: readonly Quote[]): EntryId {
  const groups = view.documents.flatMap(({ entries }) =>
    entries.filter(({ children }) => children.length > 0),
  );
  const whole = groups.find(
    ({ children }) => quotes.length > 1 && quotes.every(({ entry }) => children.includes(entry)),
  );
  return whole?.id ?? quotes[0]?.entry ?? '';
}

/** "See this answer in English": asks the same again, by POST, for another language. */
function inAnother(other: Language, question: string, view: View): Html {
  return html`<form class="switch" method="post" action="${pathOf('home', other)}#${ANSWER_ID}" lang="${other}"><input type="hidden" name="q" value="${question}"><input type="hidden" name="lang" value="${other}"><button type="submit">${inLanguage(view, other).say('answer.switch')}</button></form>`;
}

function bySection(quotes: readonly Quote[]): Quote[][] {
  return runs(quotes, quote => `${quote.lang} ${quote.official} ${quote.section}`);
}

function byRole(options: readonly Option[]): Option[][] {
  return runs(options, option => option.role);
}

/** Splits a list where the key changes. */
function runs<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const groups: T[][] = [];
  let last: string | null = null;
  for (const item of items) {
    const own = key(item);
    if (own !== last) groups.push([]);
    groups.at(-1)?.push(item);
    last = own;
  }
  return groups;
}
