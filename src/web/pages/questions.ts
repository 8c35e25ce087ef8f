import type { Document, Entry } from '../../knowledge/entry.ts';
import { type Language, textIn } from '../../language/index.ts';
import { headedEntries } from './outline.ts';
import { pathOf } from './paths.ts';
import { dataBlock, type Html, html } from './template.ts';
import type { View } from './view.ts';

/** A question that people ask, and the entry that answers it. */
export interface FrequentQuestion {
  readonly question: string;
  readonly entry: Entry;
}

/** One question for every official heading of the document, and one for its front matter. */
export function frequentQuestions(document: Document, lang: Language): FrequentQuestion[] {
  const headed = headedEntries(document);
  const front = document.entries.filter(entry => entry.section.es === document.title.es);
  return [...headed, ...front].flatMap(entry => {
    const question = firstQuestion(entry, lang);
    return question === null ? [] : [{ question, entry }];
  });
}

/** The first of an entry's questions that ends as one: whoever writes them puts the best known on top. */
function firstQuestion({ questions }: Entry, lang: Language): string | null {
  const first = questions[lang]?.find(question => question.endsWith('?'));
  return first === undefined ? null : capitalised(first, lang);
}

function capitalised(question: string, lang: Language): string {
  const at = question.search(/\p{L}/u);
  const letter = [...question.slice(Math.max(at, 0))][0] ?? '';
  return at < 0
    ? question
    : question.slice(0, at) + letter.toLocaleUpperCase(lang) + question.slice(at + letter.length);
}

/** The questions as links to the text that answers them: on the same page, so they cost no data. */
export function questionsNav(view: View): Html | false {
  const questions = view.documents.flatMap(document => frequentQuestions(document, view.lang));
  if (questions.length === 0) return false;
  return html`<nav class="questions" aria-labelledby="questions_title">
<h2 id="questions_title">${view.say('questions.heading')}</h2>
<ul>${questions.map(
    ({ question, entry }) => html`<li><a href="#${entry.id}">${question}</a></li>
`,
  )}</ul>
</nav>`;
}

/**
 * The same questions and the official texts as structured data (schema.org `FAQPage`). Both stand visibly on the
 * page, as search engines demand.
 */
export function faqData(view: View): Html {
  const { lang, documents, parts } = view;
  return dataBlock('application/ld+json', {
    '@context': 'https://schema.org',
    '@type': 'FAQPage',
    inLanguage: lang,
    url: parts.origin + pathOf('home', lang),
    mainEntity: documents.flatMap(document =>
      frequentQuestions(document, lang).map(({ question, entry }) => ({
        '@type': 'Question',
        name: question,
        url: `${parts.origin}${pathOf('home', lang)}#${entry.id}`,
        acceptedAnswer: {
          '@type': 'Answer',
          text: wholeText(document, entry, lang),
          author: { '@type': 'GovernmentOrganization', name: textIn(document.issuer, lang) },
          dateCreated: document.issued,
        },
      })),
    ),
  });
}

/** An entry's text, or its children's: their headings where they have one of their own, else their texts. */
function wholeText(document: Document, entry: Entry, lang: Language): string {
  if (entry.text) return textIn(entry.text, lang);
  const children = document.entries.filter(child => entry.children.includes(child.id));
  return children
    .map(child =>
      child.section.es === entry.section.es && child.text
        ? textIn(child.text, lang)
        : textIn(child.section, lang),
    )
    .join('\n');
}
