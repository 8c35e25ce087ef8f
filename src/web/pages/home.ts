import { textIn } from '../../language/index.ts';
import { type Answered, answerSection } from './answer.ts';
import type { Assets } from './assets.ts';
import { documentArticle } from './document.ts';
import { askForm, type Problem } from './form.ts';
import { faqData, questionsNav } from './questions.ts';
import { laterStyles, shell } from './shell.ts';
import { html } from './template.ts';
import { anyLanguage, type View } from './view.ts';

/** What a visit of the home page is about. */
export interface Visit {
  readonly draft: string;
  readonly problem: Problem | null;
  readonly answered: Answered | null;
}

/** `/es`, `/en` and that of any other language: the reply, if one was asked for; the form; the whole document. */
export function homePage(view: View, assets: Assets, { draft, problem, answered }: Visit): string {
  const issuer = view.documents[0] ? textIn(view.documents[0].issuer, view.lang) : '';
  const plain = !problem && !answered && draft === '';
  const title = view.say('home.title');
  return shell(view, assets, {
    name: 'home',
    title: problem
      ? view.say('home.errorTitle', { title })
      : answered
        ? view.say('home.answerTitle', { title })
        : title,
    description: view.say('home.description', { issuer, languages: anyLanguage(view) }),
    listed: plain,
    head: plain ? faqData(view) : undefined,
    main: html`<div class="first">
<h1>${view.say('home.heading')}</h1>
${!answered && html`<p class="lede">${view.say('home.lede')} ${view.say('home.limits')}</p>`}
${answered && html`${laterStyles(assets)}${answerSection(view, answered)}`}
${askForm(view, { draft, problem, again: answered !== null })}
</div>
${!answered && laterStyles(assets)}
${questionsNav(view)}
<div class="documents">${view.documents.map(document => documentArticle(view, document))}</div>`,
  });
}
