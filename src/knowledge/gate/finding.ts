/** What the gate looks for beyond the form of the files. `error` keeps an edition from being published. */
export const FINDINGS = {
  'text-not-in-source': 'error',
  'heading-not-in-source': 'error',
  'date-not-in-source': 'error',
  'text-repeated': 'error',
  'markup-found': 'error',
  'sentence-long': 'error',
  'reading-hard': 'error',
  'language-unspoken': 'error',
  'sentence-unknown': 'error',
  'sentence-values': 'error',
  'sentences-missing': 'warning',
  'translations-missing': 'warning',
  'entries-contradict': 'warning',
  'questions-alike': 'warning',
  'document-expired': 'warning',
  'document-not-yet': 'warning',
} as const;
export type FindingCode = keyof typeof FINDINGS;

/** Something that is not right with the knowledge, and where. Its sentence is `knowledge:finding.<code>`. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: 'error' | 'warning';
  readonly place: Place;
  readonly values: Readonly<Record<string, string | number>>;
}

/** A value of a file: of an entry, of a document, or of the file that is named. Keys as the files have them. */
export interface Place {
  readonly document?: string;
  readonly entry?: string;
  readonly file?: string;
  readonly path: readonly (string | number)[];
}

export function finding(code: FindingCode, place: Place, values: Finding['values'] = {}): Finding {
  return { code, severity: FINDINGS[code], place, values };
}
