import type { Knowledge } from '../../knowledge/index.ts';
import type { EntryEdit } from '../../knowledge/workshop/index.ts';
import { languageOf } from '../../language/index.ts';
import type { Proposal } from '../../store/index.ts';
import { type Html, html } from '../../web/pages/index.ts';
import { button, type Speaking } from './parts.ts';

/** What agents propose as ways of asking: each one is taken into the draft, or refused. */
export function proposalsSection(speaking: Speaking, proposals: readonly Proposal[]): Html {
  const { say } = speaking;
  const open = proposals.filter(({ kind, entry }) => kind === 'question' && entry !== null);
  if (open.length === 0) return html``;
  return html`<section aria-labelledby="proposals"><h2 id="proposals">${say('proposals.title', { count: open.length })}</h2>
<ul>${open.map(
    ({ id, entry, lang, text, asked }) =>
      html`<li><p><span lang="${lang}">${text}</span> <span class="soft">${say('proposals.line', { entry: entry!, asked })}</span></p>
<div class="row">${button(speaking, 'proposal', 'proposals.accept', { id, accept: 'yes' })}${button(speaking, 'proposal', 'proposals.refuse', { id })}</div></li>`,
  )}</ul></section>`;
}

/** The entry with the proposed question at the end of its list; null where there is no such entry, or it has it. */
export function withQuestion({ documents }: Knowledge, { entry, lang, text }: Proposal): EntryEdit | null {
  const found = documents.flatMap(({ entries }) => entries).find(({ id }) => id === entry);
  const spoken = languageOf(lang);
  const known = spoken ? (found?.questions[spoken] ?? []) : [];
  if (!found || spoken === null || known.includes(text)) return null;
  return {
    questions: { ...found.questions, [spoken]: [...known, text] },
    reviewed: !found.pending,
  };
}
