import { OFFICIAL_LANGUAGE, otherLanguage } from '../../language/index.ts';
import type { Pack } from '../offline/index.ts';
import { el } from './dom.ts';
import type { Say } from './say.ts';
import type { Answer } from './wire.ts';

type Quote = Answer['quotes'][number];

/** The quotations of an answer: each heading once, then its passages; several are numbered. */
export function quotations(quotes: readonly Quote[], say: Say): HTMLElement {
  const block = el('div', { class: 'quotes' });
  for (const group of bySection(quotes)) block.append(section(group, say));
  return block;
}

/** The same passages beside the official text, or that beside its translation; null where the edition at hand has them no more. */
export function translated(quotes: readonly Quote[], { documents }: Pack): Quote[] | null {
  const entries = new Map(documents.flatMap(document => document.entries).map(entry => [entry.id, entry]));
  const found = quotes.map(({ entry: id, lang, text }) => {
    const entry = entries.get(id);
    const to = otherLanguage(lang);
    if (!entry?.text || entry.text[lang] !== text) return null;
    return {
      entry: id,
      lang: to,
      official: to === OFFICIAL_LANGUAGE,
      text: entry.text[to],
      section: entry.section[to],
    };
  });
  return found.every(quote => quote !== null) ? found : null;
}

function section(quotes: readonly Quote[], say: Say): HTMLElement {
  const { lang, official, section: heading } = quotes[0]!;
  const passages = quotes.map(passage);
  return el(
    'figure',
    { class: 'quote', lang },
    el(
      'figcaption',
      {},
      el('span', { class: 'heading' }, heading),
      ' ',
      el('span', { class: 'kind' }, say(lang, official ? 'officialText' : 'unofficial')),
    ),
    passages.length > 1 ? el('ol', {}, ...passages.map(item => el('li', {}, item))) : passages[0],
  );
}

function passage({ entry, lang, text }: Quote): HTMLElement {
  return el('blockquote', { lang, 'data-entry': entry }, ...lines(text).map(line => el('p', {}, line)));
}

const lines = (text: string): string[] => text.split('\n');

function bySection(quotes: readonly Quote[]): Quote[][] {
  const groups: Quote[][] = [];
  for (const quote of quotes) {
    const last = groups.at(-1)?.[0];
    if (last && last.section === quote.section && last.lang === quote.lang) groups.at(-1)!.push(quote);
    else groups.push([quote]);
  }
  return groups;
}
