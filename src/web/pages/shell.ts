import { textIn } from '../../language/index.ts';
import type { Assets } from './assets.ts';
import { type PageName, pathOf } from './paths.ts';
import { type Html, html, joined, styleBlock } from './template.ts';
import { otherLanguages, type View } from './view.ts';

/** What a page is made of. */
export interface Page {
  /** Null: a page without an address of its own (not found). */
  readonly name: PageName | null;
  readonly title: string;
  readonly description: string;
  readonly main: Html;
  /** Structured data and the like. */
  readonly head?: Html | undefined;
  /** False for what no search engine should list: answers, errors, filled forms. */
  readonly listed: boolean;
}

const MAIN_ID = 'to_content';

/**
 * The style sheet is linked behind the part that must show at once: a browser paints what stands before such a
 * link without waiting for it.
 */
export function laterStyles(assets: Assets): Html {
  return html`<link rel="stylesheet" href="${assets.sheet.path}">`;
}

/** The whole HTML document around a page's content. */
export function shell(view: View, assets: Assets, page: Page): string {
  const { lang, documents } = view;
  const issuer = documents[0] && textIn(documents[0].issuer, lang);
  return html`<!DOCTYPE html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<title>${page.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${page.description}">
<meta name="color-scheme" content="light dark">
${!page.listed && html`<meta name="robots" content="noindex">`}
<link rel="preload" as="style" href="${assets.sheet.path}">
${styleBlock(assets.critical)}
<link rel="icon" type="image/svg+xml" href="${assets.icon.path}">
${page.name && alternates(view, page.name)}
${page.head}
</head>
<body>
<a class="skip" href="#${MAIN_ID}">${view.say('skip')}</a>
<header class="top">
<a class="brand" href="${pathOf('home', lang)}"><span class="brand-issuer">${issuer}</span> <span class="brand-service">${view.say('service')}</span></a>
${languageNav(view, page.name)}
</header>
<main id="${MAIN_ID}" class="${page.name}" tabindex="-1">
${page.main}
</main>
${footer(view, page.name)}
<script src="/widget.js" data-lang="${lang}" async></script>
</body>
</html>
`.render();
}

/** Which page this is, and which is the same in each language (`hreflang`). */
function alternates({ lang, parts: { origin, sentences } }: View, name: PageName): Html {
  return html`<link rel="canonical" href="${origin}${pathOf(name, lang)}">
${sentences.languages.map(
  other => html`<link rel="alternate" hreflang="${other}" href="${origin}${pathOf(name, other)}">
`,
)}<link rel="alternate" hreflang="x-default" href="${origin}${name === 'home' ? '/' : pathOf(name, 'es')}">`;
}

function languageNav(view: View, name: PageName | null): Html {
  const { sentences } = view.parts;
  const links = otherLanguages(view).map(
    other =>
      html`<a href="${pathOf(name ?? 'home', other)}" hreflang="${other}" lang="${other}">${sentences(other, 'language:name')}</a>`,
  );
  return html`<nav class="languages" aria-label="${view.say('languageNav')}">${joined(links, ' ')}</nav>`;
}

function footer(view: View, current: PageName | null): Html {
  const names = (['howItWorks', 'privacy', 'accessibility'] as const).map(
    name =>
      html`<li><a href="${pathOf(name, view.lang)}"${name === current && html` aria-current="page"`}>${view.say(`${name}.title`)}</a></li>`,
  );
  return html`<footer class="bottom">
<p>${view.say('notice')}</p>
<nav aria-label="${view.say('footerNav')}"><ul>${names}</ul></nav>
<p class="edition">${view.say('edition', { edition: shortEdition(view.edition) })}</p>
</footer>`;
}

/** `sha256:` and the first twelve digits: enough to tell editions apart. */
function shortEdition(edition: string): string {
  return edition.slice(0, 'sha256:'.length + 12);
}
