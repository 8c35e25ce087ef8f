import type { Option, Reply, Sentences } from '../../answer/index.ts';
import type { Language } from '../../language/index.ts';
import { withoutMarkup, withoutMarkupExcept } from './markup.ts';
import { LIMITS, type ListPayload, type Payload, plainText, type Row, type Section } from './wire.ts';

export interface RenderParts {
  readonly sentences: Sentences;
  /** Where people reach the service, without a slash at the end: a text that is too long is linked there. */
  readonly publicUrl: string;
  /** What is said of the assistant itself to somebody who writes for the first time; empty for all others. */
  readonly introduction: readonly string[];
}

/**
 * A reply as one WhatsApp message within every limit; null where there is nothing to say. Pure.
 *
 * Rule 1: one message, never several. Rule 2: a quotation stands in it whole, or not at all. Rule 3: ways to go on
 * are buttons (up to three) or a list (up to ten); where they do not fit, numbered lines of text, in the numbering
 * that the turn understands.
 */
export function render(reply: Reply, parts: RenderParts): Payload | null {
  const { quotes, text } = reply;
  const quoted = quotedChildren(reply);
  const listed = optionLines(reply, quoted, parts.sentences);
  const said = withoutMarkupExcept(
    cutOff(text, listed),
    quotes.map(quote => quote.text),
  );
  const { introduction } = parts;
  return (
    interactive(paragraphs(said, headings(reply, quoted), ...introduction), reply, parts) ??
    asText(paragraphs(said, ...introduction, withoutMarkup(listed))) ??
    pointing(said, reply, parts)
  );
}

/** Rule 2: where the quotation does not fit, the message names the entry and says where it stands. */
function pointing(said: string, reply: Reply, parts: RenderParts): Payload | null {
  const opening = withoutMarkup(reply.before.join('\n'));
  const pointer = pointerTo(reply, parts) ?? (reply.quotes.length > 0 ? '' : said);
  const all = paragraphs(opening, pointer, withoutMarkup(reply.after.join('\n')), ...parts.introduction);
  const options = withoutMarkup(optionLines(reply, 0, parts.sentences));
  // No quotation is left in it: what a person or a sentence says may be cut, the pointer may not.
  const room = LIMITS.text - pointer.length - 2;
  return (
    interactive(all, reply, parts) ??
    asText(paragraphs(all, options)) ??
    asText(paragraphs(shortened(opening, room), shortened(pointer, LIMITS.text))) ??
    asText(shortened(options, LIMITS.text))
  );
}

function asText(body: string): Payload | null {
  if (body === '' || body.length > LIMITS.text) return null;
  return plainText(body);
}

/** Buttons or a list; null where something does not fit, or there is nothing to choose. */
function interactive(text: string, { lang, options }: Reply, { sentences }: RenderParts): Payload | null {
  if (options.length === 0 || text === '' || text.length > LIMITS.interactiveBody) return null;
  if (!distinct(options)) return null;
  const body = { text };
  if (options.length <= LIMITS.buttons) {
    if (!options.every(({ label, entry }) => fits(label, LIMITS.buttonTitle) && fits(entry, LIMITS.buttonId)))
      return null;
    const buttons = options.map(
      ({ entry, label }) => ({ type: 'reply', reply: { id: entry, title: label } }) as const,
    );
    return { type: 'interactive', interactive: { type: 'button', body, action: { buttons } } };
  }
  if (options.length > LIMITS.rows) return null;
  if (!options.every(({ label, entry }) => fits(label, LIMITS.rowTitle) && fits(entry, LIMITS.rowId)))
    return null;
  const action: ListPayload['interactive']['action'] = {
    button: sentences(lang, 'whatsapp:list.open'),
    sections: sections(options, role => sentences(lang, `whatsapp:list.${role}`)),
  };
  return { type: 'interactive', interactive: { type: 'list', body, action } };
}

/** Rows under a heading for each role, in the reply's order. A title is asked for where there is more than one. */
function sections(options: readonly Option[], title: (role: Option['role']) => string): Section[] {
  const roles = [...new Set(options.map(({ role }) => role))];
  return roles.map(role => ({
    title: title(role),
    rows: options.filter(option => option.role === role).map(row),
  }));
}

