import type { Accuracy, AccuracyFigure } from '../../evaluation/index.ts';
import type { Document } from '../../knowledge/entry.ts';
import { textIn } from '../../language/index.ts';
import type { Assets } from './assets.ts';
import { list, prosePage, section, type TableRow, table } from './prose.ts';
import { type Html, html } from './template.ts';
import { anyLanguage, day, number, percent, sayWith, type View } from './view.ts';

/** How the assistant comes to an answer, and how often it is right where that was measured. */
export function howItWorksPage(view: View, assets: Assets): string {
  const { accuracy } = view.parts;
  return prosePage(view, assets, 'howItWorks', [
    section(
      view,
      'howItWorks.stepsHeading',
      list(view, 'howItWorks.steps', ['redact', 'language', 'search', 'decide', 'refuse'], {
        ordered: true,
        values: { languages: anyLanguage(view) },
      }),
    ),
    section(
      view,
      'howItWorks.casesHeading',
      list(view, 'howItWorks.cases', ['answer', 'clarify', 'related', 'decline', 'urgent']),
    ),
    section(
      view,
      'howItWorks.limitsHeading',
      list(view, 'howItWorks.limits', ['generate', 'model', 'legal', 'mistakes']),
    ),
    section(view, 'howItWorks.documentHeading', [
      view.documents.map(document => documentFacts(view, document)),
      html`<p>${view.say('howItWorks.translation')}</p>`,
    ]),
    accuracy &&
      accuracy.figures.length > 0 &&
      section(view, 'howItWorks.accuracyHeading', figures(view, accuracy)),
  ]);
}

function documentFacts(view: View, document: Document): Html {
  const { lang } = view;
  const row = (key: string, value: string | Html) =>
    html`<div><dt>${view.say(`howItWorks.documentRow.${key}`)}</dt><dd>${value}</dd></div>
`;
  return html`<dl>${[
    row('document', textIn(document.shortTitle, lang)),
    row('issuer', textIn(document.issuer, lang)),
    row('issued', day(lang, document.issued)),
    row('legalBasis', textIn(document.legalBasis, lang)),
    row('entries', number(lang, document.entries.length)),
    row('edition', html`<code>${view.edition}</code>`),
  ]}</dl>`;
}

function figures(view: View, { measured, figures: rows }: Accuracy): Html {
  const { lang } = view;
  const columns = ['kind', 'lang', 'right', 'share', 'interval'];
  return html`<p>${sayWith(view, 'howItWorks.accuracyIntro', 'date', day(lang, measured))}</p>
${table(
  'accuracy_caption',
  view.say('howItWorks.accuracyCaption'),
  columns.map(column => view.say(`howItWorks.accuracyColumn.${column}`)),
  rows.map(row => figureRow(view, row)),
)}`;
}

function figureRow(view: View, { kind, lang: asked, right, of, low, high }: AccuracyFigure): TableRow {
  const { lang } = view;
  return [
    view.say(`howItWorks.accuracyKind.${kind}`),
    view.say(`howItWorks.accuracyLang.${asked ?? 'both'}`),
    view.say('howItWorks.accuracyOf', { right: number(lang, right), of: number(lang, of) }),
    of > 0 ? percent(lang, right / of) : '–',
    view.say('howItWorks.accuracyBetween', { low: percent(lang, low), high: percent(lang, high) }),
  ];
}
