import { checkEntries } from './check-entries.ts';
import type { Fault } from './faults.ts';
import { documentForm, entryForm } from './files/forms.ts';
import type { Knowledge } from './knowledge.ts';
import type { EntryFile } from './read-knowledge.ts';
import { documentFile, entryFile } from './schema.ts';

/**
 * What is wrong with the form of a knowledge that is in no files: the same rules as for files, the place being the
 * file that it would be in.
 */
export function structureFaults({ documents }: Knowledge): Fault[] {
  const faults: Fault[] = [];
  for (const document of documents) {
    const place = `documents/${document.id}`;
    const form = checked(
      `${place}/document.yaml`,
      documentFile,
      documentForm(document, 'source.txt'),
      faults,
    );
    const files = document.entries.flatMap((entry): EntryFile[] => {
      const file = `${place}/entries/${entry.id}.yaml`;
      const data = checked(file, entryFile, entryForm(entry), faults);
      return data ? [{ file, data, lineOf: () => 0 }] : [];
    });
    if (form) checkEntries(files, { data: form }, faults);
  }
  return faults;
}

function checked<T>(
  file: string,
  schema: { safeParse(value: unknown): { success: boolean; data?: T; error?: { issues: readonly Issue[] } } },
  form: unknown,
  faults: Fault[],
): T | null {
  const { success, data, error } = schema.safeParse(form);
  if (success) return data!;
  for (const { path, message } of error!.issues)
    faults.push({
      file,
      line: 0,
      code: 'form-invalid',
      values: { path: path.map(String).join('.'), why: message },
    });
  return null;
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}
