import type { Contacts } from '../answer/index.ts';

/** The configured contacts, so that the command line says what the service says. */
export function contactsFromEnvironment(): Contacts {
  const { CONTACT_PHONE, CONTACT_EMERGENCY, CONTACT_URL, CONTACT_HOURS } = process.env;
  return {
    phone: CONTACT_PHONE || undefined,
    emergency: CONTACT_EMERGENCY || undefined,
    url: CONTACT_URL || undefined,
    hours: CONTACT_HOURS || undefined,
  };
}
