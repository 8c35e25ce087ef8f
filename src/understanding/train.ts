import type { Knowledge } from '../knowledge/knowledge.ts';
import { inOrder, type Language } from '../language/index.ts';
import { buildIndex, type Concept, type Index, type Row } from '../retrieval/index.ts';
import { withoutCourtesy } from './courtesy.ts';
import { ASKS, DANGER, ELSEWHERE, FACET, HARMLESS, INSTITUTION, INTENT, TOPIC } from './kinds.ts';
import { rewording } from './rewording.ts';

/** Builds and trains the institute's index over everything in `knowledge/`. Takes some seconds; runs ahead. */
export function trainIndex(knowledge: Knowledge): Index {
  return buildIndex(entryRows(knowledge), {
    background: backgroundRows(knowledge),
    glossary: { concepts: concepts(knowledge) },
    reworded: rewording(knowledge.asked.around),
    train: true,
  });
}

/** A row for each entry and language that it is in: title, text, and how people ask. */
export function entryRows(knowledge: Knowledge): Row[] {
  return knowledge.documents.flatMap(document =>
    document.entries.flatMap(({ id, title, text, questions }) =>
      languagesOf([title, text ?? {}, questions]).map(lang => ({
        id,
        lang,
        title: title[lang] ?? '',
        ...(text ? { text: text[lang] ?? '' } : {}),
        questions: (questions[lang] ?? []).map(withoutCourtesy),
      })),
    ),
  );
}

function languagesOf(parts: readonly object[]): Language[] {
  return inOrder(parts.flatMap(part => Object.keys(part) as Language[]));
}

function backgroundRows({ asked }: Knowledge): (Row & { about?: string })[] {
  const { facets, intents, elsewhere, danger, lookalikes } = asked;
  const lists = [facets, intents, elsewhere].flatMap(by => Object.values<object>(by));
  return languagesOf([...lists, danger, lookalikes]).flatMap(lang =>
    [
      ...Object.entries(facets).flatMap(([facet, by]) =>
        Object.entries(by[lang] ?? {}).map(([entry, questions]) => ({
          ...row(FACET + facet, questions),
          about: entry,
        })),
      ),
      ...Object.entries(intents).map(([intent, by]) => row(INTENT + intent, by[lang])),
      ...Object.values(elsewhere).map(by => row(ELSEWHERE, by[lang])),
      row(DANGER, danger[lang]),
      row(HARMLESS, lookalikes[lang]),
    ].map(made => ({ ...made, lang })),
  );
}

function row(id: string, questions: readonly string[] = []): Omit<Row, 'lang'> {
  return { id, questions: questions.map(withoutCourtesy) };
}

/** The glossary's things, cues of what is asked, and names of institutions (those that no other word is). */
function concepts({ glossary, asked, institutions }: Knowledge): Concept[] {
  return [
    ...glossary.map(({ id, es, en }) => ({ id, es: [...es], en: [...en] })),
    ...Object.entries(asked.facetWords).map(([facet, { es, en }]) => ({
      id: ASKS + facet,
      es: [...es],
      en: [...en],
      exact: true,
    })),
    ...Object.entries(asked.topics).map(([topic, { es, en }]) => ({
      id: TOPIC + topic,
      es: [...es],
      en: [...en],
    })),
    ...institutions
      .filter(({ exact }) => !exact)
      .map(({ id, names }) => ({ id: INSTITUTION + id, es: [...names.es], en: [...names.en], exact: true })),
  ];
}
