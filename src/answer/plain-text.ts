import type { Language } from '../language/index.ts';
import type { Library } from './library.ts';
import type { Citation, Quote, Reply } from './reply.ts';
import type { Sentences } from './sentences.ts';

const QUOTATION_MARKS: Record<Language, readonly [string, string]> = { es: ['«', '»'], en: ['“', '”'] };
const DATES: Record<Language, Intl.DateTimeFormat> = {
  es: new Intl.DateTimeFormat('es-GT', { dateStyle: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }),
};

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
      : quotes.map(quote => `${quote.section}\n${quoted(quote)}`).join('\n\n'),
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
    document: document.shortTitle[lang],
    section: citation.section,
    issued: inWords(citation.issued, lang),
  });
}

/** Dates as they were written out once: as many as there are documents, and a bound in case. */
const written: Record<Language, Map<string, string>> = { es: new Map(), en: new Map() };
const MOST_WRITTEN = 1_000;

function inWords(day: string, lang: Language): string {
  const known = written[lang].get(day);
  if (known !== undefined) return known;
  const words = DATES[lang].format(new Date(`${day}T00:00:00Z`));
  if (written[lang].size < MOST_WRITTEN) written[lang].set(day, words);
  return words;
}

function quoted({ lang, text }: Quote): string {
  const [open, close] = QUOTATION_MARKS[lang];
  return `${open}${text}${close}`;
}

function numberedQuotes(quotes: readonly Quote[]): string {
  return [quotes[0]!.section, ...quotes.map((quote, i) => `${i + 1}. ${quoted(quote)}`)].join('\n');
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
