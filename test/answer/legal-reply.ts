import { DECISIONS, FACETS, INTENTS, REASONS, type Reply } from '../../src/answer/index.ts';
import type { Language } from '../../src/language/index.ts';
import { createProvenance, type Sources } from './provenance.ts';

const ROLES = ['alternative', 'child', 'follow-up'] as const;
const MOST_FOLLOW_UPS = 3;
const LONGEST_LABEL = 20;
/** The list of headings: its parts stand under headings of their own, and nothing of it is quoted. */
const LIST_OF_HEADINGS = 'objetivos';

/**
 * Everything that must be true of every reply, whatever was asked: the invariant of the whole product. Gives what
 * is wrong, in words; nothing when all is well.
 */
export function createReplyCheck(sources: Sources): (reply: Reply) => string[] {
  const { entries, unexplained } = createProvenance(sources);
  const byId = new Map(entries.map(entry => [entry.id, entry]));
  const childrenOf = (ids: readonly string[]) => ids.flatMap(id => byId.get(id)?.children ?? []);

  /** The entries whose texts a reply about these entries quotes, in order. */
  function quotable(ids: readonly string[]): string[] {
    return ids
      .filter(id => id !== LIST_OF_HEADINGS)
      .flatMap(id => (byId.get(id)!.children.length > 0 ? childrenOf([id]) : [id]));
  }

  function* faults(reply: Reply): Generator<string> {
    const { decision, reason, intent, facet, confidence, lang } = reply;
    if (lang !== 'es' && lang !== 'en') yield `lang ${lang}`;
    if (!DECISIONS.includes(decision)) yield `decision ${decision}`;
    if (intent !== null && !INTENTS.includes(intent)) yield `intent ${intent}`;
    if (facet !== null && !FACETS.includes(facet)) yield `facet ${facet}`;
    if ((decision === 'decline') !== (reason !== null)) yield `reason ${reason} with ${decision}`;
    if (reason !== null && !REASONS.includes(reason)) yield `reason ${reason}`;
    if (!(confidence >= 0 && confidence <= 1)) yield `confidence ${confidence}`;
    if (reply.speaker !== 'assistant') yield `speaker ${reply.speaker}`;
    if (!reply.text.isWellFormed()) yield 'text is not well formed';
    yield* entryFaults(reply);
    yield* optionFaults(reply);
    for (const part of unexplained(reply)) yield `said from nowhere: ${JSON.stringify(part)}`;
  }

  function* entryFaults({ decision, entry, entries: ids, quotes, citation, lang }: Reply): Generator<string> {
    const given = decision === 'answer' || decision === 'related';
    if (entry !== (ids[0] ?? null)) yield `entry ${entry} is not the first of ${ids}`;
    if (given !== ids.length > 0) yield `${ids.length} entries with ${decision}`;
    if (ids.length > 2 || new Set(ids).size !== ids.length) yield `entries ${ids}`;
    const unknown = ids.filter(id => !byId.has(id));
    if (unknown.length > 0) {
      yield `unknown entries ${unknown}`;
      return;
    }
    if (quotes.map(quote => quote.entry).join() !== quotable(ids).join())
      yield `quotes of ${quotes.map(q => q.entry)} for ${ids}`;
    for (const quote of quotes) {
      const source = byId.get(quote.entry);
      if (source?.text?.[quote.lang] !== quote.text) yield `quote of ${quote.entry} is not its text`;
      if (source?.section[quote.lang] !== quote.section) yield `section "${quote.section}" of ${quote.entry}`;
      if (quote.official !== (quote.lang === 'es'))
        yield `quote of ${quote.entry} official: ${quote.official}`;
      if (quote.lang !== lang) yield `quote in ${quote.lang} in a reply in ${lang}`;
    }
    yield* citationFaults(citation, ids[0], lang);
  }

  function* citationFaults(
    citation: Reply['citation'],
    id: string | undefined,
    lang: Language,
  ): Generator<string> {
    const entry = id === undefined ? undefined : byId.get(id);
    const wanted = entry && {
      document: entry.document,
      section: entry.section[lang],
      issued: sources.edition.documents.find(document => document.id === entry.document)!.issued,
      edition: sources.edition.id,
    };
    if (JSON.stringify(citation) !== JSON.stringify(wanted ?? null))
      yield `citation ${JSON.stringify(citation)} of ${id}`;
  }

  function* optionFaults({ decision, entries: ids, options, lang }: Reply): Generator<string> {
    const order = options.map(({ role }) => ROLES.indexOf(role));
    if (order.includes(-1) || order.some((rank, i) => rank < (order[i - 1] ?? 0)))
      yield `roles ${options.map(o => o.role)}`;
    const of = (role: (typeof ROLES)[number]) =>
      options.filter(option => option.role === role).map(({ entry }) => entry);
    if (of('follow-up').length > MOST_FOLLOW_UPS) yield `${of('follow-up').length} follow-ups`;
    if (of('child').join() !== childrenOf(ids).join()) yield `children ${of('child')} of ${ids}`;
    if (of('alternative').length > 0 !== (decision === 'clarify'))
      yield `alternatives ${of('alternative')} with ${decision}`;
    const offered = options.map(({ entry }) => entry);
    if (new Set(offered).size !== offered.length) yield `offered twice: ${offered}`;
    for (const { entry, title, label, role } of options) {
      const source = byId.get(entry);
      const names = source ? [source.title[lang], source.section[lang]] : [];
      if (!names.includes(title)) yield `option ${entry} is called "${title}"`;
      if (label !== source?.label[lang] || label.length > LONGEST_LABEL)
        yield `option ${entry} has the label "${label}"`;
      if (role === 'follow-up' && ids.includes(entry)) yield `option ${entry} is what was just given`;
    }
  }

  return reply => [...faults(reply)];
}
