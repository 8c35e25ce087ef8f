import { type Difference, type Stretch, spoken } from '../../knowledge/compare/index.ts';
import type { Trial, Work } from '../../knowledge/workshop/index.ts';
import type { Proposal } from '../../store/index.ts';
import { type Html, html } from '../../web/pages/index.ts';
import { csrfField } from '../pages/shell.ts';
import { button, type Speaking } from './parts.ts';
import { proposalsSection } from './proposals.ts';

/** Stands where changed words go, until they are put in as markup. */
const PLACE = '\u0000';

/** The draft: what changes, what is missing, what people would get. */
export function draftMain(speaking: Speaking, work: Work, proposals: readonly Proposal[]): Html {
  const { say, date } = speaking;
  const { draft, differences, knowledge } = work;
  return html`<div class="narrow"><h1>${say('draft.title')}</h1>
<p>${say('draft.open', { actor: draft.actor, date: date(draft.at) })}</p>
<section aria-labelledby="changes"><h2 id="changes">${say('draft.changes')}</h2>${
    differences.length === 0
      ? html`<p>${say('draft.changesNone')}</p>`
      : html`<ul class="changes">${differences.map(one => html`<li>${difference(speaking, one)}</li>`)}</ul>`
  }</section>
${problems(speaking, work)}
${proposalsSection(speaking, proposals)}
<section aria-labelledby="entries"><h2 id="entries">${say('draft.entries')}</h2>
<ul>${knowledge.documents.flatMap(({ entries }) =>
    entries.map(
      ({ id, title, pending }) =>
        html`<li><a href="/desk/editions/entry/${id}">${say('draft.entryState', { title: title.es, id })}</a>${pending && html` <strong>${say('draft.pending')}</strong>`}</li>`,
    ),
  )}</ul></section>
${trial(speaking, work.trial)}
${tryBox(speaking, work.trial)}
<section aria-labelledby="publish"><h2 id="publish">${say('draft.publish')}</h2><p>${say('draft.publishText')}</p>
${button(speaking, 'publish', 'draft.publish')}</section>
<section aria-labelledby="discard"><h2 id="discard">${say('draft.discard')}</h2><p>${say('draft.discardText')}</p>
${button(speaking, 'discard', 'draft.discard')}</section>
<p><a href="/desk/editions">${say('title')}</a></p></div>`;
}

function difference({ sayKnowledge }: Speaking, one: Difference): Html {
  const words = 'words' in one ? one.words : [];
  const [before = '', after = ''] = spoken(one, sayKnowledge, () => PLACE).split(PLACE);
  return html`${before}${words.map(marked)}${after}`;
}

function marked({ text, how }: Stretch): Html {
  if (how === 'removed') return html`<del>${text}</del>`;
  return how === 'added' ? html`<ins>${text}</ins>` : html`${text}`;
}

function problems({ say, sayKnowledge }: Speaking, { knowledge, unfinished, faults, findings }: Work): Html {
  const place = (entry: string | undefined, text: string) =>
    html`<li>${entry === undefined ? text : html`<a href="/desk/editions/entry/${entry}">${text}</a>`}</li>`;
  const wrong = [
    ...faults.map(({ file, code, values }) =>
      place(/entries\/(.+)\.yaml$/.exec(file)?.[1], sayKnowledge(`fault.${code}`, values)),
    ),
    ...findings.map(({ code, place: at, values }) =>
      place(at.entry, sayKnowledge(`finding.${code}`, values)),
    ),
  ];
  const titles = new Map(
    knowledge.documents.flatMap(({ entries }) => entries.map(({ id, title }) => [id, title.es])),
  );
  const byPage = Map.groupBy(unfinished, ({ place: at }) =>
    at.entry === undefined ? `document/${at.document}` : `entry/${at.entry}`,
  );
  const missing = [...byPage].map(([path, all]) => {
    const { entry, document = '' } = all[0]!.place;
    const name =
      entry === undefined ? document : say('draft.entryState', { title: titles.get(entry)!, id: entry });
    const what = all.map(({ place: at }) => say(`missing.${at.path.join('-')}`)).join(', ');
    return html`<li><a href="/desk/editions/${path}">${name}</a>: ${what}</li>`;
  });
  return html`<section aria-labelledby="unfinished"><h2 id="unfinished">${say('draft.unfinished', { count: unfinished.length })}</h2>${
    missing.length === 0 ? html`<p>${say('draft.unfinishedNone')}</p>` : html`<ul>${missing}</ul>`
  }</section>
${wrong.length > 0 && html`<section aria-labelledby="findings"><h2 id="findings">${say('draft.findings', { count: wrong.length })}</h2><ul>${wrong}</ul></section>`}`;
}

