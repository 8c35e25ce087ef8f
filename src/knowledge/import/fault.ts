/** What is wrong with a file that somebody wants to import. Each has a sentence `knowledge:import.<code>`. */
export const IMPORT_FAULTS = [
  'file-missing',
  'file-empty',
  'file-too-large',
  'kind-unknown',
  'extension-wrong',
  'word-old',
  'password',
  'macros',
  'paths-unsafe',
  'entities-external',
  'unpacked-too-large',
  'damaged',
  'no-text',
  'text-unreadable',
  'pages-too-many',
  'text-too-long',
  'took-too-long',
  'memory-too-small',
  'no-structure',
  'no-date',
  'date-invalid',
  'document-unknown',
] as const;
export type ImportFault = (typeof IMPORT_FAULTS)[number];

/** The file cannot be imported; nothing was written. `values` fill the sentence. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
  readonly code: ImportFault;
  readonly values: Readonly<Record<string, string | number>>;

  constructor(code: ImportFault, values: Readonly<Record<string, string | number>> = {}) {
    super(`${code} ${JSON.stringify(values)}`);
    this.code = code;
    this.values = values;
  }
}
