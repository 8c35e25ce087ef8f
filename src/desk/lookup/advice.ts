import { forEachLanguage, type Language } from '../../language/index.ts';
import { type Assistant, newDialogue } from '../../turn/index.ts';
import type { Advice } from './wire.ts';

/** An entry that may answer: then there is nothing to advise. */
const MAY_ANSWER = 0.02;
/** Fewer words are still being typed. */
const LEAST_WORDS = 3;

/**
 * What callers may be told where the document does not answer what was typed: the very sentences that the assistant
 * would say. Null where an entry answers it, or where it is not a question yet.
 */
export function adviceOn(assistant: Assistant, languages: readonly Language[], text: string): Advice | null {
  const [first] = assistant.search(text, { limit: 1 });
  if (first?.confident === true) return null;
  const spanish = ask(assistant, text, 'es');
  const { decision, reason } = spanish.reply;
  const kind =
    decision === 'urgent' || decision === 'related'
      ? decision
      : decision === 'decline' && reason === 'out-of-scope'
        ? 'outside'
        : decision === 'decline' && reason === 'not-understood'
          ? 'not-understood'
          : null;
  if (kind === null) return null;
  const finished = text.trim().split(/\s+/).length >= LEAST_WORDS || /[?？]\s*$/.test(text);
  const hopeless = (first?.confidence ?? 0) < MAY_ANSWER;
  if (kind !== 'urgent' && !finished && !hopeless) return null;
  if (kind === 'not-understood' && first !== undefined) return null;
  return {
    kind,
    entry: spanish.reply.entry,
    say: forEachLanguage(languages, lang => said(ask(assistant, text, lang))),
  };
}

function ask(assistant: Assistant, text: string, lang: Language) {
  return assistant.turn({ text }, { ...newDialogue(), chosenLang: lang, introduced: true });
}

function said({ reply: { before, after } }: ReturnType<typeof ask>): string[] {
  return [...before, ...after];
}
