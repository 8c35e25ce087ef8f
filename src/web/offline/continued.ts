import type { AnswerJson } from '../../answer/index.ts';
import { type Dialogue, newDialogue } from '../../turn/index.ts';

/**
 * What the server remembers of a conversation, as far as its answers show it: so that "the second one" or "and in
 * English?" still work when the connection goes between a question and the next.
 */
export function continued(before: Dialogue | null, answers: readonly AnswerJson[]): Dialogue {
  const start: Dialogue = { ...(before ?? newDialogue()), introduced: true };
  return answers.reduce(after, start);
}

function after(
  dialogue: Dialogue,
  { lang, decision, entries, facet, options, intent }: AnswerJson,
): Dialogue {
  const listed = options.filter(({ role }) => role !== 'follow-up').map(({ entry }) => entry);
  const shows = (decision === 'answer' || decision === 'related') && entries.length > 0;
  return {
    ...dialogue,
    chosenLang: intent === 'switch-language' ? lang : dialogue.chosenLang,
    lang,
    alarmed: decision === 'urgent',
    shown: shows ? [...dialogue.shown, { entries, facet }].slice(-10) : dialogue.shown,
    options: options.length > 0 ? options.map(({ entry }) => entry) : dialogue.options,
    list: listed.length > 0 ? listed : decision === 'answer' && intent === null ? [] : dialogue.list,
  };
}
