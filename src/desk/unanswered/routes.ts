import { HttpError } from '../../channel/index.ts';
import { type Language, spokenOrOfficial } from '../../language/index.ts';
import { csv } from '../csv.ts';
import { createEntries } from '../lookup/entries.ts';
import { deskPage, type PageAssets } from '../pages/shell.ts';
import type { DeskParts } from '../parts.ts';
import { type DayRange, dayRange } from '../range.ts';
import type { Role } from '../roles.ts';
import type { DeskRoute, Visit } from '../routes.ts';
import { createUnderstand } from './about.ts';
import { type Group, groupQuestions } from './group.ts';
import { unansweredMain } from './page.ts';

const WHO: readonly Role[] = ['supervisor', 'editor'];
/** Questions that are looked at; older ones are left out, and the page says so. */
const MOST_QUESTIONS = 10_000;
/** Groups on the page; all of them are in the file. */
export const MOST_GROUPS = 50;
/** Entries of which one can choose, when there are many: those that come nearest. */
const MOST_CHOICES = 60;
const LONGEST_QUESTION = 500;

export interface Filter {
  readonly range: DayRange;
  /** Null: both. */
  readonly lang: Language | null;
  /** Null: all. */
  readonly kind: 'related' | 'decline' | null;
}

/** What people ask in vain, and what is made of it. */
export function unansweredRoutes(parts: DeskParts, assets: PageAssets): DeskRoute[] {
  const { store, now, timeZone, assistant } = parts;
  const { languages } = parts.sentences;
  const entries = createEntries(parts);
  const understand = createUnderstand(assistant);

  function filterOf({ request: { query } }: Visit): Filter {
    const kind = query.get('kind');
    return {
      range: dayRange(query, now(), timeZone),
      lang: languages.find(lang => lang === query.get('lang')) ?? null,
      kind: kind === 'related' || kind === 'decline' ? kind : null,
    };
  }

  async function groups({ range, lang, kind }: Filter): Promise<{ groups: Group[]; cut: boolean }> {
    const kept = await store.unanswered(range.from, MOST_QUESTIONS);
    const asked = kept.filter(
      one =>
        one.day <= range.to &&
        (lang === null || one.lang === lang) &&
        (kind === null || one.decision === kind),
    );
    return { groups: groupQuestions(await understand(asked)), cut: kept.length === MOST_QUESTIONS };
  }

  async function notUseful({ range, lang }: Filter) {
    const kept = await store.feedback(range.from, MOST_QUESTIONS);
    return kept.filter(one => !one.positive && one.day <= range.to && (lang === null || one.lang === lang));
  }

  /** Entries to choose from: all of a small document, the nearest of a large one; the best guess first. */
  function choices(text: string): { entry: string; title: string }[] {
    const hits = assistant().search(text, { limit: 9, prefix: false });
    const nearest = hits.flatMap(({ entry }) => entries.view(entry) ?? []);
    const all = entries.list();
    const rest =
      all.length > MOST_CHOICES ? [] : all.filter(one => !hits.some(hit => hit.entry === one.entry));
    return [
      ...nearest.map(({ entry, es }) => ({ entry, title: es.title })),
      ...rest.map(({ entry, title }) => ({ entry, title: title.es })),
    ];
  }

  return [
    {
      method: 'GET',
      path: '/desk/unanswered',
      kind: 'page',
      roles: WHO,
      async handler(visit) {
        const filter = filterOf(visit);
        const { groups: found, cut } = await groups(filter);
        const main = unansweredMain(visit.view, {
          filter,
          groups: found.slice(0, MOST_GROUPS).map(group => ({ group, choices: choices(group.text) })),
          more: Math.max(0, found.length - MOST_GROUPS),
          cut,
          notUseful: await notUseful(filter),
          proposals: await store.proposals('open', 50),
          done: visit.request.query.get('done'),
        });
        return deskPage(visit.view, assets, { title: visit.view.say('unanswered.title'), main });
      },
    },
    {
      method: 'GET',
      path: '/desk/unanswered.csv',
      kind: 'api',
      roles: WHO,
      async handler(visit) {
        const filter = filterOf(visit);
        const { groups: found } = await groups(filter);
        const { say } = visit.view;
        const columns = ['related', 'decline'] as const;
        const weeks = [...new Set(found.flatMap(({ byWeek }) => [...byWeek.keys()]))].sort();
        return csv(`unanswered-${filter.range.from}-${filter.range.to}.csv`, [
          [
            say('unanswered.column.question'),
            say('unanswered.column.total'),
            ...languages.map(lang => visit.view.languageName(lang)),
            ...columns.map(name => say(`unanswered.column.${name}`)),
            ...weeks,
          ],
          ...found.map(({ text, count, byLang, byDecision, byWeek }) => [
            text,
            count,
            ...languages.map(lang => byLang[lang] ?? 0),
            byDecision.related ?? 0,
            byDecision.decline ?? 0,
            ...weeks.map(week => byWeek.get(week) ?? 0),
          ]),
        ]);
      },
    },
    {
      method: 'POST',
      path: '/desk/unanswered/propose',
      kind: 'page',
      roles: WHO,
      async handler({ form, session }) {
        const kind = form.get('kind') === 'owner' ? 'owner' : 'question';
        const text = (form.get('text') ?? '').trim().slice(0, LONGEST_QUESTION);
        const entry = form.get('entry') ?? '';
        if (text === '') throw new HttpError(400, 'Empty', 'There is no question.');
        if (kind === 'question' && entries.view(entry) === null)
          throw new HttpError(400, 'NoEntry', 'There is no such entry.');
        const asked = Number(form.get('asked'));
        const id = await store.propose({
          kind,
          entry: kind === 'question' ? entry : null,
          lang: spokenOrOfficial(form.get('lang'), languages),
          text: parts.redact(text).text,
          asked: Number.isSafeInteger(asked) && asked > 0 ? asked : 1,
          author: session.account,
        });
        await store.recordAudit({ actor: session.account, action: 'desk-proposed', detail: { id, kind } });
        return { status: 303, headers: { Location: `/desk/unanswered?done=${kind}` } };
      },
    },
  ];
}
