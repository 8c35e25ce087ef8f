import type { HttpAnswer } from '../../channel/index.ts';
import { type Html, html } from '../../web/pages/index.ts';
import { mayOneOf, type Role } from '../roles.ts';
import type { DeskView } from '../view.ts';

/** Addresses of what every page loads. */
export interface PageAssets {
  readonly style: string;
  readonly script: string;
  readonly icon: string;
  /** Origin to which the desk's own code may open a socket, as a content security policy names it. */
  readonly socket: string;
}

export interface DeskPage {
  readonly title: string;
  readonly main: Html;
  /** True where the page's own code runs. */
  readonly script?: boolean | undefined;
}

/** What stands in the desk's menu, and who sees it. */
interface MenuItem {
  readonly path: string;
  /** Key in `desk.menu`. */
  readonly key: string;
  readonly roles: readonly Role[];
}

const MENU: readonly MenuItem[] = [
  { path: '/desk', key: 'desk', roles: ['agent', 'supervisor', 'editor'] },
  { path: '/desk/unanswered', key: 'unanswered', roles: ['supervisor', 'editor'] },
  { path: '/desk/overview', key: 'overview', roles: ['supervisor', 'editor'] },
  { path: '/desk/editions', key: 'editions', roles: ['editor'] },
  { path: '/desk/audit', key: 'audit', roles: ['supervisor'] },
];

/** A page of the desk, with what browsers must hold to on it. */
export function deskPage(view: DeskView, assets: PageAssets, page: DeskPage, status = 200): HttpAnswer {
  return {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Language': view.lang,
      'Content-Security-Policy': policy(assets),
      // With no referrer at all, a form would not say which site it comes from.
      'Referrer-Policy': 'same-origin',
      'X-Frame-Options': 'DENY',
      'Cross-Origin-Opener-Policy': 'same-origin',
      // Back and forward after signing out show nothing.
      'Cache-Control': 'no-store',
    },
    body: pageHtml(view, assets, page),
  };
}

function policy({ socket }: PageAssets): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    `connect-src 'self' ${socket}`,
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

function pageHtml(view: DeskView, assets: PageAssets, { title, main, script }: DeskPage): string {
  const { lang, session } = view;
  return html`<!DOCTYPE html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<title>${title} · ${view.say('name')}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
${session && html`<meta name="csrf" content="${session.csrf}">`}
<link rel="stylesheet" href="${assets.style}">
<link rel="icon" type="image/svg+xml" href="${assets.icon}">
${script === true && html`<script src="${assets.script}" defer></script>`}
</head>
<body>
<a class="skip" href="#main">${view.say('skip')}</a>
<header class="top">
<a class="brand" href="/desk">${view.say('name')}</a>
${session && menu(view)}
<div class="who">${session && html`<span class="who-name">${session.name}</span>`}${languageSwitch(view)}${session && signOut(view)}</div>
</header>
<main id="main" tabindex="-1">
${main}
</main>
</body>
</html>
`.render();
}

function menu(view: DeskView): Html {
  const items = MENU.filter(({ roles }) => mayOneOf(view.session?.roles ?? [], roles));
  return html`<nav class="menu" aria-label="${view.say('menu.label')}"><ul>${items.map(
    ({ path, key }) =>
      html`<li><a href="${path}"${path === view.path && html` aria-current="page"`}>${view.say(`menu.${key}`)}</a></li>`,
  )}</ul></nav>`;
}

function languageSwitch(view: DeskView): Html {
  const others = view.languages.filter(lang => lang !== view.lang);
  return html`${others.map(other =>
    view.session === null
      ? html`<a class="quiet" href="${view.path}?lang=${other}" hreflang="${other}" lang="${other}">${view.ownName(other)}</a>`
      : html`<form method="post" action="/desk/language">${csrfField(view)}<input type="hidden" name="lang" value="${other}"><input type="hidden" name="back" value="${view.path}"><button class="quiet" type="submit" lang="${other}">${view.ownName(other)}</button></form>`,
  )}`;
}

function signOut(view: DeskView): Html {
  return html`<form method="post" action="/desk/sign-out">${csrfField(view)}<button class="quiet" type="submit">${view.say('signOut')}</button></form>`;
}

/** In every form of the desk. */
export function csrfField({ session }: DeskView): Html {
  return html`<input type="hidden" name="csrf" value="${session?.csrf}">`;
}

export function forbiddenMain(view: DeskView): Html {
  return html`<div class="narrow"><h1>${view.say('forbidden.title')}</h1>
<p>${view.say('forbidden.text')}</p></div>`;
}
