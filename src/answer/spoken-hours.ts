import { type Language, localesOf } from '../language/index.ts';
import type { Sentences } from './sentences.ts';

const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
/** 1 January 2024 was a Monday. */
const dateOf = (day: number) => new Date(Date.UTC(2024, 0, 1 + day));

/**
 * Office hours as one would say them: of `Mo-Fr 08:00-12:00,13:00-16:00; Sa 09:00-11:00` it makes "lunes a viernes,
 * 08:00 a 12:00 y 13:00 a 16:00; sábado, 09:00 a 11:00". What it does not know stays as it is.
 */
export function spokenHours(hours: string, lang: Language, sentences: Sentences): string {
  const weekday = new Intl.DateTimeFormat(localesOf(lang), { weekday: 'long', timeZone: 'UTC' });
  const all = new Intl.ListFormat(localesOf(lang));
  const named = (name: string) => (DAYS.includes(name) ? weekday.format(dateOf(DAYS.indexOf(name))) : name);
  const spans = (text: string) =>
    text.split(',').map(span => {
      const [from = '', to] = span.split('-').map(named);
      return to === undefined ? from : sentences(lang, 'assistant:contact.span', { from, to });
    });
  return hours
    .split(';')
    .map(rule =>
      rule
        .trim()
        .split(' ')
        .map(part => all.format(spans(part)))
        .join(', '),
    )
    .join('; ');
}
