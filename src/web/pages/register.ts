import type { Language } from '../../language/index.ts';
import { preferredLanguage } from './accept.ts';
import { accessibilityPage } from './accessibility.ts';
import { type Assets, loadAssets } from './assets.ts';
import { LONGEST_DRAFT } from './form.ts';
import { homePage } from './home.ts';
import { howItWorksPage } from './how-it-works.ts';
import { notFoundPage } from './not-found.ts';
import type { PageParts } from './parts.ts';
import { type PageName, pathOf } from './paths.ts';
import { pageHeaders } from './policy.ts';
import { privacyPage } from './privacy.ts';
import { outcomeOf } from './question.ts';
import type { PageRequest, PageResponse, Routes } from './routes.ts';
import { type CommonHeaders, SharedPage, sendPrivate } from './send.ts';
import { type View, viewOf } from './view.ts';

const PAGES: Readonly<Record<PageName, (view: View, assets: Assets) => string>> = {
  home: (view, assets) => homePage(view, assets, { draft: '', problem: null, answered: null }),
  howItWorks: howItWorksPage,
  privacy: privacyPage,
  accessibility: accessibilityPage,
};

/** What {@link registerPages} hands back for what is no route of its own. */
export interface RegisteredPages {
  /** The page for an address that does not exist, status 404, in the language that the address or browser says. */
  notFound(request: PageRequest): PageResponse;
  /** Addresses of the home pages and of their files: with them a start without a connection is possible. */
  readonly shell: readonly string[];
}

/** Registers the public pages and their static files. */
export function registerPages(routes: Routes, parts: PageParts): RegisteredPages {
  const assets = loadAssets();
  const { languages } = parts.sentences;
  const common = pageHeaders(assets.critical, parts.origin);
  const shared = sharedPages(parts, assets);
  routes.add({ method: 'GET', path: '/', handler: async request => toLanguage(request, languages, common) });
  for (const lang of languages) {
    const inLang = { ...common, 'Content-Language': lang };
    for (const name of Object.keys(PAGES) as PageName[]) {
      routes.add({
        method: 'GET',
        path: pathOf(name, lang),
        handler: async request => {
          const draft = name === 'home' ? draftIn(request) : '';
          if (draft === '') return shared(name, lang).send(request, 200, inLang);
          const page = homePage(viewOf(parts, lang), assets, { draft, problem: null, answered: null });
          return sendPrivate(request, page, 200, inLang);
        },
      });
    }
    routes.add({
      method: 'POST',
      path: pathOf('home', lang),
      handler: async request => {
        const { visit, status, headers } = await outcomeOf(request, lang, parts);
        return sendPrivate(request, homePage(viewOf(parts, lang), assets, visit), status, inLang, headers);
      },
    });
  }
  routes.add(assets.sheet.route);
  routes.add(assets.icon.route);
  return {
    shell: [...languages.map(lang => pathOf('home', lang)), assets.sheet.path, assets.icon.path],
    notFound: request => {
      const lang =
        languages.find(candidate => request.path.startsWith(`/${candidate}/`)) ??
        preferredLanguage(request.acceptLanguage, languages);
      const page = notFoundPage(viewOf(parts, lang), assets);
      return sendPrivate(request, page, 404, { ...common, 'Content-Language': lang });
    },
  };
}

/** Pages that are the same for everybody, made once for each edition: at most one for each address. */
function sharedPages(parts: PageParts, assets: Assets): (name: PageName, lang: Language) => SharedPage {
  const made = new Map<string, { edition: string; page: SharedPage }>();
  return (name, lang) => {
    const view = viewOf(parts, lang);
    const path = pathOf(name, lang);
    const known = made.get(path);
    if (known?.edition === view.edition) return known.page;
    const page = new SharedPage(PAGES[name](view, assets));
    made.set(path, { edition: view.edition, page });
    return page;
  };
}

/** `?q=` only fills the input; it is cut where the input would stop. */
function draftIn(request: PageRequest): string {
  return (request.query.get('q') ?? '').slice(0, LONGEST_DRAFT);
}

/**
 * Leads from `/` to the language that the browser prefers. A `?q=` that somebody else put into the address stays
 * there, to fill the input; the pages themselves never write one.
 */
function toLanguage(
  request: PageRequest,
  languages: readonly Language[],
  common: CommonHeaders,
): PageResponse {
  const draft = draftIn(request);
  const query = draft === '' ? '' : `?${new URLSearchParams({ q: draft })}`;
  return {
    status: 302,
    headers: {
      ...common,
      Location: pathOf('home', preferredLanguage(request.acceptLanguage, languages)) + query,
      Vary: 'Accept-Language',
      'Cache-Control': draft === '' ? 'no-cache' : 'no-store',
    },
    body: '',
  };
}
