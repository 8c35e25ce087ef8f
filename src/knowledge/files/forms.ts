import { orderedByLanguage } from '../../language/index.ts';
import type { Document, Entry, Translated } from '../entry.ts';
import type { Knowledge } from '../knowledge.ts';

/** What a file in `knowledge/` holds, keys in the order in which they are written. A missing translation is left empty. */
export function entryForm(entry: Entry): Record<string, unknown> {
  const { id, section, title, label, facets, text, children, questions, pending } = entry;
  return {
    id,
    section: inEach(section),
    title: inEach(title),
    label: inEach(label),
    facets: [...facets],
    ...(pending ? { translation: 'pending' } : {}),
    ...(text === null ? { children: [...children] } : { text: inEach(text) }),
    questions: orderedByLanguage(questions, list),
  };
}

export function documentForm(document: Document, source: string): Record<string, unknown> {
  const { id, title, shortTitle, issuer, issued, legalBasis, precedence, validFrom, validUntil } = document;
  return {
    id,
    title: inEach(title),
    short_title: inEach(shortTitle),
    issuer: inEach(issuer),
    issued,
    legal_basis: inEach(legalBasis),
    ...(precedence === undefined ? {} : { precedence }),
    ...(validFrom === undefined ? {} : { valid_from: validFrom }),
    ...(validUntil === undefined ? {} : { valid_until: validUntil }),
    source,
    entries: document.entries.map(entry => entry.id),
    ...(document.retired === undefined ? {} : { retired: [...document.retired] }),
  };
}

/** The files beside the documents, by name. */
export function otherForms({ glossary, institutions, asked }: Knowledge): Record<string, unknown> {
  return {
    'glossary.yaml': { concepts: glossary },
    'asked/institutions.yaml': institutions.map(({ exact, ...institution }) =>
      exact ? { ...institution, exact } : institution,
    ),
    'asked/facets.yaml': asked.facets,
    'asked/facet-words.yaml': asked.facetWords,
    'asked/topics.yaml': asked.topics,
    'asked/elsewhere.yaml': asked.elsewhere,
    'asked/intents.yaml': asked.intents,
    'asked/danger.yaml': { danger: asked.danger, lookalikes: asked.lookalikes },
    'asked/around.yaml': asked.around,
  };
}

function inEach(text: Translated): Record<string, string | null> {
  return orderedByLanguage(text, one => (one === '' ? null : one));
}

function list(questions: readonly string[]): string[] | null {
  return questions.length === 0 ? null : [...questions];
}
