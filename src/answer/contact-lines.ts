import type { Language } from '../language/index.ts';
import type { Contacts } from './contacts.ts';
import type { Say, Sentences } from './locale-files.ts';
import { spokenHours } from './spoken-hours.ts';

/** Sentences with the configured contacts; where there are none, one says so. */
export interface ContactLines {
  /** Where somebody can ask who was not answered. */
  enquiries(lang: Language, s: Say): string[];
  /** Whom somebody in danger can call. */
  emergency(s: Say): string[];
}

export function createContactLines(contacts: Contacts, say: Sentences): ContactLines {
  return {
    enquiries(lang: Language, s: Say): string[] {
      const { phone, url, hours } = contacts;
      const lines: string[] = [];
      if (phone) lines.push(s('contact.phone', { phone }));
      if (url) lines.push(s('contact.url', { url }));
      if (hours && lines.length > 0) lines.push(s('contact.hours', { hours: spokenHours(hours, lang, say) }));
      return lines.length > 0 ? lines : [s('contact.none')];
    },
    emergency(s: Say): string[] {
      const lines = contacts.emergency
        ? [s('urgent.emergency', { number: contacts.emergency })]
        : [s('urgent.none')];
      return contacts.phone ? [...lines, s('contact.phone', { phone: contacts.phone })] : lines;
    },
  };
}
