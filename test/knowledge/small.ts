import { type Knowledge, type StoredEdition, trainEdition } from '../../src/knowledge/index.ts';
import { seedKnowledge } from '../seed.ts';

/** Ways of asking that each entry keeps. */
const QUESTIONS = 12;

/** The knowledge of `knowledge/` with few questions: its index is trained in a second or two. */
export function smallKnowledge(): Knowledge {
  const { documents, asked, ...others } = seedKnowledge();
  const few = ({ es, en }: { es: readonly string[]; en: readonly string[] }) => ({
    es: es.slice(0, QUESTIONS),
    en: en.slice(0, QUESTIONS),
  });
  const fewer = (by: Parameters<typeof few>[0]) => ({ es: by.es.slice(0, 3), en: by.en.slice(0, 3) });
  const facets = Object.fromEntries(Object.keys(asked.facets).map(facet => [facet, { es: {}, en: {} }]));
  return {
    ...others,
    documents: documents.map(document => ({
      ...document,
      entries: document.entries.map(entry => ({ ...entry, questions: few(entry.questions) })),
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

export const smallEdition = (): StoredEdition => trainEdition(smallKnowledge());
