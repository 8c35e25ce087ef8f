import { type HttpAnswer, json } from '../../channel/index.ts';
import { ImportError, LIMITS } from '../../knowledge/import/index.ts';
import type { Knowledge } from '../../knowledge/index.ts';
import { named, RollbackError } from '../../knowledge/publish/index.ts';
import { type Html, html } from '../../web/pages/index.ts';
import { deskPage } from '../pages/shell.ts';
import type { Role } from '../roles.ts';
import type { DeskRoute, Visit } from '../routes.ts';
import { answerMain, draftMain } from './draft.ts';
import { documentEditOf, documentMain, editOf, entryMain } from './entry.ts';
import { editionMain, overviewMain } from './overview.ts';
import { type EditionsParts, notice, type Speaking, speaking } from './parts.ts';
import { withQuestion } from './proposals.ts';

const EDITORS: readonly Role[] = ['editor'];
const HOME = '/desk/editions';
const DRAFT = '/desk/editions/draft';
/** What may stand in an address to be told on the next page: keys of `editions:outcome`. */
const TOLD = /^[a-zA-Z-]{1,24}$/;
const GOOD = new Set(['done', 'published', 'rolledBack', 'saved', 'imported', 'discarded']);
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The editors' pages: every step of a new edition, from the file to the publication and back. */
export function editionRoutes(parts: EditionsParts): DeskRoute[] {
  const { workshop, store } = parts;
  const post = (path: string, step: (visit: Visit) => Promise<HttpAnswer>): DeskRoute => ({
    method: 'POST',
    path: `${HOME}/${path}`,
    kind: 'page',
    roles: EDITORS,
    handler: step,
  });
  const get = (path: string, handler: DeskRoute['handler']): DeskRoute => ({
    method: 'GET',
    path,
    kind: 'page',
    roles: EDITORS,
    handler,
  });

  function page(
    visit: Visit,
    make: (speaking: Speaking) => Html,
    status = 200,
    problem: string | null = null,
  ) {
    const speaks = speaking(parts, visit.view);
    const told = visit.request.method === 'GET' ? visit.request.query.get('told') : null;
    const known = told !== null && TOLD.test(told) ? told : null;
    const above = problem ?? (known && outcome(speaks, known));
    const isBad = problem !== null || (known !== null && !GOOD.has(known));
    const main = html`${notice(above, isBad)}${make(speaks)}`;
    return deskPage(visit.view, parts.assets, { title: speaks.say('title'), main, script: true }, status);
  }

  async function overview(visit: Visit, status = 200, problem: string | null = null): Promise<HttpAnswer> {
    const [live, draft, publications] = await Promise.all([
      store.publishedEdition(),
      store.editionDraft(),
      store.publications(),
    ]);
    const documents = live ? (JSON.parse(live.content) as Knowledge).documents : [];
    const shown = { live: live && { ...live, documents }, draft, publications };
    return page(visit, speaks => overviewMain(speaks, shown), status, problem);
  }

  async function importFile(visit: Visit): Promise<HttpAnswer> {
    const { say, sayKnowledge } = speaking(parts, visit.view);
    const { file, form, session } = visit;
    const issued = form.get('issued')?.trim() ?? '';
    if (file === null) return overview(visit, 400, say('upload.missing'));
    try {
      if (issued !== '' && !DAY.test(issued)) throw new ImportError('date-invalid', { date: issued });
      return onwards(
        DRAFT,
        await told(workshop.importFile(file, session.account, issued || undefined), 'imported'),
      );
    } catch (error) {
      if (!(error instanceof ImportError)) throw error;
      return overview(visit, 422, sayKnowledge(`import.${error.code}`, error.values));
    }
  }

  async function entry(visit: Visit, save: boolean): Promise<HttpAnswer> {
    const work = await workshop.work();
    const { id } = visit.request.params;
    const found = work?.knowledge.documents.flatMap(({ entries }) => entries).find(one => one.id === id);
    if (!found)
      return page(visit, ({ say }) => html`<div class="narrow"><h1>${say('entry.unknown')}</h1></div>`, 404);
    if (!save) return page(visit, speaks => entryMain(speaks, found));
    const edit = editOf(visit.form, found);
    const saved = await told(workshop.edit(found.id, edit, visit.session.account), 'saved');
    return onwards(`${HOME}/entry/${found.id}`, saved);
  }

  async function document(visit: Visit, save: boolean): Promise<HttpAnswer> {
    const work = await workshop.work();
    const found = work?.knowledge.documents.find(({ id }) => id === visit.request.params.id);
    if (!found)
      return page(visit, ({ say }) => html`<div class="narrow"><h1>${say('entry.unknown')}</h1></div>`, 404);
    if (!save) return page(visit, speaks => documentMain(speaks, found));
    const edit = documentEditOf(visit.form, found);
    const saved = await told(workshop.editDocument(found.id, edit, visit.session.account), 'saved');
    return onwards(`${HOME}/document/${found.id}`, saved);
  }

  async function proposal({ form, session }: Visit): Promise<HttpAnswer> {
    const found = (await store.proposals('open')).find(({ id }) => id === form.get('id'));
    const work = await workshop.work();
    if (!found || !work) return onwards(DRAFT, found ? 'no-draft' : 'done', 'proposals');
    const accepted = form.get('accept') === 'yes';
    const edit = accepted ? withQuestion(work.knowledge, found) : null;
    const outcome = edit ? await workshop.edit(found.entry!, edit, session.account) : 'done';
    if (outcome !== 'done') return onwards(DRAFT, outcome);
    await store.settleProposal(found.id, accepted ? 'accepted' : 'refused');
    const detail = { proposal: found.id, accepted };
    await store.recordAudit({ actor: session.account, action: 'proposal-settled', detail });
    return onwards(DRAFT, 'done', 'proposals');
  }

  async function rollback(visit: Visit): Promise<HttpAnswer> {
    try {
      await workshop.rollBack(visit.session.account, visit.form.get('to') ?? undefined);
      return onwards(HOME, 'rolledBack');
    } catch (error) {
      if (!(error instanceof RollbackError)) throw error;
      return onwards(HOME, error.code);
    }
  }

  async function answer(visit: Visit, question: string): Promise<{ text: string; decision: string } | null> {
    const reply = await workshop.preview(question.slice(0, 500), visit.view.lang);
    if (reply === null) return null;
    const { say } = speaking(parts, visit.view);
    const head = say('try.answer', { decision: reply.decision, entry: reply.entry ?? '–' });
    return { decision: reply.decision, text: `${head}\n\n${reply.text}` };
  }

  return [
    get(HOME, visit => overview(visit)),
    get(DRAFT, async visit => {
      const work = await workshop.work();
      const open = await store.proposals('open');
      return work === null ? onwards(HOME, 'no-draft') : page(visit, speaks => draftMain(speaks, work, open));
    }),
    get(`${HOME}/entry/:id`, visit => entry(visit, false)),
    get(`${HOME}/document/:id`, visit => document(visit, false)),
    get(`${HOME}/of/:edition`, async visit => {
      const publication = named(await store.publications(), visit.request.params.edition ?? '');
      const edition = publication && (await store.edition(publication.id));
      if (!edition)
        return page(
          visit,
          ({ say }) => html`<div class="narrow"><h1>${say('history.unknown')}</h1></div>`,
          404,
        );
      const knowledge = JSON.parse(edition.content) as Knowledge;
      return page(visit, speaks => editionMain(speaks, edition, knowledge));
    }),
    { ...post('import', importFile), upload: LIMITS.bytes },
    post('begin', async ({ session }) => onwards(DRAFT, await told(workshop.begin(session.account), 'done'))),
    post('entry/:id', visit => entry(visit, true)),
    post('document/:id', visit => document(visit, true)),
    post('proposal', proposal),
    post('try-out', async () => onwards(DRAFT, await told(workshop.tryOut(), 'done'), 'trial')),
    post('try', async visit => {
      const question = visit.form.get('q') ?? '';
      const found = await answer(visit, question);
      const { say } = speaking(parts, visit.view);
      return page(visit, speaks => answerMain(speaks, question, found?.text ?? say('try.untried')));
    }),
    post('publish', async ({ session }) => {
      const done = await told(workshop.publish(session.account), 'published');
      return onwards(done === 'published' ? HOME : DRAFT, done);
    }),
    post('discard', async ({ session }) => {
      await workshop.discard(session.account);
      return onwards(HOME, 'discarded');
    }),
    post('rollback', rollback),
    {
      method: 'POST',
      path: '/desk/api/editions/try',
      kind: 'api',
      roles: EDITORS,
      async handler(visit) {
        const text = typeof visit.body.text === 'string' ? visit.body.text : '';
        const { say } = speaking(parts, visit.view);
        return json(200, (await answer(visit, text)) ?? { text: say('try.untried'), decision: null });
      },
    },
  ];
}

/** What is told of a step that went well has a name of its own. */
async function told(step: Promise<string>, good: string): Promise<string> {
  const outcome = await step;
  return outcome === 'done' ? good : outcome;
}

function onwards(path: string, told: string, place = ''): HttpAnswer {
  return { status: 303, headers: { Location: `${path}?told=${told}${place && `#${place}`}` } };
}

function outcome({ say }: Speaking, key: string): string | null {
  try {
    return say(`outcome.${key}`);
  } catch {
    return null; // an address that somebody has made up
  }
}
