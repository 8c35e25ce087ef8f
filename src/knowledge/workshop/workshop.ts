import type { Reply, Sentences } from '../../answer/index.ts';
import { dayAt, type Language } from '../../language/index.ts';
import type { EditionDraft, Store } from '../../store/index.ts';
import { compareKnowledge, type Difference } from '../compare/index.ts';
import { draftApart } from '../draft/index.ts';
import { contentOf } from '../edition.ts';
import type { EntryId } from '../entry.ts';
import type { Fault } from '../faults.ts';
import { type Banks, checkQuality, type Finding } from '../gate/index.ts';
import { asText, readDocument } from '../import/index.ts';
import { inForce } from '../in-force.ts';
import type { Knowledge } from '../knowledge.ts';
import { type Publication, publishEdition, rollBack } from '../publish/index.ts';
import { wordsOf } from '../read-sources.ts';
import { structureFaults } from '../structure.ts';
import { type Unfinished, unfinishedIn } from '../unfinished.ts';
import { type DocumentEdit, documentEdited, type EntryEdit, entryEdited } from './edits.ts';
import { createTrials, type Trial } from './trial.ts';

export interface WorkshopParts {
  readonly store: Store;
  readonly sentences: Sentences;
  /** Folder of the sentences. */
  readonly locales: string;
  readonly banks: Banks;
  /** The office's: by its days, documents come into force. */
  readonly timeZone: string;
  now(): number;
  /** Told after a publication, so that this instance answers from it at once. */
  onPublished(): Promise<unknown>;
}

/** What editors are working on, and everything that is to be said about it. */
export interface Work {
  readonly draft: EditionDraft;
  readonly knowledge: Knowledge;
  readonly unfinished: readonly Unfinished[];
  readonly faults: readonly Fault[];
  readonly findings: readonly Finding[];
  readonly differences: readonly Difference[];
  readonly trial: Trial;
}

export type Outcome =
  | 'done'
  | 'conflict'
  | 'no-draft'
  | 'not-finished'
  | 'not-tried'
  | 'not-good-enough'
  | 'same';

/** The editors' workshop: what the command line does in a folder is done here on a draft in the store. */
export interface Workshop {
  /** The draft with everything about it; null when nobody is working on one. */
  work(): Promise<Work | null>;
  /** Reads a document and puts it into the draft, or into a new one. Throws an ImportError; then nothing is kept. */
  importFile(file: { name: string; bytes: Uint8Array }, actor: string, issued?: string): Promise<Outcome>;
  /** Begins a draft that says what is published. */
  begin(actor: string): Promise<Outcome>;
  edit(entry: EntryId, edit: EntryEdit, actor: string): Promise<Outcome>;
  editDocument(document: string, edit: DocumentEdit, actor: string): Promise<Outcome>;
  discard(actor: string): Promise<void>;
  /** Trains and measures the draft, in a thread; {@link Work.trial} says how far it is. */
  tryOut(): Promise<Outcome>;
  /** What somebody who asks this would get from the draft; null until it was tried. */
  preview(question: string, lang: Language): Promise<Reply | null>;
  publish(actor: string): Promise<Outcome>;
  rollBack(actor: string, to?: string): Promise<Publication>;
}

