import { ANSWER_ID, pathOf } from './paths.ts';
import { type Html, html } from './template.ts';
import { number, type View } from './view.ts';

/** Longest question that is answered, in code points ("Length" in CONTRACTS.md). */
export const LONGEST_QUESTION = 2000;

/**
 * Where the input stops taking characters. Danger is looked for in as many, so nothing beyond is ever read; below
 * it nothing is cut silently: a question that is too long is sent, told so, and still in the input.
 */
export const LONGEST_DRAFT = 4000;

/** What was wrong with a form, and what the person can do about it (`problem` in locales/). */
export type Problem =
  | { readonly kind: 'empty' | 'too-long' | 'too-large' | 'malformed' | 'unavailable' }
  | { readonly kind: 'limited'; readonly retryAfterSeconds: number };

export interface FormState {
  /** What stands in the input. */
  readonly draft: string;
  readonly problem: Problem | null;
  /** True below an answer. */
  readonly again: boolean;
}

const HINT_ID = 'q_hint';
const ERROR_ID = 'q_error';

/**
 * The form that asks. It posts, so that a question never stands in an address, and leads to the reply's anchor,
 * so that eyes, focus and screen reader arrive there. The browser is told not to remember what was typed: many
 * people ask on a phone that is not their own.
 */
export function askForm(view: View, { draft, problem, again }: FormState): Html {
  const described = problem ? `${ERROR_ID} ${HINT_ID}` : HINT_ID;
  return html`<form class="ask" method="post" action="${pathOf('home', view.lang)}#${ANSWER_ID}" accept-charset="utf-8">
<label for="q_input">${view.say(again ? 'form.again' : 'form.label')}</label>
${problem && html`<p class="error" id="${ERROR_ID}">${problemText(view, problem)}</p>`}
<div class="ask-row"><input id="q_input" name="q" type="text" value="${oneLine(draft)}" maxlength="${LONGEST_DRAFT}" dir="auto" autocomplete="off" autocapitalize="sentences" enterkeyhint="send" aria-describedby="${described}"${problem && html` aria-invalid="true"`}>
<button type="submit">${view.say('form.submit')}</button></div>
<p class="hint" id="${HINT_ID}">${view.say('form.hint', { max: number(view.lang, LONGEST_QUESTION) })}</p>
<p class="kept"><a href="${pathOf('privacy', view.lang)}">${view.say('form.kept')}</a></p>
</form>`;
}

function problemText(view: View, problem: Problem): string {
  return problem.kind === 'limited'
    ? view.say('problem.limited', { count: Math.max(1, Math.ceil(problem.retryAfterSeconds)) })
    : view.say(`problem.${problem.kind}`, { max: number(view.lang, LONGEST_QUESTION) });
}

/** An input holds one line: browsers would join the words around a line break. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\t]+/g, ' ');
}
