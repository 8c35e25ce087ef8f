/**
 * Starts the service, and stops it gracefully on SIGTERM and SIGINT; a second signal ends it at once.
 * Reads the environment and, where it is there, the file `.env` in the project's folder.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openApp, startReport } from './app.ts';
import { readConfig } from './config.ts';
import { createLog } from './observe/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

try {
  if (existsSync(`${root}.env`)) process.loadEnvFile(`${root}.env`);
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  process.on('uncaughtException', error => {
    log.fatal({ err: error }, 'the process ends because of an error that nothing has caught');
    process.exit(1);
  });
  const onTraining = () => process.stderr.write('Training the index (once, until knowledge/ changes) …\n');
  const app = await openApp(config, { root, log, onTraining });
  let asked = false;
  const stop = (signal: string) => {
    if (asked) process.exit(1);
    asked = true;
    process.stdout.write(`${signal}: finishing what was accepted …\n`);
    app.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.fatal({ err: error }, 'the stop failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // Said last: whoever reads it may stop the service at once.
  process.stdout.write(startReport(app.url, app.publicUrl, app.channels));
  for (const name of config.weakSecrets)
    log.warn(`${name} is short: openssl rand -hex 32 makes a better one`);
} catch (error) {
  process.stderr.write(`${startFailure(error)}\n`);
  process.exitCode = 1;
}

/** What the operator reads when the service does not start: what, where, and what to do. */
function startFailure(error: unknown): string {
  const { code, message, port, address } = error as NodeJS.ErrnoException & {
    port?: number;
    address?: string;
  };
  if (code === 'EADDRINUSE') {
    return `Port ${port} on ${address} is taken: perhaps the service runs already. Stop what listens there, or set PORT.`;
  }
  if (code === 'EACCES') return `Port ${port} may not be opened by this user: set PORT to one above 1023.`;
  if (code === 'EADDRNOTAVAIL')
    return `HOST ${address} is no address of this machine: set HOST to one that is.`;
  if (typeof code === 'string') return `${message} (${code})`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
