import type { EntryId } from '../knowledge/entry.ts';
import { type ByLanguage, type Language, OFFICIAL_LANGUAGE, textIn } from '../language/index.ts';
import type { Contacts } from './contacts.ts';
import type { Library } from './library.ts';
import { plainText } from './plain-text.ts';
import type { Facet, Intent, Option, Quote, Reason, Reply } from './reply.ts';
import type { Sentences } from './sentences.ts';
import { spokenHours } from './spoken-hours.ts';

/** What a turn came to, before it is put into words. */
export type Outcome =
  | {
      decision: 'answer';
      entries: EntryId[];
      confidence: number;
      /** How the answer opens, where it does not simply begin. */
      opening: 'premise' | 'repeat' | 'next' | 'back' | null;
      /** What was asked as well and is not answered. */
      facet: Facet | null;
      intent: Intent | null;
    }
  | { decision: 'clarify'; alternatives: EntryId[] }
  | { decision: 'related'; entry: EntryId; facet: Facet | null; confidence: number }
  | {
      decision: 'decline';
      reason: Reason;
      institutions: string[];
      /** A person of the institute is offered. */
      offer?: boolean;
    }
  | { decision: 'chat'; intent: Intent; introduced: boolean }
  | { decision: 'urgent'; offer?: boolean }
  /** `news` null: nobody can be asked, there are only the contacts. */
  | { decision: 'human'; news: HandoverNews | null }
  | { decision: 'held' };

/**
 * What became of the wish to speak with a person: in the queue, with somebody at the desk (`there`), with nobody or
 * outside of the office hours; in it already (`again`); not wanted (`declined`); left (`withdrawn`).
 */
export type HandoverNews = 'there' | 'nobody' | 'closed' | 'again' | 'declined' | 'withdrawn';

export interface Composer {
  /** Puts an outcome into words. `redacted`: something personal was taken out of the message. */
  compose(outcome: Outcome, lang: Language, redacted: boolean): Reply;
}

export interface ComposerParts {
  library: Library;
  say: Sentences;
  contacts: Contacts;
  /** Names of other institutions by id. */
  institutions: ReadonlyMap<string, ByLanguage<string>>;
}

const MOST_FOLLOW_UPS = 3;

type Draft = Pick<Reply, 'decision'> & Partial<Reply>;

