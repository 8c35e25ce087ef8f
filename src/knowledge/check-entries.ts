import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ByLanguage, fold, inOrder, type Language } from '../language/index.ts';
import type { Entry } from './entry.ts';
import type { Fault } from './faults.ts';
import type { DocumentFile, EntryFile } from './read-knowledge.ts';
import type { YamlFile } from './yaml-file.ts';

/** What no schema can see: ids against file names, labels and questions against each other, children against entries. */
export function checkEntries(
  files: readonly EntryFile[],
  document: Pick<DocumentFile, 'data'>,
  faults: Fault[],
): void {
  const ids = new Set(document.data.entries);
  const labels = new Map<string, string>();
  const questions = new Map<string, string>();
  for (const { file, data, lineOf } of files) {
    const fault = (code: Fault['code'], path: readonly PropertyKey[], values: Record<string, string>) =>
      faults.push({ file, line: lineOf(path), code, values });
    if (!file.endsWith(`/${data.id}.yaml`)) fault('id-mismatch', ['id'], { id: data.id });
    if ((data.text === undefined) === (data.children === undefined))
      fault('text-or-children', [], { id: data.id });
    data.children?.forEach((child, i) => {
      if (!ids.has(child)) fault('child-unknown', ['children', i], { id: child });
    });
    for (const lang of languagesIn(data)) {
      const name = data.label[lang] ?? '';
      const label = `${lang} ${fold(name)}`;
      const twin = name === '' ? undefined : labels.get(label);
      if (twin) fault('label-repeated', ['label', lang], { label: name, twin });
      labels.set(label, file);
      if (/[<>`]/.test(data.text?.[lang] ?? '')) fault('markup-forbidden', ['text', lang], { id: data.id });
      (data.questions[lang] ?? []).forEach((question, i) => {
        const key = `${lang} ${fold(question)}`;
        const other = questions.get(key);
        if (other) fault('question-repeated', ['questions', lang, i], { question, twin: other });
        questions.set(key, file);
      });
    }
  }
}

/** The languages that anything of an entry is in. */
export function languagesIn({ section, title, label, text, questions }: Translations): Language[] {
  const parts = [section, title, label, ...(text ? [text] : []), questions];
  return inOrder(parts.flatMap(part => Object.keys(part) as Language[]));
}

type Translations = Pick<Entry, 'section' | 'title' | 'label' | 'questions'> & {
  readonly text?: Entry['text'] | undefined;
};

/** What no schema can see in a document's own data. */
export function checkDocument(
  folder: string,
  path: string,
  { file, data, lineOf }: DocumentFile,
  faults: Fault[],
): void {
  const fault = (code: Fault['code'], key: readonly PropertyKey[], values: Record<string, string>) =>
    faults.push({ file, line: lineOf(key), code, values });
  if (!path.endsWith(`/${data.id}`)) fault('id-mismatch', ['id'], { id: data.id });
  if (!existsSync(join(folder, path, data.source)))
    fault('source-missing', ['source'], { source: data.source });
  if (data.valid_from && data.valid_until && data.valid_from > data.valid_until)
    fault('date-order', ['valid_until'], { from: data.valid_from, until: data.valid_until });
  const retired = new Set(data.retired);
  data.entries.forEach((id, i) => {
    if (retired.has(id)) fault('id-retired', ['entries', i], { id });
    if (data.entries.indexOf(id) !== i) fault('entry-repeated', ['entries', i], { id });
  });
}

/** The glossary and the questions in vain name entries that exist. */
export function checkGlossary(
  { file, data, lineOf }: YamlFile<{ concepts: { entries: string[] }[] }>,
  known: ReadonlySet<string>,
  faults: Fault[],
): void {
  data.concepts.forEach((concept, i) => {
    for (const id of concept.entries) {
      if (!known.has(id))
        faults.push({
          file,
          line: lineOf(['concepts', i, 'entries']),
          code: 'entry-unknown',
          values: { id },
        });
    }
  });
}

export function checkFacets(
  { file, data, lineOf }: YamlFile<Record<string, ByLanguage<Record<string, string[]>>>>,
  known: ReadonlySet<string>,
  faults: Fault[],
): void {
  for (const [facet, by] of Object.entries(data)) {
    for (const lang of inOrder(Object.keys(by) as Language[])) {
      for (const id of Object.keys(by[lang] ?? {}).filter(id => !known.has(id)))
        faults.push({ file, line: lineOf([facet, lang, id]), code: 'entry-unknown', values: { id } });
    }
  }
}
