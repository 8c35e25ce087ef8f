// npm run privacy -- export|delete --conversation ID
//                    export|delete --whatsapp NUMBER-OR-USER-ID
//                    export|delete --teams CHAT-ID [--member USER-ID]
// What is kept of one person, for somebody who asks for it, or wants it gone. Addresses are turned into the names of
// the store with the keys (DATA_KEY, data/key), also older ones; they are neither stored nor logged.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { botConversations } from '../channel/botframework/index.ts';
import { namesOf } from '../channel/whatsapp/index.ts';
import { ConfigError, readConfig } from '../config.ts';
import { configuredKeys } from '../privacy/configured-keys.ts';
import { type Keys, KeysError } from '../privacy/keys.ts';
import { openStore, type Store, StoreError } from '../store/index.ts';
import { helpWith } from './help.ts';
import { print } from './print.ts';
import { ROOT } from './root.ts';

const USAGE = `Usage: npm run privacy -- export|delete, and one of
  --conversation ID             as the store and the audit name it
  --whatsapp NUMBER             +50255551234, or the user id where a person shows no number
  --teams CHAT [--member USER]  ids of the chat and, in a group, of the person`;

const NOTHING =
  'Nothing is kept under that name. (It is not kept for longer than a day. An address is found only with the keys that the service runs with: DATA_KEY, or data/key.)';

helpWith(USAGE);
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      conversation: { type: 'string' },
      whatsapp: { type: 'string' },
      teams: { type: 'string' },
      member: { type: 'string' },
    },
  });
  const [command, ...more] = positionals;
  const named = [values.conversation, values.whatsapp, values.teams].filter(value => value !== undefined);
  if ((command !== 'export' && command !== 'delete') || more.length > 0 || named.length !== 1) misused(USAGE);
  else {
    if (existsSync(join(ROOT, '.env'))) process.loadEnvFile(join(ROOT, '.env'));
    const config = readConfig(process.env);
    const ids = conversationsOf(values, configuredKeys(config));
    const store = await openStore(config.store.url, { sync: config.store.sync });
    try {
      if (command === 'export') await exportAll(store, ids);
      else await deleteAll(store, ids);
    } finally {
      await store.close();
    }
  }
} catch (error) {
  const known = [ConfigError, StoreError, KeysError].some(kind => error instanceof kind);
  const usage = error instanceof TypeError && 'code' in error;
  if (known) fail((error as Error).message);
  else if (usage) misused(`${error.message}\n${USAGE}`);
  else throw error;
}

function conversationsOf(
  values: { conversation?: string; whatsapp?: string; teams?: string; member?: string },
  keys: Keys,
): string[] {
  if (values.conversation !== undefined) return [values.conversation];
  if (values.teams !== undefined)
    return botConversations('msteams', values.teams, values.member ?? null, keys);
  // Meta names a person by the digits alone.
  const given = values.whatsapp ?? '';
  const person = /^\+?[\d\s().-]+$/.test(given) ? given.replace(/\D/g, '') : given;
  return keys.namings.map(naming => namesOf(person, '', naming).conversation);
}

async function exportAll(store: Store, ids: readonly string[]): Promise<void> {
  const kept = await Promise.all(
    ids.map(async conversation => ({ conversation, kept: await store.everythingOf(conversation) })),
  );
  const found = kept.filter(({ kept: tables }) => Object.keys(tables).length > 0);
  print(JSON.stringify(found, null, 2));
  if (found.length === 0) process.stderr.write(`${NOTHING}\n`);
  await store.recordAudit({ actor: 'operator', action: 'privacy-export', detail: null });
}

async function deleteAll(store: Store, ids: readonly string[]): Promise<void> {
  let found = 0;
  for (const id of ids) {
    if (Object.keys(await store.everythingOf(id)).length > 0) found++;
    await store.forget(id);
  }
  // Takes the last bytes from the disk.
  await store.purge(Date.now());
  await store.recordAudit({ actor: 'operator', action: 'privacy-delete', detail: { found } });
  print(
    found === 0
      ? NOTHING
      : `Deleted: ${found} conversation(s), with all that belongs to them. An empty row with its counter ends within a day.`,
  );
}

function fail(message: string, code = 1): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = code;
}

/** A wrong command. */
function misused(message: string): void {
  fail(message, 2);
}
