import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { ROOT } from './seed.ts';

/** A TypeScript file of `src/`, read for what the compiler does not check. */
export interface SourceFile {
  /** Relative to `src/`: `turn/turn.ts`. */
  path: string;
  text: string;
}

/** An `import` or `export … from`. */
export interface Import {
  /** The importing file, relative to `src/`. */
  from: string;
  /** The imported file, relative to `src/`; the package's name for anything else (`node:fs`, `zod`). */
  to: string;
  isPackage: boolean;
  /** True for `import type` and `export type`, of which nothing is left when it runs. */
  typeOnly: boolean;
  /** What is named in braces, types left out; `*` for everything. */
  names: string[];
}

/** A string in a file, with the code that stands before it. */
export interface Literal {
  value: string;
  line: number;
  /** What stands before it since the last brace or semicolon. */
  before: string;
  /** What is called with it, innermost last: `HttpError(`, `log.error(`. */
  calls: string[];
}

export const sourceFiles: readonly SourceFile[] = readdirSync(join(ROOT, 'src'), {
  recursive: true,
  encoding: 'utf8',
})
  .filter(path => path.endsWith('.ts') && !path.endsWith('.d.ts'))
  .sort()
  .map(path => ({ path, text: readFileSync(join(ROOT, 'src', path), 'utf8') }));

const IMPORT =
  /^(?:import|export)\s+(type\s)?(?:([\w*{][^;'"]*?)\sfrom\s+)?['"]([^'"]+)['"]|\bimport\((?:\/\*.*?\*\/)?\s*['"]([^'"]+)['"]\s*\)/gms;

/** Every import of a file. */
export function importsOf({ path, text }: SourceFile): Import[] {
  return [...text.matchAll(IMPORT)].map(([, type, what = '*', fixed, dynamic]) => {
    const name = (fixed ?? dynamic)!;
    const isPackage = !name.startsWith('.');
    const to = isPackage ? name : posix.join(dirname(path), name);
    const named = /\{([^}]*)\}/s.exec(what)?.[1]?.split(',') ?? ['*'];
    const names = named.map(one => one.trim()).filter(one => one !== '' && !one.startsWith('type '));
    return { from: path, to, isPackage, typeOnly: type !== undefined, names: type ? [] : names };
  });
}

/**
 * The strings of a file: quoted ones whole; of a template, each stretch between its values. Comments are left out.
 * A small reader, not a parser: it takes a slash for a regular expression where no value can end before it.
 */
export function literalsOf({ text }: SourceFile): Literal[] {
  const literals: Literal[] = [];
  const open: number[] = []; // depth of braces at which each open template goes on
  const calls: string[] = [];
  let depth = 0;
  let statement = 0;
  let at = 0;
  const add = (from: number, to: number) => {
    literals.push({
      value: text.slice(from, to),
      line: text.slice(0, from).split('\n').length,
      before: text.slice(statement, from),
      calls: [...calls],
    });
  };
  const readTemplate = (from: number): number => {
    let to = from;
    while (to < text.length && text[to] !== '`' && !text.startsWith('${', to))
      to += text[to] === '\\' ? 2 : 1;
    add(from, to);
    if (text[to] === '`') return to + 1;
    open.push(depth);
    return to + 2;
  };
  while (at < text.length) {
    const char = text[at]!;
    if (text.startsWith('//', at)) at = endOf(text, '\n', at);
    else if (text.startsWith('/*', at)) at = endOf(text, '*/', at);
    else if (char === '/' && /(?:^|[(,=:[!&|?{};\n]|return)\s*$/.test(text.slice(Math.max(0, at - 40), at)))
      at = endOfRegExp(text, at);
    else if (char === "'" || char === '"') {
      const from = ++at;
      while (at < text.length && text[at] !== char) at += text[at] === '\\' ? 2 : 1;
      add(from, at++);
    } else if (char === '`') at = readTemplate(at + 1);
    else if (char === '}' && open.at(-1) === depth) {
      open.pop();
      at = readTemplate(at + 1);
    } else {
      if (char === '(') calls.push(/[\w.$]*\($/.exec(text.slice(Math.max(0, at - 60), at + 1))![0]);
      else if (char === ')') calls.pop();
      if (char === '{') depth++;
      else if (char === '}') depth--;
      if (char === ';' || char === '{' || char === '}') statement = at + 1;
      at++;
    }
  }
  return literals;
}

function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at + mark.length;
}

function endOfRegExp(text: string, from: number): number {
  let inClass = false;
  for (let at = from + 1; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === '\n') return at;
    else if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    else if (char === '/' && !inClass) return at + 1;
  }
  return text.length;
}
