import { LANGUAGES } from '../../language/index.ts';
import { html } from '../../web/pages/index.ts';
import type { DeskParts } from '../parts.ts';
import { ROLES } from '../roles.ts';
import type { DeskRoute } from '../routes.ts';
import { deskPage, type PageAssets } from './shell.ts';

/** The desk itself, whose content the browser's code makes, and the choice of its language. */
export function homeRoutes({ store }: DeskParts, assets: PageAssets): DeskRoute[] {
  return [
    {
      method: 'GET',
      path: '/desk',
      kind: 'page',
      roles: ROLES,
      handler: async ({ view }) =>
        deskPage(view, assets, {
          title: view.say('home.title'),
          script: true,
          main: html`<div id="desk"><h1>${view.say('home.title')}</h1><noscript><p>${view.say('home.noScript')}</p></noscript></div>`,
        }),
    },
    {
      method: 'POST',
      path: '/desk/language',
      kind: 'page',
      roles: ROLES,
      async handler({ form, session }) {
        const lang = LANGUAGES.find(candidate => candidate === form.get('lang'));
        if (lang !== undefined) await store.touchSession(session.id, { lang });
        const back = form.get('back') ?? '';
        // Only to a page of this desk: never where a form from elsewhere says.
        const here = /^\/desk(?:\/[\w-]+)*$/.test(back) ? back : '/desk';
        return { status: 303, headers: { Location: here } };
      },
    },
  ];
}
