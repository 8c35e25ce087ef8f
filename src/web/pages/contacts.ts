import { spokenHours } from '../../answer/index.ts';
import type { Contacts } from './parts.ts';
import { type Html, html, joined, type Renderable } from './template.ts';
import type { View } from './view.ts';

/**
 * A sentence in which configured contacts can be tapped. Only what the operator configured becomes a link: no
 * other number or address in a text does, whoever wrote it.
 */
export function withContactLinks(text: string, contacts: Contacts): Renderable {
  const found = targets(contacts)
    .map(target => ({ ...target, at: whereShown(text, target.shown) }))
    .filter(target => target.at >= 0)
    .sort((a, b) => a.at - b.at || b.shown.length - a.shown.length)[0];
  if (!found) return lines(text);
  const end = found.at + found.shown.length;
  return [
    lines(text.slice(0, found.at)),
    link(found.shown, found.href),
    withContactLinks(text.slice(end), contacts),
  ];
}

/** The configured contacts as a list, or the sentence that there are none. */
export function contactBlock(view: View): Html {
  const { phone, url, hours } = view.parts.contacts;
  const phoneHref = phone === null ? null : telephone(phone);
  if (phone === null && url === null) return html`<p>${view.say('contact.none')}</p>`;
  return html`<p>${view.say('contact.intro')}</p>
<dl class="contacts">${phone !== null && html`<div><dt>${view.say('contact.phone')}</dt><dd>${link(phone, phoneHref)}</dd></div>`}
${url !== null && html`<div><dt>${view.say('contact.url')}</dt><dd>${link(url, secure(url))}</dd></div>`}
${hours !== null && html`<div><dt>${view.say('contact.hours')}</dt><dd>${spokenHours(hours, view.lang, view.parts.sentences)}</dd></div>`}</dl>`;
}

/** Where a contact stands in a text, not inside a longer number; -1 when it does not. */
function whereShown(text: string, shown: string): number {
  let at = text.indexOf(shown);
  while (at >= 0 && /\d/.test((text[at - 1] ?? '') + (text[at + shown.length] ?? ''))) {
    at = text.indexOf(shown, at + 1);
  }
  return at;
}

/** Line breaks of a sentence are kept. */
function lines(text: string): Html {
  return joined(
    text.split('\n'),
    html`<br>
`,
  );
}

function targets({ phone, emergency, url }: Contacts): { shown: string; href: string }[] {
  return [
    ...[phone, emergency].map(number => number && { shown: number, href: telephone(number) }),
    url && { shown: url, href: secure(url) },
  ].filter((target): target is { shown: string; href: string } => !!target && target.href !== null);
}

function telephone(number: string): string | null {
  const digits = number.replace(/[^+\d]/g, '');
  return /^\+?\d+$/.test(digits) ? `tel:${digits}` : null;
}

function secure(url: string): string | null {
  return URL.canParse(url) && new URL(url).protocol === 'https:' ? new URL(url).href : null;
}

function link(shown: string, href: string | null): Renderable {
  return href === null ? shown : html`<a href="${href}" rel="noreferrer">${shown}</a>`;
}
