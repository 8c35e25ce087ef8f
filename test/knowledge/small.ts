import { type Entry, type Knowledge, type StoredEdition, trainEdition } from '../../src/knowledge/index.ts';
import { type ByLanguage, orderedByLanguage } from '../../src/language/index.ts';
import { seedKnowledge } from '../seed.ts';

/** Ways of asking that each entry keeps. */
const QUESTIONS = 12;
/** Who keeps the document up to date differs between the editions of the tests: it is asked in these words. */
export const WHO = 'responsable de actualización';

/** The knowledge of `knowledge/`, or of another folder, with few questions: its index is trained in a second or two. */
export function smallKnowledge(whole: Knowledge = seedKnowledge()): Knowledge {
  const { documents, asked, ...others } = whole;
  const few = (by: ByLanguage<readonly string[]>) => orderedByLanguage(by, list => list.slice(0, QUESTIONS));
  const fewer = (by: Parameters<typeof few>[0]) => orderedByLanguage(by, list => list.slice(0, 3));
  const facets = Object.fromEntries(Object.keys(asked.facets).map(facet => [facet, { es: {}, en: {} }]));
  return {
    ...others,
    documents: documents.map(document => ({
      ...document,
      entries: document.entries.map(entry => ({ ...entry, questions: few(withWho(entry)) })),
    })),
    asked: {
      ...asked,
      facets: facets as unknown as Knowledge['asked']['facets'],
      elsewhere: Object.fromEntries(Object.entries(asked.elsewhere).map(([topic, by]) => [topic, fewer(by)])),
      intents: Object.fromEntries(Object.entries(asked.intents).map(([intent, by]) => [intent, few(by)])),
      danger: few(asked.danger),
      lookalikes: few(asked.lookalikes),
    },
  };
}

function withWho({ id, questions }: Entry): Entry['questions'] {
  return id === 'ficha' ? { ...questions, es: [WHO, ...(questions.es ?? [])] } : questions;
}

export const smallEdition = (): StoredEdition => trainEdition(smallKnowledge());
