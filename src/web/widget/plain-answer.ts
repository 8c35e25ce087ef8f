import { bareReply } from '../../answer/reply.ts';
import { type Language, languageOf } from '../../language/index.ts';
import type { Activity, Answer } from './wire.ts';

/** A message without the JSON of an answer: an apology of the service, or a person's own words. */
export function plainAnswer({ id = '', text = '', locale }: Activity, fallback: Language): Answer {
  const lang = languageOf(locale ?? '') ?? fallback;
  return { ...bareReply(), id, lang, decision: 'chat', text, before: [text] };
}
