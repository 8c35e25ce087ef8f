import type { Document, Entry, Translated } from '../../knowledge/entry.ts';
import { type Language, languageIn, textIn } from '../../language/index.ts';
import { type Block, outline } from './outline.ts';
import { entryPath } from './paths.ts';
import { type Html, heading, html, joined } from './template.ts';
import { day, sayWith, type View } from './view.ts';

/** Id of a document's article; entry ids have no underscore, so it meets none of them. */
export function documentAnchor(document: Document): string {
  return `doc_${document.id}`;
}

/** The whole document, entry by entry, in its own order, each with its id as anchor. */
export function documentArticle(view: View, document: Document): Html {
  const { lang } = view;
  const anchor = documentAnchor(document);
  return html`<article class="document" id="${anchor}" aria-labelledby="${anchor}_title">
<header>
<p class="issuer"${inTongue(document.issuer, lang)}>${textIn(document.issuer, lang)}</p>
<h2 id="${anchor}_title"${inTongue(document.title, lang)}>${textIn(document.title, lang)}</h2>
<p class="issued">${sayWith(view, 'document.issued', 'date', day(lang, document.issued))}</p>
${lang !== 'es' && html`<p class="translation"><strong>${view.say('unofficial')}.</strong> ${view.say('document.translation')}</p>`}
</header>
${outline(document).map(block => blockMarkup(view, block, 3))}
</article>`;
}

function blockMarkup(view: View, { entry, ownHeading, children }: Block, level: number): Html {
  const { lang } = view;
  const title = `${entry.id}_title`;
  const official =
    lang !== 'es' &&
    html`<p class="to-official"><a href="${entryPath('es', entry.id)}" hreflang="es">${view.say('document.official')}</a></p>`;
  if (!ownHeading) {
    return html`<div class="entry front" id="${entry.id}">${permalink(view, entry)}${officialText(entry, view)}${official}</div>`;
  }
  return html`<section class="entry level-${level}" id="${entry.id}" aria-labelledby="${title}">
<div class="entry-head">${heading(level, html` id="${title}"${inTongue(entry.section, lang)}`, textIn(entry.section, lang))}${permalink(view, entry)}</div>
${officialText(entry, view)}${official}
${childrenMarkup(view, children, level)}</section>
`;
}

/** Children under the group's own heading are its bullets; those with a heading are blocks below it. */
function childrenMarkup(view: View, children: readonly Block[], level: number): Html {
  const bullets = children.filter(child => !child.ownHeading && child.children.length === 0);
  const blocks = children.filter(child => !bullets.includes(child));
  return html`${
    bullets.length > 0 &&
    html`<ul class="bullets">${bullets.map(
      ({ entry }) =>
        html`<li class="entry" id="${entry.id}">${permalink(view, entry)}${officialText(entry, view)}</li>
`,
    )}</ul>`
  }${blocks.map(block => blockMarkup(view, block, level + 1))}`;
}

/** The text in the view's language; what has no translation stands there in Spanish, and is said to be official. */
function officialText({ text }: Entry, { lang, say }: View): Html | null {
  if (text === null) return null;
  const isOfficial = lang !== 'es' && languageIn(text, lang) === 'es';
  return html`<div class="official"${inTongue(text, lang)}>${paragraphs(textIn(text, lang))}</div>${isOfficial && html`<p class="kind">${say('officialText')}</p>`}`;
}

/** Says which language a text is given in. */
function inTongue(text: Translated, lang: Language): Html {
  return html` lang="${languageIn(text, lang)}"`;
}

/** A link to the entry itself, to be copied and shared. */
function permalink(view: View, entry: Entry): Html {
  const label = view.say('document.permalink', { label: textIn(entry.label, view.lang) });
  return html`<a class="permalink" href="#${entry.id}" aria-label="${label}">#</a>`;
}

/**
 * An official text, a paragraph for each of its lines. The line breaks stay between the paragraphs, so that the
 * text of the element is the official text, character by character.
 */
export function paragraphs(text: string): Html {
  return joined(
    text.split('\n').map(line => html`<p>${line}</p>`),
    '\n',
  );
}
