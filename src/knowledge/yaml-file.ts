import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Fault } from './faults.ts';

/** A YAML file that has the form it should have, and where in it things stand. */
export interface YamlFile<T> {
  file: string;
  data: T;
  /** Line, from 1, of what a path of keys leads to; 0 if nothing does. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Reads and checks one file. What is wrong goes to `faults`, with its line; then the result is null. */
export function readYaml<T>(
  folder: string,
  file: string,
  schema: z.ZodType<T>,
  faults: Fault[],
): YamlFile<T> | null {
  let text: string;
  try {
    text = readFileSync(join(folder, file), 'utf8');
  } catch {
    faults.push({ file, line: 0, code: 'file-missing', values: {} });
    return null;
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    for (const error of document.errors) {
      faults.push({
        file,
        line: lines.linePos(error.pos[0]).line,
        code: 'yaml-invalid',
        values: { why: error.code },
      });
    }
    return null;
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth >= 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 0;
  };
  const data = withoutAliases(document);
  if (data === undefined) {
    faults.push({ file, line: 1, code: 'yaml-invalid', values: { why: 'ALIAS' } });
    return null;
  }
  const checked = schema.safeParse(data);
  if (!checked.success) {
    for (const issue of checked.error.issues) {
      const path = issue.path.map(String).join('.');
      faults.push({
        file,
        line: lineOf(issue.path),
        code: 'form-invalid',
        values: { path, why: issue.message },
      });
    }
    return null;
  }
  return { file, data: checked.data, lineOf };
}

/** The document as plain data; undefined where it uses aliases, which can stand for more than fits in memory. */
function withoutAliases(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 }) ?? null;
  } catch {
    return undefined;
  }
}
