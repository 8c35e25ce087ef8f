import { createLibrary, type Library, type LibraryDocument, type Reply } from '../../answer/index.ts';
import type { Language } from '../../language/index.ts';
import type { Json } from '../../store/index.ts';
import type { Assistant } from '../../turn/index.ts';
import { asObject } from '../intake/index.ts';
import { CARD_TYPE, type CardParts, replyCard, sourceLine } from './card.ts';

/** The command's name and parameter in the app's manifest. */
export const SEARCH_COMMAND = 'searchFaq';
export const SEARCH_PARAMETER = 'query';

export interface SearchParts extends CardParts {
  assistant(): Assistant;
  published(): { readonly edition: string; readonly documents: readonly LibraryDocument[] };
}

/** Teams shows 25 at a time and asks for more with `skip`. */
const MOST_RESULTS = 25;
const LONGEST_QUERY = 200;

/**
 * Answers a query of the message extension with entries to insert. Without a text (`initialRun`, or a box that was
 * emptied) these are the document's entries in their order. Null for another command.
 * https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/respond-to-search
 */
export function searchAnswer(value: Json | undefined, lang: Language, parts: SearchParts): Json | null {
  const { commandId, parameters, queryOptions } = asObject(value);
  if (commandId !== SEARCH_COMMAND && value !== null && value !== undefined) return null;
  const { edition, documents } = parts.published();
  const library = createLibrary(edition, documents);
  const { skip, count } = asObject(queryOptions);
  const from = whole(skip, 0, 1_000);
  const upTo = from + whole(count, MOST_RESULTS, MOST_RESULTS);
  const attachments = found(queryOf(parameters), lang, upTo, library, parts)
    .slice(from, upTo)
    .map(id => result(id, lang, library, parts));
  return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } };
}

function found(query: string, lang: Language, limit: number, library: Library, parts: SearchParts): string[] {
  const ids =
    query === ''
      ? library.documents.flatMap(({ entries }) => entries.map(({ id }) => id))
      : parts
          .assistant()
          .search(query, { lang, limit, prefix: true })
          .map(({ entry }) => entry);
  return ids.filter(id => library.entry(id) !== undefined && library.quotes(id, lang).length > 0);
}

/** One entry: a line in the list, and the card that is inserted into the message. */
function result(id: string, lang: Language, library: Library, parts: SearchParts): Json {
  const { title } = library.option(id, lang, 'alternative');
  const quotes = library.quotes(id, lang);
  const citation = library.citation(id, lang);
  const translated = quotes.some(({ official }) => !official);
  const reply: Reply = {
    lang,
    decision: 'answer',
    intent: null,
    reason: null,
    facet: null,
    entry: id,
    entries: [id],
    confidence: 1,
    quotes,
    options: [],
    citation,
    speaker: 'assistant',
    before: [title],
    after: translated ? [parts.sentences(lang, 'assistant:answer.translation')] : [],
    text: [title, ...quotes.map(({ text }) => text), sourceLine(citation, lang, parts)].join('\n'),
  };
  return {
    contentType: CARD_TYPE,
    content: replyCard(reply, parts, { buttons: false }),
    preview: {
      contentType: 'application/vnd.microsoft.card.thumbnail',
      content: { title, text: citation.section },
    },
  };
}

function queryOf(parameters: Json | undefined): string {
  if (!Array.isArray(parameters)) return '';
  const named = parameters.map(asObject);
  if (named.some(({ name, value }) => name === 'initialRun' && String(value) === 'true')) return '';
  const value = named.find(({ name }) => name === SEARCH_PARAMETER)?.value;
  return typeof value === 'string' ? value.trim().slice(0, LONGEST_QUERY).toWellFormed() : '';
}

function whole(value: Json | undefined, otherwise: number, most: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
    ? Math.min(value, most)
    : otherwise;
}
