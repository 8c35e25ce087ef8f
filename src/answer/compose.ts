import { type ByLanguage, type Language, OFFICIAL_LANGUAGE, textIn } from '../language/index.ts';
import { createAboutItself } from './about-itself.ts';
import { createContactLines } from './contact-lines.ts';
import type { Contacts } from './contacts.ts';
import type { Library } from './library.ts';
import type { Say, Sentences } from './locale-files.ts';
import type { Outcome } from './outcome.ts';
import { plainText } from './plain-text.ts';
import { bareReply, type Reply } from './reply.ts';
import { createWaysOn } from './ways-on.ts';

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

type Draft = Pick<Reply, 'decision'> & Partial<Reply>;

export function createComposer({ library, say, contacts, institutions }: ComposerParts): Composer {
  const lines = createContactLines(contacts, say);
  const ways = createWaysOn(library);
  const { enquiries, emergency } = lines;
  const { followUps, starters } = ways;
  const { chat, human } = createAboutItself(lines, ways);

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
        ...bareReply(),
        lang,
        entry: made.entries?.[0] ?? null,
        text: '',
        ...made,
        after: [...translated, ...(made.after ?? []), ...notice],
      };
      return { ...reply, text: plainText(reply, library, say) };
    },
  };
}
