import { forEachLanguage } from '../../language/index.ts';
import { html } from '../../web/pages/index.ts';
import { APP_TEXTS, APP_VALUES, type AppData } from '../app-texts.ts';
import type { DeskParts } from '../parts.ts';
import { mayOneOf, ROLES, SPEAKING } from '../roles.ts';
import type { DeskRoute } from '../routes.ts';
import type { SignedIn } from '../signin/sessions.ts';
import type { DeskView } from '../view.ts';
import { deskPage, type PageAssets } from './shell.ts';

/** What the code in the browser starts from. Sentences keep their places: it fills them in. */
function appData({ sentences, phone }: DeskParts, view: DeskView, session: SignedIn): AppData {
  const places = Object.fromEntries(APP_VALUES.map(name => [name, `{{${name}}}`]));
  const texts = Object.fromEntries(APP_TEXTS.map(key => [key, view.say(`app.${key}`, places)]));
  return {
    lang: view.lang,
    languages: sentences.languages.map(code => ({ code, name: view.languageName(code) })),
    texts: texts as AppData['texts'],
    account: session.account,
    speaks: mayOneOf(session.roles, SPEAKING),
    supervises: session.roles.includes('supervisor'),
    call:
      phone === null
        ? null
        : forEachLanguage(sentences.languages, lang => sentences(lang, 'desk:person.call', { phone })),
  };
}

/** The desk itself, whose content the browser's code makes, and the choice of its language. */
export function homeRoutes(parts: DeskParts, assets: PageAssets): DeskRoute[] {
  return [
    {
      method: 'GET',
      path: '/desk',
      kind: 'page',
      roles: ROLES,
      handler: async ({ view, session }) =>
        deskPage(view, assets, {
          title: view.say('home.title'),
          script: true,
          main: html`<div id="desk" data-app="${JSON.stringify(appData(parts, view, session))}"><h1>${view.say('home.title')}</h1><noscript><p>${view.say('home.noScript')}</p></noscript></div>`,
        }),
    },
    {
      method: 'POST',
      path: '/desk/language',
      kind: 'page',
      roles: ROLES,
      async handler({ form, session }) {
        const lang = parts.sentences.languages.find(candidate => candidate === form.get('lang'));
        if (lang !== undefined) await parts.store.touchSession(session.id, { lang });
        const back = form.get('back') ?? '';
        // Only to a page of this desk: never where a form from elsewhere says.
        const here = /^\/desk(?:\/[\w-]+)*$/.test(back) ? back : '/desk';
        return { status: 303, headers: { Location: here } };
      },
    },
  ];
}
