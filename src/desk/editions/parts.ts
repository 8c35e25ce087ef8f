import type { SayKnowledge } from '../../knowledge/compare/index.ts';
import type { Workshop } from '../../knowledge/workshop/index.ts';
import { type Html, html } from '../../web/pages/index.ts';
import { csrfField, type PageAssets } from '../pages/shell.ts';
import type { DeskParts } from '../parts.ts';
import type { DeskView } from '../view.ts';

/** What the editors' pages are built from. */
export interface EditionsParts extends Pick<DeskParts, 'sentences' | 'store' | 'timeZone'> {
  readonly workshop: Workshop;
  readonly assets: PageAssets;
}

/** A page under way: who sees it, and how it speaks. */
export interface Speaking {
  readonly view: DeskView;
  /** A sentence of the namespace `editions`. */
  readonly say: SayKnowledge;
  /** A sentence of the namespace `knowledge`, which the command line has too. */
  readonly sayKnowledge: SayKnowledge;
  /** Day and time as the institute's clock shows them. */
  date(at: number): string;
}

export function speaking({ sentences, timeZone }: EditionsParts, view: DeskView): Speaking {
  const clock = new Intl.DateTimeFormat(view.lang === 'es' ? 'es-GT' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
    timeZone,
  });
  return {
    view,
    say: (key, values) => sentences(view.lang, `editions:${key}`, values),
    sayKnowledge: (key, values) => sentences(view.lang, `knowledge:${key}`, values),
    date: at => clock.format(new Date(at)),
  };
}

/** How long a piece of an edition's id is that people compare by eye. */
const SHOWN = 12;

export function shortId(edition: string): string {
  return edition.replace(/^sha256:/, '').slice(0, SHOWN);
}

/** A button that does one thing. */
export function button(
  { view, say }: Speaking,
  action: string,
  key: string,
  fields: Readonly<Record<string, string>> = {},
): Html {
  const hidden = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<form method="post" action="/desk/editions/${action}">${csrfField(view)}${hidden}<button class="button" type="submit">${say(key)}</button></form>`;
}

/** What came of the step before, told above the page; `problem` where it failed. */
export function notice(text: string | null, problem = false): Html {
  return text === null
    ? html``
    : html`<p class="${problem ? 'error' : 'notice'}" role="${problem ? 'alert' : 'status'}">${text}</p>`;
}