function trial(speaking: Speaking, state: Trial): Html {
  const { say } = speaking;
  return html`<section aria-labelledby="trial"><h2 id="trial">${say('trial.title')}</h2>${trialState(speaking, state)}</section>`;
}

function trialState(speaking: Speaking, state: Trial): Html {
  const { say, sayKnowledge } = speaking;
  switch (state.state) {
    case 'none':
      return html`<p>${say('trial.none')}</p>${button(speaking, 'try-out', 'trial.start')}`;
    case 'failed':
      return html`<p class="error">${say('trial.failed')}</p>${button(speaking, 'try-out', 'trial.start')}`;
    case 'running': {
      const { step = 'training', done = 0, total = 1 } = state.progress ?? {};
      return html`<p data-trial="running">${say('trial.running')} ${say('trial.step', { step: sayKnowledge(`progress.${step}`), done, total })}</p>
<p><a class="button" href="/desk/editions/draft">${say('trial.refresh')}</a></p>`;
    }
    case 'done':
      return trialResult(speaking, state);
  }
}

function trialResult(
  { say, view }: Speaking,
  { rehearsal, passes }: Extract<Trial, { state: 'done' }>,
): Html {
  const { measures, changed, sealedChanges } = rehearsal;
  const figure = new Intl.NumberFormat(view.lang, { style: 'percent', maximumFractionDigits: 1 });
  const shown = (value: number | null) => (value === null ? '–' : figure.format(value));
  const outcome = ({ decision, entry }: { decision: string; entry: string | null }) => entry ?? decision;
  return html`<p data-trial="done">${say(passes ? 'trial.passes' : 'trial.fails')}</p>
${
  measures.length > 0 &&
  html`<div class="wide" role="group" aria-labelledby="trial" tabindex="0"><table><thead><tr><th scope="col">${say('trial.measure')}</th><th scope="col">${say('trial.limit')}</th><th scope="col">${say('trial.now')}</th><th scope="col">${say('trial.then')}</th></tr></thead>
<tbody>${measures.map(({ bank, name, limit, published, draft }) => html`<tr><th scope="row">${bank}, ${name}</th><td>${shown(limit)}</td><td>${shown(published)}</td><td>${shown(draft)}</td></tr>`)}</tbody></table></div>`
}
${
  changed.length > 0 &&
  html`<details><summary id="changed">${say('trial.changed', { count: changed.length })}</summary><div class="wide" role="group" aria-labelledby="changed" tabindex="0"><table><thead><tr><th scope="col">${say('trial.question')}</th><th scope="col">${say('trial.before')}</th><th scope="col">${say('trial.after')}</th></tr></thead>
<tbody>${changed.map(({ question, before, after }) => html`<tr><td>${question}</td><td>${outcome(before)}</td><td>${outcome(after)}</td></tr>`)}</tbody></table></div></details>`
}
${sealedChanges > 0 && html`<p>${say('trial.sealed', { count: sealedChanges })}</p>`}`;
}

/** Asks the draft; the browser's code asks again while somebody types, without it the button does. */
function tryBox({ view, say }: Speaking, { state }: Trial): Html {
  return html`<section aria-labelledby="try"><h2 id="try">${say('try.title')}</h2>
<form method="post" action="/desk/editions/try" class="stacked" data-try="/desk/api/editions/try">${csrfField(view)}
<label for="q">${say('try.label')}</label>
<input id="q" name="q" maxlength="500" autocomplete="off" aria-describedby="try-hint">
<p id="try-hint" class="soft">${say(state === 'done' ? 'try.stale' : 'try.untried')}</p>
<button class="button" type="submit">${say('try.submit')}</button></form>
<div class="answer" data-try-answer role="status"></div></section>`;
}

/** The draft's answer on a page of its own, where no code runs in the browser. */
export function answerMain({ say }: Speaking, question: string, text: string): Html {
  return html`<div class="narrow"><h1>${say('try.title')}</h1><p><strong>${question}</strong></p>
<div class="answer official">${text}</div>
<p><a href="/desk/editions/draft#try">${say('entry.back')}</a></p></div>`;
}
