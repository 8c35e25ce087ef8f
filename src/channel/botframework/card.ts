import type { Citation, Option, Reply, Sentences } from '../../answer/index.ts';
import { dayIn, type Language, quotedIn } from '../../language/index.ts';
import type { Json } from '../../store/index.ts';

/** What a card needs beside the reply. */
export interface CardParts {
  readonly sentences: Sentences;
  /** A document's title as it is named in running text; its id where there is no such document. */
  documentTitle(id: string, lang: Language): string;
}

export type Card = { readonly [key: string]: Json };

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

/**
 * The version that Teams shows everywhere, on old phones too. All text stands in RichTextBlocks, because a
 * TextBlock would interpret Markdown: nothing that anybody wrote is markup here.
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
 */
const VERSION = '1.2';
/** Teams hides what goes beyond six actions in a row. */
const ACTIONS_A_ROW = 5;
const LONGEST_BUTTON = 40;

/** A reply as an Adaptive Card: what is said, the quotation marked as one, its source, buttons to go on. */
export function replyCard(reply: Reply, parts: CardParts, options: { buttons?: boolean } = {}): Card {
  const { lang, before, citation, after } = reply;
  const buttons = options.buttons === false ? [] : reply.options;
  const body: Json[] = [
    ...before.map(text => paragraph(text)),
    ...quoted(reply),
    ...(citation === null
      ? []
      : [paragraph(sourceLine(citation, lang, parts), { size: 'Small', isSubtle: true })]),
    ...after.map(text => paragraph(text)),
    ...(buttons.length > 0 ? [paragraph(parts.sentences(lang, 'teams:options'))] : []),
    ...rows(buttons).map(row => ({ type: 'ActionSet', actions: row.map(button) })),
  ];
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: VERSION,
    lang,
    fallbackText: reply.text,
    // An agent who holds the conversation leaves nothing to say; a card without a body is not valid everywhere.
    body: body.length > 0 ? body : [paragraph(reply.text)],
  };
}

interface Style {
  readonly weight?: 'Bolder';
  readonly size?: 'Small';
  readonly isSubtle?: true;
}

function paragraph(text: string, style: Style = {}): Card {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...style }] };
}

/** The passages under their headings; the parts of a group are numbered, as they can be picked by number. */
function quoted({ quotes, options }: Reply): Json[] {
  const children = options.filter(({ role }) => role === 'child');
  const numbered = quotes.length > 1 && children.length === quotes.length;
  const items: Json[] = [];
  let heading: string | null = null;
  quotes.forEach((quote, i) => {
    if (quote.section !== heading) items.push(paragraph(quote.section, { weight: 'Bolder' }));
    heading = quote.section;
    items.push(paragraph(`${numbered ? `${i + 1}. ` : ''}${quotedIn(quote.lang, quote.text)}`));
  });
  return items.length === 0 ? [] : [{ type: 'Container', style: 'emphasis', items }];
}

/** Document, section and date of issue. */
export function sourceLine(citation: Citation, lang: Language, parts: CardParts): string {
  return parts.sentences(lang, 'assistant:source', {
    document: parts.documentTitle(citation.document, lang),
    section: citation.section,
    issued: dayIn(lang, citation.issued),
  });
}

/** A button says its title for the person, and carries which entry it means. */
function button({ entry, title, label }: Option): Card {
  return {
    type: 'Action.Submit',
    title: title.length <= LONGEST_BUTTON ? title : label,
    data: { entry, msteams: { type: 'messageBack', text: title, displayText: title } },
  };
}

function rows(options: readonly Option[]): Option[][] {
  const all: Option[][] = [];
  for (let i = 0; i < options.length; i += ACTIONS_A_ROW) all.push(options.slice(i, i + ACTIONS_A_ROW));
  return all;
}