export function createComposer({ library, say, contacts, institutions }: ComposerParts): Composer {
  function draft(outcome: Outcome, lang: Language): Draft {
    const s = (key: string, values?: Record<string, string | number>) =>
      say(lang, `assistant:${key}`, values);
    switch (outcome.decision) {
      case 'answer':
        return answer(outcome, lang, s);
      case 'related':
        return related(outcome, lang, s);
      case 'clarify':
        return {
          decision: 'clarify',
          before: [s('clarify')],
          options: outcome.alternatives.map(id => library.option(id, lang, 'alternative')),
        };
      case 'decline':
        return decline(outcome, lang, s);
      case 'chat':
        return { decision: 'chat', intent: outcome.intent, ...chat(outcome, lang, s) };
      case 'urgent':
        return {
          decision: 'urgent',
          before: [
            s('urgent.calm'),
            s('urgent.safe'),
            ...emergency(s),
            s('urgent.automatic'),
            s('urgent.who'),
            ...(outcome.offer ? [s('handover.offer')] : []),
          ],
        };
      case 'human':
        return { decision: 'human', intent: 'human', before: human(outcome.news, lang, s) };
      case 'held':
        return { decision: 'held' };
    }
  }

  function answer(
    { entries, confidence, opening, facet, intent }: Extract<Outcome, { decision: 'answer' }>,
    lang: Language,
    s: Say,
  ): Draft {
    const quotes = entries.flatMap(id => library.quotes(id, lang));
    const first = entries[0]!;
    const children = entries.flatMap(id => library.children(id, lang));
    const before: string[] = [];
    if (opening) before.push(s(`answer.${opening}`));
    if (entries.length > 1) before.push(s('answer.several'));
    else if (quotes.length > 1) before.push(s('answer.group', { count: quotes.length }));
    else if (quotes.length === 0) before.push(s('answer.headings'));
    return {
      decision: 'answer',
      intent,
      facet,
      entries,
      confidence,
      before,
      quotes,
      citation: library.citation(first, lang),
      after: facet ? [s('answer.also'), s(`related.${facet}`), ...enquiries(lang, s)] : [],
      options: [...children, ...followUps(first, [...entries, ...children.map(({ entry }) => entry)], lang)],
    };
  }

  function related(
    { entry, facet, confidence }: Extract<Outcome, { decision: 'related' }>,
    lang: Language,
    s: Say,
  ): Draft {
    const { title } = library.entry(entry)!;
    const children = library.children(entry, lang);
    return {
      decision: 'related',
      facet,
      entries: [entry],
      confidence,
      before: [s(`related.${facet ?? 'other'}`), s('related.says', { matter: textIn(title, lang) })],
      quotes: library.quotes(entry, lang),
      citation: library.citation(entry, lang),
      after: enquiries(lang, s),
      options: [...children, ...followUps(entry, [entry, ...children.map(child => child.entry)], lang)],
    };
  }

  function decline(
    { reason, institutions: named, offer }: Extract<Outcome, { decision: 'decline' }>,
    lang: Language,
    s: Say,
  ): Draft {
    const before = reason === 'other-language' ? inEveryLanguage(lang) : [s(`decline.${reason}`)];
    if (reason === 'other-language') before.push(...enquiries(lang, s));
    for (const id of named.slice(0, 1)) {
      const title = institutions.get(id);
      const institution = title && textIn(title, lang);
      if (institution) before.push(s('decline.institution', { institution }));
    }
    if (offer) before.push(s('handover.offer'));
    return { decision: 'decline', reason, before, options: starters(lang) };
  }

  /** Which languages the assistant speaks, said in each of them: that of the reply first. */
  function inEveryLanguage(lang: Language): string[] {
    const others = say.languages.filter(other => other !== lang);
    return [lang, ...others].map(one =>
      say(one, 'assistant:decline.other-language', { languages: say.list(one, 'conjunction') }),
    );
  }

  /** What happens next, honestly: who reads along, whether anybody is there, how to leave the queue. */
  function human(news: HandoverNews | null, lang: Language, s: Say): string[] {
    switch (news) {
      case null:
        return [s('human'), ...enquiries(lang, s)];
      case 'again':
        return [s('handover.again'), s('handover.leave')];
      case 'declined':
      case 'withdrawn':
        return [s(`handover.${news}`)];
      case 'there':
        return [s('handover.there'), s('handover.who'), s('handover.leave')];
      case 'nobody':
      case 'closed':
        return [
          s(`handover.${news}`),
          s('handover.unsure'),
          s('handover.who'),
          s('handover.leave'),
          ...enquiries(lang, s),
        ];
    }
  }

  function chat(
    { intent, introduced }: Extract<Outcome, { decision: 'chat' }>,
    lang: Language,
    s: Say,
  ): Partial<Draft> {
    const introduction = introduced ? [s('who')] : [s('who'), s('can'), s('cannot'), s('kept')];
    switch (intent) {
      case 'greeting':
        return {
          before: introduced ? [s('greeting')] : [s('greeting'), ...introduction],
          options: starters(lang),
        };
      case 'bot-identity':
        return { before: [s('who'), s('can'), s('cannot'), s('kept')], options: starters(lang) };
      case 'help':
        return { before: [s('can'), s('cannot'), s('help')], options: starters(lang) };
      case 'privacy':
        return { before: [s('kept'), s('privacy')] };
      case 'delete-data':
        return { before: [s('deleted')] };
      case 'switch-language':
        return { before: [s('switched')], options: starters(lang) };
      case 'positive-feedback':
        return { before: [s('positiveFeedback')] };
      case 'negative-feedback':
        return { before: [s('negativeFeedback'), ...enquiries(lang, s)], options: starters(lang) };
      case 'repeat':
      case 'back':
        return { before: [s('nothingToRepeat')], options: starters(lang) };
      case 'more':
        return { before: [s('noMore')], options: starters(lang) };
      case 'thanks':
        return { before: [s('thanks')] };
      case 'goodbye':
        return { before: [s('goodbye')] };
      case 'human':
        return { before: [s('human'), ...enquiries(lang, s)] };
    }
  }

  function followUps(id: EntryId, without: readonly EntryId[], lang: Language): Option[] {
    const options: Option[] = [];
    for (const other of library.neighbours(id)) {
      if (options.length === MOST_FOLLOW_UPS) break;
      if (!without.includes(other)) options.push(library.option(other, lang, 'follow-up'));
    }
    return options;
  }

  /** The entries that {@link starters} offers, once they were looked up. */
  let first: EntryId[] | null = null;

  /** The first entries of the document with a text or parts of their own, the front matter left out. */
  function starters(lang: Language): Option[] {
    first ??= library.documents
      .flatMap(({ entries }) => entries)
      .filter(({ id, facets }) => facets.length === 0 && !id.includes('.'))
      .slice(0, MOST_FOLLOW_UPS)
      .map(({ id }) => id);
    return first.map(id => library.option(id, lang, 'follow-up'));
  }

  function enquiries(lang: Language, s: Say): string[] {
    const { phone, url, hours } = contacts;
    const lines: string[] = [];
    if (phone) lines.push(s('contact.phone', { phone }));
    if (url) lines.push(s('contact.url', { url }));
    if (hours && lines.length > 0) lines.push(s('contact.hours', { hours: spokenHours(hours, lang, say) }));
    return lines.length > 0 ? lines : [s('contact.none')];
  }

  function emergency(s: Say): string[] {
    const lines = contacts.emergency
      ? [s('urgent.emergency', { number: contacts.emergency })]
      : [s('urgent.none')];
    return contacts.phone ? [...lines, s('contact.phone', { phone: contacts.phone })] : lines;
  }

  return {
    compose(outcome, lang, redacted) {
      const made = draft(outcome, lang);
      const notice = redacted && outcome.decision !== 'urgent' ? [say(lang, 'assistant:personalData')] : [];
      const quotes = made.quotes ?? [];
      const translated = [
        ...(quotes.some(quote => !quote.official) ? [say(lang, 'assistant:answer.translation')] : []),
        ...(lang !== OFFICIAL_LANGUAGE && quotes.some(quote => quote.official)
          ? [say(lang, 'assistant:answer.untranslated')]
          : []),
      ];
      const reply: Reply = {
        lang,
        intent: null,
        reason: null,
        facet: null,
        entry: made.entries?.[0] ?? null,
        entries: [],
        confidence: 0,
        quotes: [] as Quote[],
        options: [],
        citation: null,
        speaker: 'assistant',
        before: [],
        text: '',
        ...made,
        after: [...translated, ...(made.after ?? []), ...notice],
      };
      return { ...reply, text: plainText(reply, library, say) };
    },
  };
}

type Say = (key: string, values?: Record<string, string | number>) => string;
