import type { Bilingual, Document, Entry } from './entry.ts';
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
      title: both(title),
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
    title: both(title),
    shortTitle: both(shortTitle),
    issuer: both(issuer),
    issued,
    legalBasis: both(legalBasis),
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
    section: both(section),
    title: both(title),
    label: both(label),
    facets,
    text: text && both(text),
    children,
    questions: { es: questions.es, en: questions.en },
    ...(pending ? { pending } : {}),
  };
}

function both({ es, en }: Bilingual): Bilingual {
  return { es, en };
}
