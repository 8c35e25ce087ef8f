// npm run knowledge -- check|import|diff|publish|rollback|export|list|show: the civil servant's tool. Messages in
// Spanish; --lang en for English; --help for the whole and for each command. Works on knowledge/ (or --folder) and on
// the store that DATABASE_URL names. Exit code 0: done; 1: something is to be corrected first; 2: wrong command or file.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSentences } from '../answer/index.ts';
import { ConfigError, readConfig } from '../config.ts';
import { KnowledgeError, readLocales } from '../knowledge/index.ts';
import { dayAt } from '../language/index.ts';
import { openStore, StoreError } from '../store/index.ts';
import { check } from './knowledge/check.ts';
import { type Command, MISUSED } from './knowledge/context.ts';
import { diff } from './knowledge/diff.ts';
import { exportEdition, list, show } from './knowledge/editions.ts';
import { importFile } from './knowledge/import.ts';
import { publish } from './knowledge/publish.ts';
import { rollback } from './knowledge/rollback.ts';
import { createTerminal } from './knowledge/terminal.ts';
import { ROOT } from './root.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  check,
  import: importFile,
  diff,
  publish,
  rollback,
  export: exportEdition,
  list,
  show,
};
/** A store in memory is gone when the command ends: nobody would ever see what was published. */
class MemoryOnly extends Error {}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

const sentences = createSentences(readLocales(join(ROOT, 'locales')));
const lang = /(?:^|\s)--lang[= ]en(?:\s|$)/.test(process.argv.slice(2).join(' ')) ? 'en' : 'es';
const say = (key: string, values?: Readonly<Record<string, string | number>>) =>
  sentences(lang, `knowledge:${key}`, values);
const terminal = createTerminal(lang, say);

try {
  process.exitCode = await run();
} catch (error) {
  if (error instanceof MemoryOnly) {
    terminal.line(say('cli.store-memory'));
    process.exit(MISUSED);
  }
  if (!(error instanceof ConfigError || error instanceof StoreError || error instanceof KnowledgeError))
    throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof KnowledgeError ? 1 : MISUSED;
}

async function run(): Promise<number> {
  const { values, positionals } = parsed() ?? {};
  if (!values || !positionals) return MISUSED;
  const [name, ...names] = positionals;
  const command = name === undefined ? undefined : COMMANDS[name];
  if (values.help || name === undefined) {
    terminal.line(say(command ? `help.${name}` : 'help.all'));
    return values.help ? 0 : MISUSED;
  }
  if (command === undefined || !Object.hasOwn(COMMANDS, name)) {
    terminal.line(say('cli.unknown-command', { command: name }));
    terminal.line(say('cli.see-help'));
    return MISUSED;
  }
  const folder = values.folder ?? join(ROOT, 'knowledge');
  return command({ terminal, root: ROOT, folder, today, withStore }, names, values);
}

function parsed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        lang: text,
        folder: text,
        document: text,
        issued: text,
        from: text,
        to: text,
        edition: text,
        bank: text,
        'dry-run': flag,
        quick: flag,
        help: { ...flag, short: 'h' },
      },
    });
  } catch (error) {
    terminal.line(say('cli.wrong-options', { why: (error as Error).message }));
    terminal.line(say('cli.see-help'));
    return null;
  }
}

function configured() {
  if (existsSync(join(ROOT, '.env'))) process.loadEnvFile(join(ROOT, '.env'));
  return readConfig(process.env);
}

function today(): string {
  return dayAt(Date.now(), configured().timeZone);
}

async function withStore<T>(work: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>): Promise<T> {
  const { store: place } = configured();
  if (place.url === 'memory:') throw new MemoryOnly();
  const store = await openStore(place.url, { sync: place.sync });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
