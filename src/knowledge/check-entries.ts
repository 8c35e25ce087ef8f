import { fold, LANGUAGES } from '../language/index.ts';
import type { Fault } from './faults.ts';
import type { EntryFile } from './read-knowledge.ts';
import type { YamlFile } from './yaml-file.ts';

/** What no schema can see: ids against file names, labels and questions against each other, children against entries. */
export function checkEntries(
  files: readonly EntryFile[],
  document: YamlFile<{ entries: string[] }>,
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
    for (const lang of LANGUAGES) {
      const label = `${lang} ${fold(data.label[lang])}`;
      const twin = labels.get(label);
      if (twin) fault('label-repeated', ['label', lang], { label: data.label[lang], twin });
      labels.set(label, file);
      if (data.text && /[<>`]/.test(data.text[lang]))
        fault('markup-forbidden', ['text', lang], { id: data.id });
      data.questions[lang].forEach((question, i) => {
        const key = `${lang} ${fold(question)}`;
        const other = questions.get(key);
        if (other) fault('question-repeated', ['questions', lang, i], { question, twin: other });
        questions.set(key, file);
      });
    }
  }
}
