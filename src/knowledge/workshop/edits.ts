import type { Document, Entry } from '../entry.ts';

/** What an editor may change of an entry. The official text is not among it: that comes from the document. */
export type EntryEdit = Partial<Pick<Entry, 'title' | 'label' | 'questions'>> & {
  readonly textEn?: string;
  readonly sectionEn?: string;
  /** The translation was looked at, and is right. */
  readonly reviewed?: boolean;
};

/** What an editor may change of a document: what the assistant calls it, and translations. */
export type DocumentEdit = Pick<Document, 'shortTitle'> & {
  readonly titleEn: string;
  readonly issuerEn: string;
  readonly legalBasisEn: string;
};

export function entryEdited(entry: Entry, { textEn, sectionEn, reviewed, ...names }: EntryEdit): Entry {
  const { pending, ...rest } = entry;
  return {
    ...rest,
    ...names,
    section: { ...entry.section, ...(sectionEn === undefined ? {} : { en: sectionEn }) },
    text: entry.text && { ...entry.text, ...(textEn === undefined ? {} : { en: textEn }) },
    ...(pending && reviewed !== true ? { pending } : {}),
  };
}

export function documentEdited(
  document: Document,
  { shortTitle, titleEn, issuerEn, legalBasisEn }: DocumentEdit,
): Document {
  return {
    ...document,
    shortTitle,
    title: { ...document.title, en: titleEn },
    issuer: { ...document.issuer, en: issuerEn },
    legalBasis: { ...document.legalBasis, en: legalBasisEn },
  };
}
