import type { Assets } from './assets.ts';
import { pathOf } from './paths.ts';
import { laterStyles, shell } from './shell.ts';
import { html } from './template.ts';
import type { View } from './view.ts';

/** What a person sees at an address that does not exist. */
export function notFoundPage(view: View, assets: Assets): string {
  return shell(view, assets, {
    name: null,
    title: view.say('pageTitle', { title: view.say('notFound.title'), service: view.say('service') }),
    description: view.say('notFound.lede'),
    listed: false,
    main: html`<div class="prose">
<h1>${view.say('notFound.title')}</h1>
<p class="lede">${view.say('notFound.lede')}</p>
${laterStyles(assets)}
<p><a class="button" href="${pathOf('home', view.lang)}">${view.say('notFound.home')}</a></p>
</div>`,
  });
}
