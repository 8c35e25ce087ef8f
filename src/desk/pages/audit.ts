import { html } from '../../web/pages/index.ts';
import type { DeskParts } from '../parts.ts';
import type { DeskRoute } from '../routes.ts';
import { deskPage, type PageAssets } from './shell.ts';

const MOST_ROWS = 300;
const WEEK_MS = 7 * 86_400_000;

/** Who did what in the last week: every view of a conversation is in it. */
export function auditRoutes({ store, now, timeZone }: DeskParts, assets: PageAssets): DeskRoute[] {
  return [
    {
      method: 'GET',
      path: '/desk/audit',
      kind: 'page',
      roles: ['supervisor'],
      async handler({ view }) {
        const { say, lang } = view;
        const rows = await store.audit(now() - WEEK_MS, MOST_ROWS);
        const time = new Intl.DateTimeFormat(lang === 'es' ? 'es-GT' : 'en-GB', {
          timeZone,
          dateStyle: 'short',
          timeStyle: 'medium',
        });
        const main = html`<div class="page"><h1>${say('audit.title')}</h1><p class="lede">${say('audit.lede', { n: MOST_ROWS })}</p>
<div class="wide" tabindex="0" role="region" aria-label="${say('audit.title')}"><table><thead><tr>${['at', 'actor', 'action', 'detail'].map(column => html`<th scope="col">${say(`audit.column.${column}`)}</th>`)}</tr></thead>
<tbody>${rows.map(
          ({ at, actor, action, detail }) =>
            html`<tr><td>${time.format(at)}</td><td>${actor}</td><td>${action}</td><td><code>${JSON.stringify(detail)}</code></td></tr>`,
        )}</tbody></table></div></div>`;
        return deskPage(view, assets, { title: say('audit.title'), main });
      },
    },
  ];
}