export function createWorkshop(parts: WorkshopParts): Workshop {
  const { store, now } = parts;
  const trials = createTrials(parts.sentences);

  const day = () => dayAt(now(), parts.timeZone);
  const current = async () => {
    const draft = await store.editionDraft();
    return draft && { draft, knowledge: JSON.parse(draft.content) as Knowledge };
  };
  const published = async () => {
    const edition = await store.publishedEdition();
    return edition && { edition, knowledge: JSON.parse(edition.content) as Knowledge };
  };
  async function save(
    knowledge: Knowledge,
    before: Pick<EditionDraft, 'version' | 'sources'> | null,
    actor: string,
    action: string,
    detail: Record<string, string>,
    sources: Record<string, string> = {},
  ): Promise<Outcome> {
    const { content } = contentOf(knowledge);
    const draft = { content, sources: { ...before?.sources, ...sources }, actor };
    if (!(await store.saveEditionDraft(draft, before?.version ?? 0))) return 'conflict';
    await store.recordAudit({ actor, action, detail });
    return 'done';
  }

  return {
    async work() {
      const found = await current();
      if (found === null) return null;
      const { draft, knowledge } = found;
      const before = (await published())?.knowledge ?? { ...knowledge, documents: [] };
      return {
        draft,
        knowledge,
        unfinished: unfinishedIn(knowledge),
        faults: structureFaults(knowledge),
        findings: checkQuality(knowledge, { sources: new Map(Object.entries(draft.sources)), day: day() }),
        differences: compareKnowledge(before, knowledge),
        trial: trials.of(draft),
      };
    },

    async importFile(file, actor, issued) {
      const found = await current();
      const base = found?.knowledge ?? (await published())?.knowledge;
      if (!base) return 'no-draft';
      const outline = await readDocument({ ...file, known: wordsOf(base) });
      const options = issued === undefined ? {} : { issued };
      const { knowledge, document } = await draftApart({ knowledge: base, outline, options });
      const detail = { document, issued: knowledge.documents.find(({ id }) => id === document)!.issued };
      const sources = { [document]: asText(outline) };
      return save(knowledge, found?.draft ?? null, actor, 'edition-imported', detail, sources);
    },

    async begin(actor) {
      const base = await published();
      if (!base) return 'no-draft';
      return save(base.knowledge, null, actor, 'edition-draft-begun', { edition: base.edition.id });
    },

    async edit(entry, edit, actor) {
      const found = await current();
      if (found === null) return 'no-draft';
      const { knowledge, draft } = found;
      const documents = knowledge.documents.map(document => ({
        ...document,
        entries: document.entries.map(one => (one.id === entry ? entryEdited(one, edit) : one)),
      }));
      return save({ ...knowledge, documents }, draft, actor, 'edition-draft-edited', { entry });
    },

    async editDocument(id, edit, actor) {
      const found = await current();
      if (found === null) return 'no-draft';
      const { knowledge, draft } = found;
      const documents = knowledge.documents.map(document =>
        document.id === id ? documentEdited(document, edit) : document,
      );
      return save({ ...knowledge, documents }, draft, actor, 'edition-draft-edited', { document: id });
    },

    async discard(actor) {
      await store.dropEditionDraft();
      await store.recordAudit({ actor, action: 'edition-draft-discarded', detail: {} });
    },

    async tryOut() {
      const found = await current();
      if (found === null) return 'no-draft';
      const { draft, knowledge } = found;
      if (['running', 'done'].includes(trials.of(draft).state)) return 'done';
      if (structureFaults(knowledge).length > 0) return 'not-finished';
      trials.begin(draft, async () => ({
        draft: { ...contentOf(inForce(knowledge, day())), index: null },
        published: await store.publishedEdition(),
        locales: parts.locales,
        ...parts.banks,
      }));
      return 'done';
    },

    async preview(question, lang) {
      return trials.ask(question, lang);
    },

    async publish(actor) {
      const found = await current();
      if (found === null) return 'no-draft';
      const { draft, knowledge } = found;
      const findings = checkQuality(knowledge, {
        sources: new Map(Object.entries(draft.sources)),
        day: day(),
      });
      const blocking = findings.some(({ severity }) => severity === 'error');
      if (blocking || unfinishedIn(knowledge).length + structureFaults(knowledge).length > 0)
        return 'not-finished';
      const { edition } = (await published()) ?? {};
      if (edition?.id === contentOf(inForce(knowledge, day())).id) return 'same';
      const trial = trials.of(draft);
      if (trial.state !== 'done') return 'not-tried';
      if (!trial.passes) return 'not-good-enough';
      await publishEdition(store, trial.rehearsal.edition, actor);
      await store.dropEditionDraft();
      await parts.onPublished();
      return 'done';
    },

    async rollBack(actor, to) {
      const live = await rollBack(store, actor, to);
      await parts.onPublished();
      return live;
    },
  };
}
