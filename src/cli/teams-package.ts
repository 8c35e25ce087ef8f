// npm run teams:package [-- --out FILE.zip] [--version 1.2.3]
// Makes the app package for Teams from the environment (and .env): MicrosoftAppId and PUBLIC_URL are needed.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSentences } from '../answer/index.ts';
import { ManifestError, teamsPackage } from '../channel/botframework/package/index.ts';
import { ConfigError, readConfig } from '../config.ts';
import { readLocales } from '../knowledge/index.ts';
import { helpWith } from './help.ts';
import { ROOT } from './root.ts';

const USAGE = 'Usage: npm run teams:package [-- --out FILE.zip] [--version 1.2.3]';
const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const VERSION = /^\d{1,5}\.\d{1,5}\.\d{1,5}$/;

helpWith(USAGE);
try {
  const { values } = parseArgs({ options: { out: { type: 'string' }, version: { type: 'string' } } });
  if (existsSync(join(ROOT, '.env'))) process.loadEnvFile(join(ROOT, '.env'));
  const config = readConfig(process.env);
  const appId = config.botframework?.appId ?? '';
  const publicUrl = config.http.publicUrl ?? '';
  const version = values.version ?? ownVersion();
  const faults = [
    ...(GUID.test(appId)
      ? []
      : ['MicrosoftAppId: give the "Microsoft App ID" of the bot, as Azure shows it.']),
    ...(publicUrl.startsWith('https://')
      ? []
      : ['PUBLIC_URL: give the https address that people open: Teams links the privacy page from it.']),
    ...(VERSION.test(version) ? [] : [`--version ${version}: give three numbers, such as 1.0.0.`]),
  ];
  if (faults.length > 0) fail(`The package cannot be made:\n  ${faults.join('\n  ')}`);
  else {
    const out = values.out ?? join(ROOT, 'build', `asistente-igm-teams-${version}.zip`);
    const sentences = createSentences(readLocales(join(ROOT, 'locales')));
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, teamsPackage({ sentences, appId, publicUrl, version }));
    process.stdout.write(`${out}\nIn Teams: Apps, "Manage your apps", "Upload an app".\n`);
  }
} catch (error) {
  if (error instanceof ConfigError || error instanceof ManifestError) fail(error.message);
  else if (error instanceof TypeError && 'code' in error) fail(`${error.message}\n${USAGE}`, 2);
  else throw error;
}

function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  return version;
}

function fail(message: string, code = 1): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = code;
}
