import { BASE_LANGUAGES } from '../language/index.ts';
import type { Document, Entry } from './entry.ts';
import type { UnfinishedCode } from './faults.ts';
import type { Place } from './gate/finding.ts';
import type { Knowledge } from './knowledge.ts';

/** With fewer ways of asking, an entry is hard to find. */
const LEAST_QUESTIONS = 5;

/** Something that an editor has still to write. */
export interface Unfinished {
  readonly code: UnfinishedCode;
  readonly place: Place;
  readonly values: Readonly<Record<string, string>>;
}

/** What is still to be written in a draft, in the order of the documents. */
export function unfinishedIn({ documents }: Knowledge): Unfinished[] {
  return documents.flatMap(document => [...ofDocument(document), ...document.entries.flatMap(ofEntry)]);
}

function ofDocument({ id, title, shortTitle, issuer, legalBasis }: Document): Unfinished[] {
  const texts = { title, short_title: shortTitle, issuer, legal_basis: legalBasis };
  return Object.entries(texts)
    .filter(([, text]) => text.en === '')
    .map(([key]) => ({
      code: 'translation-missing',
      place: { document: id, path: [key] },
      values: { id, key },
    }));
}

function ofEntry({ id, document, section, title, label, text, pending, questions }: Entry): Unfinished[] {
  const place = (...path: string[]) => ({ document, entry: id, path });
  const found: Unfinished[] = [];
  if (pending) found.push({ code: 'translation-pending', place: place('translation'), values: { id } });
  for (const [key, both] of Object.entries({ section, title, label, ...(text ? { text } : {}) })) {
    if (both.en === '') found.push({ code: 'translation-missing', place: place(key), values: { id, key } });
  }
  for (const lang of BASE_LANGUAGES) {
    const values = { id, lang, least: String(LEAST_QUESTIONS) };
    if (questions[lang].length < LEAST_QUESTIONS)
      found.push({ code: 'questions-missing', place: place('questions', lang), values });
  }
  return found;
}
