import type { Naming } from '../../privacy/keys.ts';
import type { Names } from '../intake/index.ts';

/** Under what the store knows a person's conversation and a message: keyed hashes, for a wamid holds the number. */
export function namesOf(person: string, message: string, { pseudonym }: Naming): Required<Names> {
  return { conversation: `wa_${pseudonym('person', person)}`, key: pseudonym('message', message) };
}
