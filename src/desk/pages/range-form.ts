import { type Html, html } from '../../web/pages/index.ts';
import type { DayRange } from '../range.ts';
import type { DeskView } from '../view.ts';

/** Two fields for days, as every page with a range has them. */
export function rangeFields({ say }: DeskView, { from, to }: DayRange): Html {
  return html`<p class="field"><label for="from">${say('range.from')}</label><input id="from" name="from" type="date" value="${from}"></p>
<p class="field"><label for="to">${say('range.to')}</label><input id="to" name="to" type="date" value="${to}"></p>`;
}
