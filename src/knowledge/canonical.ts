import { orderedByLanguage } from '../language/index.ts';
import type { Document, Entry, Translated } from './entry.ts';
import type { Knowledge } from './knowledge.ts';

/**
 * The same knowledge with its keys in one order, whoever wrote them down: two editions that say the same have the same
 * id, be they read from files, imported or edited in the desk.
 */
export function canonical({ documents, glossary, institutions, asked }: Knowledge): Knowledge {
  return {
    documents: documents.map(documentOf),
    glossary: glossary.map(({ id, es, en, entries }) => ({ id, es, en, entries })),
    institutions: institutions.map(({ id, names: { es, en }, title, exact }) => ({
      id,
      names: { es, en },
      title: translated(title),
      exact,
    })),
    asked,
  };
}

function documentOf(document: Document): Document {
  const { id, title, shortTitle, issuer, issued, legalBasis, precedence, validFrom, validUntil, retired } =
    document;
  return {
    id,
    title: translated(title),
    shortTitle: translated(shortTitle),
    issuer: translated(issuer),
    issued,
    legalBasis: translated(legalBasis),
    ...(precedence === undefined ? {} : { precedence }),
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validUntil === undefined ? {} : { validUntil }),
    ...(retired === undefined ? {} : { retired }),
    entries: document.entries.map(entryOf),
  };
}

function entryOf({
  id,
  document,
  section,
  title,
  label,
  facets,
  text,
  children,
  questions,
  pending,
}: Entry): Entry {
  return {
    id,
    document,
    section: translated(section),
    title: translated(title),
    label: translated(label),
    facets,
    text: text && translated(text),
    children,
    questions: orderedByLanguage(questions, list => list),
    ...(pending ? { pending } : {}),
  };
}

function translated(text: Translated): Translated {
  return orderedByLanguage(text, one => one);
}
