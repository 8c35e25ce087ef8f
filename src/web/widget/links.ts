import { el } from './dom.ts';
import type { Facts } from './facts.ts';

/**
 * A sentence in which configured contacts can be tapped. Only what the operator configured becomes a link: no other
 * number or address in a text does, whoever wrote it.
 */
export function withContactLinks(
  text: string,
  { phone, emergency, url }: Facts['contacts'],
): (Node | string)[] {
  const targets = [
    ...[phone, emergency].map(
      number => number && { shown: number, href: `tel:${number.replace(/[^+\d]/g, '')}` },
    ),
    url?.startsWith('https://') ? { shown: url, href: url } : null,
  ].filter(target => !!target);
  const first = targets
    .map(target => ({ ...target, at: placeOf(text, target.shown) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || b.shown.length - a.shown.length)[0];
  if (!first) return [text];
  const { at, shown, href } = first;
  const link = el(
    'a',
    { href, rel: 'noreferrer', ...(href.startsWith('tel:') ? {} : { target: '_blank' }) },
    shown,
  );
  const rest = withContactLinks(text.slice(at + shown.length), { phone, emergency, url, hours: null });
  return [text.slice(0, at), link, ...rest];
}

/** Where a contact stands in a text, not inside a longer number; -1 when it does not. */
function placeOf(text: string, shown: string): number {
  let at = text.indexOf(shown);
  while (at >= 0 && /\d/.test((text[at - 1] ?? '') + (text[at + shown.length] ?? ''))) {
    at = text.indexOf(shown, at + 1);
  }
  return at;
}
