import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkLanguages,
  checkQuality,
  checkSentences,
  type Finding,
  locator,
} from '../../knowledge/gate/index.ts';
import {
  type Fault,
  type Knowledge,
  KnowledgeError,
  readDraft,
  readLocales,
  readSources,
} from '../../knowledge/index.ts';
import { type Command, type Context, DONE, REFUSED } from './context.ts';

/** What the folder holds, and everything that keeps it from being published. */
export interface Checked {
  /** Null when the files cannot even be read. */
  readonly knowledge: Knowledge | null;
  readonly errors: number;
  readonly warnings: number;
  /** True when nothing but translations and questions is missing. */
  readonly onlyUnfinished: boolean;
}

/** `check`: looks through the folder and says what is to be corrected, with file and line. */
export const check: Command = async context => {
  const { terminal } = context;
  const { knowledge, errors, warnings } = checkFolder(context);
  if (knowledge && errors === 0) {
    const entries = knowledge.documents.reduce((sum, document) => sum + document.entries.length, 0);
    terminal.line(terminal.say('cli.check-good', { documents: knowledge.documents.length, entries }));
  }
  if (errors + warnings > 0) terminal.line(terminal.say('cli.check-bad', { errors, warnings }));
  return errors === 0 ? DONE : REFUSED;
};

export function checkFolder({ terminal, folder, root, today }: Context): Checked {
  let draft: ReturnType<typeof readDraft>;
  try {
    draft = readDraft(folder);
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    for (const fault of error.faults) printFault(fault);
    return { knowledge: null, errors: error.faults.length, warnings: 0, onlyUnfinished: false };
  }
  const { knowledge, unfinished } = draft;
  const located = locator(folder);
  for (const fault of unfinished) printFault(fault);
  const day = today();
  const locales = readLocales(join(root, 'locales'));
  const findings = [
    ...checkQuality(knowledge, { sources: readSources(folder), day }),
    ...checkSentences(locales),
    ...checkLanguages(locales, knowledge),
  ];
  for (const finding of findings) printFinding(finding);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return {
    knowledge,
    errors: errors + unfinished.length,
    warnings: findings.length - errors,
    onlyUnfinished: errors === 0 && unfinished.length > 0,
  };

  function printFault({ file, line, code, values }: Fault): void {
    printProblem('error', `knowledge/${file}`, line, terminal.say(`fault.${code}`, values));
  }

  function printFinding({ severity, code, values, place }: Finding): void {
    const { file, line } = place.file
      ? { file: place.file, line: lineOfKey(join(root, place.file), place.path) }
      : located(place);
    printProblem(
      severity,
      place.file ? file : `knowledge/${file}`,
      line,
      terminal.say(`finding.${code}`, values),
    );
  }

  function printProblem(severity: Finding['severity'], file: string, line: number, text: string): void {
    terminal.line(`${file}:${line}  [${terminal.say(`severity.${severity}`)}] ${text}`);
  }
}

/** The line of a key in a JSON file of `locales/`: each key stands on a line of its own. */
function lineOfKey(file: string, path: readonly (string | number)[]): number {
  if (!existsSync(file)) return 0;
  const lines = readFileSync(file, 'utf8').split('\n');
  let at = 0;
  for (const key of path)
    at = Math.max(
      at,
      lines.findIndex((line, i) => i >= at && line.includes(`"${key}":`)),
    );
  return at + 1;
}
