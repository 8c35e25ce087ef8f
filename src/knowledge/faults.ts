/** One thing that is wrong in `knowledge/`: where, what, and what to do about it. */
export interface Fault {
  /** Relative to `knowledge/`. */
  file: string;
  /** From 1; 0 where the whole file is meant. */
  line: number;
  /** Stable; also the key of its sentence in the namespace `knowledge`. */
  code:
    | 'file-missing'
    | 'yaml-invalid'
    | 'form-invalid'
    | 'id-mismatch'
    | 'entry-unlisted'
    | 'label-repeated'
    | 'text-or-children'
    | 'child-unknown'
    | 'entry-unknown'
    | 'question-repeated'
    | 'markup-forbidden'
    | 'source-missing'
    | 'date-order'
    | 'id-retired'
    | 'entry-repeated'
    | UnfinishedCode;
  /** What the sentence is filled with: the value found, the key, the place of its twin. */
  values: Readonly<Record<string, string>>;
}

/** What is only still to be written: a draft may have it, a published edition may not. */
export type UnfinishedCode = 'translation-missing' | 'translation-pending' | 'questions-missing';

/** The knowledge could not be loaded: every fault at once. */
export class KnowledgeError extends Error {
  readonly code = 'knowledge-invalid';
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(
      faults
        .map(({ file, line, code, values }) => `knowledge/${file}:${line} ${code} ${JSON.stringify(values)}`)
        .join('\n'),
    );
    this.faults = faults;
  }
}
