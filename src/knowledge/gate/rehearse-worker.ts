// The thread of `rehearse.ts`: trains, asks, measures, and tells how far it is.
import { existsSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { createSentences } from '../../answer/index.ts';
import { readBank } from '../../evaluation/index.ts';
import { saveIndex } from '../../retrieval/index.ts';
import { type Assistant, createAssistant } from '../../turn/index.ts';
import { trainIndex } from '../../understanding/index.ts';
import { languagesIn } from '../check-entries.ts';
import { type ChangedAnswer, changedAnswers } from '../compare/index.ts';
import { openEdition } from '../edition.ts';
import type { Knowledge } from '../knowledge.ts';
import { readLocales } from '../read-locales.ts';
import { measure } from './measure.ts';
import type { Misdirected, RehearsalOrder, RehearsalProgress, RehearsalTold } from './rehearse.ts';

const order = workerData as RehearsalOrder;
const say = createSentences(readLocales(order.locales));
const knowledge = JSON.parse(order.draft.content) as Knowledge;

tell('training', 0, 1);
const index = order.draft.index ?? saveIndex(trainIndex(knowledge));
const edition = { id: order.draft.id, content: order.draft.content, index };
tell('training', 1, 1);
const draft = createAssistant(openEdition(edition), say, {});
const published = order.published && createAssistant(openEdition(order.published), say, {});
const entries = new Set(knowledge.documents.flatMap(document => document.entries.map(({ id }) => id)));

const { changed, sealedChanges } = published ? compare(published) : { changed: [], sealedChanges: 0 };
const banks = order.measured.filter(file => existsSync(file));
const measures = banks.flatMap((file, i) => {
  tell('measuring', i, banks.length);
  return measure(file, draft, published, entries);
});
tell('measuring', banks.length, banks.length);
const rehearsal = { edition, measures, changed, sealedChanges, misdirected: misdirected() };
parentPort!.postMessage({ rehearsal } satisfies RehearsalTold);

function compare(before: Assistant): { changed: ChangedAnswer[]; sealedChanges: number } {
  const all = order.compared.filter(file => existsSync(file)).map(file => readBank(file));
  const total = all.reduce((sum, bank) => sum + bank.lines.length, 0);
  let asked = 0;
  const found: ChangedAnswer[] = [];
  let sealed = 0;
  for (const { header, lines } of all) {
    const questions = lines.map(({ q }) => q);
    const own = changedAnswers(before, draft, questions, done => tell('asking', asked + done, total));
    asked += questions.length;
    if (header.sealed) sealed += own.length;
    else found.push(...own);
  }
  tell('asking', total, total);
  return { changed: found, sealedChanges: sealed };
}

/** Only of entries that are new or have other questions: the others were published so. */
function misdirected(): Misdirected[] {
  const before = order.published && (JSON.parse(order.published.content) as Knowledge);
  const known = new Map(
    before?.documents.flatMap(({ entries }) => entries.map(entry => [entry.id, entry.questions])),
  );
  return knowledge.documents.flatMap(document =>
    document.entries.flatMap(({ id, ...entry }) =>
      languagesIn(entry).flatMap(lang => {
        const old = new Set(known.get(id)?.[lang]);
        return (entry.questions[lang] ?? [])
          .filter(question => !old.has(question))
          .flatMap(question => {
            const found = draft.search(question, { lang, prefix: false, limit: 1 })[0]?.entry ?? null;
            return found === id ? [] : [{ entry: id, lang, question, found }];
          });
      }),
    ),
  );
}

function tell(step: RehearsalProgress['step'], done: number, total: number): void {
  parentPort!.postMessage({ progress: { step, done, total } } satisfies RehearsalTold);
}
