import { dayIn, type Language, quotedIn, textIn } from '../language/index.ts';
import type { Library } from './library.ts';
import type { Citation, Quote, Reply } from './reply.ts';
import type { Sentences } from './sentences.ts';

/** A whole reply as plain text: what is said, the quotation with its source, and the numbered ways to go on. */
export function plainText(reply: Omit<Reply, 'text'>, library: Library, say: Sentences): string {
  const { lang, before, quotes, citation, after, options } = reply;
  const children = options.filter(({ role }) => role === 'child');
  // A group's passages are numbered as the options that lead to them; they are not listed a second time.
  const quotedChildren = children.length > 0 && quotes.length === children.length;
  const blocks = [
    before.join('\n'),
    quotedChildren
      ? numberedQuotes(quotes)
      : quotes.map(quote => `${quote.section}\n${quotedIn(quote.lang, quote.text)}`).join('\n\n'),
    citation ? sourceLine(citation, lang, library, say) : '',
    after.join('\n'),
    optionLines(reply, quotedChildren ? children.length : 0, say),
  ];
  return blocks.filter(block => block !== '').join('\n\n');
}

/** "Source: …" with the document's name, the section and the date of issue. */
export function sourceLine(citation: Citation, lang: Language, library: Library, say: Sentences): string {
  const document = library.documents.find(({ id }) => id === citation.document)!;
  return say(lang, 'assistant:source', {
    document: textIn(document.shortTitle, lang),
    section: citation.section,
    issued: dayIn(lang, citation.issued),
  });
}

function numberedQuotes(quotes: readonly Quote[]): string {
  return [
    quotes[0]!.section,
    ...quotes.map((quote, i) => `${i + 1}. ${quotedIn(quote.lang, quote.text)}`),
  ].join('\n');
}

/**
 * Parts and alternatives are numbered, as they can be picked by number. Follow-ups are numbered where nothing else
 * is; beside a numbered list, which stays the one to pick from, they are only named.
 */
function optionLines(
  { lang, options }: Pick<Reply, 'lang' | 'options'>,
  shown: number,
  say: Sentences,
): string {
  const listed = options.filter(({ role }) => role !== 'follow-up').slice(shown);
  const further = options.filter(({ role }) => role === 'follow-up');
  const lines = listed.map(({ title }, i) => `${shown + i + 1}. ${title}`);
  if (further.length === 0) return lines.join('\n');
  const alone = listed.length + shown === 0;
  lines.push(say(lang, alone ? 'assistant:options' : 'assistant:further'));
  lines.push(...further.map(({ title }, i) => (alone ? `${i + 1}. ${title}` : `– ${title}`)));
  return lines.join('\n');
}