function row({ entry, label, title }: Option): Row {
  const tells = title.toLowerCase() !== label.toLowerCase() && fits(title, LIMITS.rowDescription);
  return { id: entry, title: label, ...(tells ? { description: title } : {}) };
}

/** Meta refuses ids or titles that stand twice, and titles that are blank. */
function distinct(options: readonly Option[]): boolean {
  const all = (values: string[]) => new Set(values).size === options.length;
  return all(options.map(({ entry }) => entry)) && all(options.map(({ label }) => label));
}

const fits = (text: string, most: number): boolean => text.trim() !== '' && text.length <= most;

/** How many options are quoted as numbered passages above, and so are not listed a second time. */
function quotedChildren({ options, quotes }: Reply): number {
  const children = options.filter(({ role }) => role === 'child').length;
  return children > 0 && quotes.length === children ? children : 0;
}

/** Parts that are not quoted are official headings, and themselves the answer: they stand in the message too. */
function headings({ options }: Reply, shown: number): string {
  const children = options.filter(({ role }) => role === 'child').slice(shown);
  return withoutMarkup(children.map(({ title }, i) => `${shown + i + 1}. ${title}`).join('\n'));
}

/** The options as a reply's text lists them: with numbers that the turn understands. */
function optionLines({ lang, options }: Reply, shown: number, say: Sentences): string {
  const listed = options.filter(({ role }) => role !== 'follow-up').slice(shown);
  const further = options.filter(({ role }) => role === 'follow-up');
  const lines = listed.map(({ title }, i) => `${shown + i + 1}. ${title}`);
  if (further.length === 0) return lines.join('\n');
  const alone = listed.length + shown === 0;
  lines.push(say(lang, alone ? 'assistant:options' : 'assistant:further'));
  lines.push(...further.map(({ title }, i) => (alone ? `${i + 1}. ${title}` : `– ${title}`)));
  return lines.join('\n');
}

/** A reply's text without the options at its end. */
function cutOff(text: string, options: string): string {
  if (options === '') return text;
  if (text === options) return '';
  return text.endsWith(`\n\n${options}`) ? text.slice(0, -options.length - 2) : text;
}

/** Names an entry whose text does not fit, and links it; null for a reply about none. */
function pointerTo(reply: Reply, { sentences, publicUrl }: RenderParts): string | null {
  const { lang, entry, citation } = reply;
  if (entry === null || citation === null) return null;
  const page = (of: Language) => `${publicUrl}/${of}#${encodeURIComponent(entry)}`;
  const lines = [
    sentences(lang, 'whatsapp:tooLong', { section: citation.section }),
    sentences(lang, 'whatsapp:official', { link: page('es') }),
  ];
  const isTranslated = reply.quotes.some(quote => !quote.official);
  if (lang !== 'es' && (isTranslated || reply.quotes.length === 0))
    lines.push(sentences(lang, 'whatsapp:translation', { link: page(lang) }));
  return paragraphs(lines.join('\n'), sourceOf(reply));
}

/** The line that names document, section and date, where the reply's text has one after its quotations. */
function sourceOf({ text, quotes, citation }: Reply): string {
  const end = Math.max(0, ...quotes.map(quote => text.lastIndexOf(quote.text) + quote.text.length));
  const following = text.slice(end).split('\n\n').slice(1);
  return withoutMarkup(following.find(line => citation !== null && line.includes(citation.section)) ?? '');
}

function paragraphs(...parts: readonly string[]): string {
  return parts.filter(part => part !== '').join('\n\n');
}

/** The beginning of a text, up to the end of a word, with a sign that something is missing; '' where nothing fits. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  if (most < SHORTEST) return '';
  const cut = text.slice(0, most - 2).replace(/[\uD800-\uDBFF]$/, '');
  const space = cut.lastIndexOf(' ');
  return `${space > cut.length / 2 ? cut.slice(0, space) : cut} …`;
}

/** Fewer characters of a text than these tell nothing. */
const SHORTEST = 20;
