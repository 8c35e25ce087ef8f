import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import type { Document } from '../entry.ts';
import type { Knowledge } from '../knowledge.ts';
import { documentForm, entryForm, otherForms } from './forms.ts';
import { asYaml, editYaml, type YamlEdit } from './yaml-edit.ts';

/** A file to be written, relative to `knowledge/`; null: to be taken away. */
export interface FileChange {
  readonly file: string;
  readonly text: string | null;
}

/** The official text of an imported document, to be kept beside it. */
export interface Source {
  readonly document: string;
  readonly text: string;
}

/**
 * What has to change in a folder so that it holds this knowledge. Files that hold it already are left alone; of the
 * others only what differs is changed. A removed entry's file goes to `retired/`, where its questions can be read.
 */
export function changesOf(
  folder: string,
  knowledge: Knowledge,
  sources: readonly Source[] = [],
): FileChange[] {
  const changes: FileChange[] = [];
  for (const document of knowledge.documents) {
    const source = sources.find(one => one.document === document.id);
    changes.push(...documentChanges(folder, document, source?.text));
  }
  for (const [file, form] of Object.entries(otherForms(knowledge)))
    changes.push(...changed(folder, file, form));
  return changes;
}

function documentChanges(folder: string, document: Document, source: string | undefined): FileChange[] {
  const place = `documents/${document.id}`;
  const file = `${place}/document.yaml`;
  const before = existing(folder, file);
  const kept = before === null ? null : (parse(before) as { source: string; entries: string[] });
  const text = source ?? (kept === null ? rebuilt(document) : undefined);
  const named = sourceFile(folder, place, document.issued, text, kept?.source);
  const changes = [
    ...named.changes,
    ...changed(folder, file, documentForm(document, named.name)),
    ...document.entries.flatMap(entry =>
      changed(folder, `${place}/entries/${entry.id}.yaml`, entryForm(entry)),
    ),
  ];
  const now = new Set(document.entries.map(entry => entry.id));
  for (const id of (kept?.entries ?? []).filter(old => !now.has(old))) {
    const text = existing(folder, `${place}/entries/${id}.yaml`);
    if (text === null) continue;
    changes.push(
      { file: `${place}/retired/${id}.yaml`, text },
      { file: `${place}/entries/${id}.yaml`, text: null },
    );
  }
  return changes;
}

/** The source keeps its name while it says the same; another text gets a name of its own, with its date. */
function sourceFile(
  folder: string,
  place: string,
  issued: string,
  text: string | undefined,
  kept: string | undefined,
): { name: string; changes: FileChange[] } {
  if (text === undefined) return { name: kept!, changes: [] };
  for (let number = 1; ; number++) {
    const name = number === 1 ? `${issued}.txt` : `${issued}-${number}.txt`;
    const there = existing(folder, `${place}/${name}`);
    if (there === null) return { name, changes: [{ file: `${place}/${name}`, text }] };
    if (unspaced(there) === unspaced(text)) return { name, changes: [] };
  }
}

/** The official text from its entries: front matter, title, each heading once, with its text or its points. */
function rebuilt({ title, entries }: Document): string {
  const lines: string[] = [];
  const front = entries.find(({ facets, text }) => text !== null && facets.includes('law'));
  if (front) lines.push(...front.text!.es.split('\n'));
  lines.push(title.es);
  let heading = title.es;
  for (const { id, section, text } of entries.filter(entry => entry !== front)) {
    if (section.es !== heading) lines.push(section.es);
    heading = section.es;
    if (text) lines.push(id.includes('.') ? `- ${text.es}` : text.es);
  }
  return `${lines.join('\n\n')}\n`;
}

function unspaced(text: string): string {
  return text.replace(/\s+/g, '');
}

function changed(folder: string, file: string, form: unknown): FileChange[] {
  const before = existing(folder, file);
  if (before === null) return [{ file, text: asYaml(form) }];
  const edits = editsOf(parse(before), plain(form), []);
  if (edits.length === 0) return [];
  const text = editYaml(before, edits);
  // A file in an unexpected form is written anew rather than wrongly.
  return [{ file, text: isDeepStrictEqual(plain(parse(text)), plain(form)) ? text : asYaml(form) }];
}

/** The deepest keys whose values differ. */
function editsOf(before: unknown, after: unknown, path: (string | number)[]): YamlEdit[] {
  if (isDeepStrictEqual(plain(before), after)) return [];
  const maps = isMap(before) && isMap(after);
  const lists =
    Array.isArray(before) && Array.isArray(after) && before.length === after.length && isMap(before[0]);
  if (lists) return before.flatMap((one, i) => editsOf(one, after[i], [...path, i]));
  if (!maps) return [{ path, value: after ?? '' }];
  const keys = Object.keys(after);
  return [
    ...keys.flatMap((key, i) => {
      if (key in before) return editsOf(before[key], after[key], [...path, key]);
      const next = keys.slice(i + 1).find(other => other in before);
      return [{ path: [...path, key], value: after[key] ?? '', ...(next ? { before: next } : {}) }];
    }),
    ...Object.keys(before)
      .filter(key => !(key in after) && before[key] !== null)
      .map(key => ({ path: [...path, key], value: null })),
  ];
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As YAML gives it back: empty and left out are the same. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([key, one]) => [key, plain(one)]),
  );
}

function existing(folder: string, file: string): string | null {
  return existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : null;
}
