// npm run desk -- user add NAME --role agent [--role editor] [--name "Ana López"]     the password is asked for
// npm run desk -- user list | disable NAME | enable NAME | password NAME | roles NAME --role supervisor
// A password is typed, or read from standard input; never from an argument, which other users of the machine see.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from '../config.ts';
import {
  hashPassword,
  LONGEST_PASSWORD,
  ROLES,
  type Role,
  rolesIn,
  SHORTEST_PASSWORD,
} from '../desk/index.ts';
import { openStore, type Store, StoreError } from '../store/index.ts';
import { helpWith } from './help.ts';
import { readPassword } from './password.ts';
import { print } from './print.ts';
import { ROOT } from './root.ts';

const USAGE = `Usage:
  npm run desk -- user add NAME --role ${ROLES.join('|')} [--role …] [--name "Full Name"]
  npm run desk -- user list
  npm run desk -- user password NAME
  npm run desk -- user roles NAME --role …
  npm run desk -- user disable NAME
  npm run desk -- user enable NAME
The password is asked for, or read from standard input.
`;

/** What is wrong with the command; ends it with status 2. */
class UsageError extends Error {}

helpWith(USAGE);
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { role: { type: 'string', multiple: true, default: [] }, name: { type: 'string' } },
  });
  const [noun, verb, id, ...rest] = positionals;
  if (noun !== 'user' || verb === undefined || rest.length > 0) throw new UsageError('What is to be done?');
  if (existsSync(join(ROOT, '.env'))) process.loadEnvFile(join(ROOT, '.env'));
  const { store: place } = readConfig(process.env);
  const store = await openStore(place.url, { sync: place.sync });
  try {
    await run(store, verb, id, values);
  } finally {
    await store.close();
  }
} catch (error) {
  if (error instanceof UsageError || (error instanceof TypeError && 'code' in error)) {
    process.stderr.write(`${error.message}\n${USAGE}`);
    process.exitCode = 2;
  } else if (error instanceof ConfigError || error instanceof StoreError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } else throw error;
}

async function run(
  store: Store,
  verb: string,
  given: string | undefined,
  { role, name }: { role: string[]; name?: string | undefined },
): Promise<void> {
  if (verb === 'list') return list(store);
  const id = (given ?? '').toLowerCase();
  if (!/^[a-z0-9][a-z0-9._-]{0,63}$/.test(id))
    throw new UsageError('NAME is 1 to 64 small letters, digits, dots, hyphens or underscores.');
  switch (verb) {
    case 'add': {
      const roles = rolesOf(role);
      if ((await store.account(id)) !== null)
        throw new UsageError(`There is an account "${id}" already: change its password or roles.`);
      const password = await hashPassword(await newPassword(id));
      await store.addAccount({ id, name: name ?? id, roles, password });
      await note(store, 'desk-user-added', { id, roles });
      return print(`${id} can sign in at /desk as ${roles.join(', ')}.`);
    }
    case 'password':
      await change(store, id, { password: await hashPassword(await newPassword(id)) });
      return print(`${id} has a new password, and was signed out everywhere.`);
    case 'roles': {
      const roles = rolesOf(role);
      await change(store, id, { roles });
      return print(`${id} is now ${roles.join(', ')}, and was signed out everywhere.`);
    }
    case 'disable':
    case 'enable':
      await change(store, id, { disabled: verb === 'disable' });
      return print(verb === 'disable' ? `${id} can no longer sign in.` : `${id} can sign in again.`);
    default:
      throw new UsageError(`There is no "user ${verb}".`);
  }
}

async function list(store: Store): Promise<void> {
  const accounts = await store.accounts();
  if (accounts.length === 0) print('There are no accounts.');
  for (const { id, name, roles, disabled, lockedUntil } of accounts) {
    const locked = lockedUntil !== null && lockedUntil > Date.now();
    const state = disabled ? 'disabled' : locked ? 'locked for some minutes' : 'active';
    print([id.padEnd(20), state.padEnd(10), roles.join(',').padEnd(24), name].join('  '));
  }
}

async function change(store: Store, id: string, to: Parameters<Store['changeAccount']>[1]): Promise<void> {
  if (!(await store.changeAccount(id, to)))
    throw new UsageError(
      `There is no account "${id}": npm run desk -- user list shows those that there are.`,
    );
  await note(store, 'desk-user-changed', { id, changed: Object.keys(to) });
}

async function note(
  store: Store,
  action: string,
  detail: { [key: string]: string | string[] },
): Promise<void> {
  await store.recordAudit({ actor: 'command line', action, detail });
}

function rolesOf(words: string[]): Role[] {
  const roles = rolesIn(words);
  const wrong = words.find(word => !roles.some(role => role === word));
  if (wrong !== undefined) throw new UsageError(`"${wrong}" is no role: ${ROLES.join(', ')}.`);
  if (roles.length === 0) throw new UsageError(`Say at least one --role: ${ROLES.join(', ')}.`);
  return roles;
}

async function newPassword(id: string): Promise<string> {
  const password = await readPassword();
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD)
    throw new UsageError(
      `A password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters; three words make a good one.`,
    );
  if (password.toLowerCase().includes(id) || new Set(password).size < 5)
    throw new UsageError('That password is too easy to guess: it holds the name, or hardly any letters.');
  return password;
}
