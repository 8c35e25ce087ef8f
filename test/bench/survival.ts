/**
 * npm run bench -- survival: the service is killed (SIGKILL) at random moments while people write on Direct Line and
 * WhatsApp, 50 times, and stopped once in the middle of the load; then it is looked what became of every message that
 * was acknowledged. On SQLite, and on a PostgreSQL of its own that is killed and restarted in between.
 *
 *   --kills 50
 *   --only sqlite|postgres
 *
 * Exit code 1 where a message was lost, or came twice without a kill between Meta's acceptance and our record.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ownPostgres, postgresPrograms } from '../postgres-server.ts';
import { integrity, survive, type TrialResult } from '../survival/trial.ts';
import { table } from './table.ts';

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '50' }, only: { type: 'string' } },
});
const kills = Number(values.kills);
const load = { kills, runs: [800, 3_200], visitors: 12, writers: 12, everyMs: 150, say: print } as const;
const results: [string, TrialResult][] = [];

// What was started ends with this program, however it ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
print(`npm run bench -- survival ${process.argv.slice(2).join(' ')}`.trimEnd());
print(`Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}`);

if (values.only !== 'postgres') {
  print('\nSQLite');
  const folder = mkdtempSync(join(tmpdir(), 'igm-survival-'));
  const file = join(folder, 'igm.db');
  results.push(['SQLite', await survive({ ...load, database: `file:${file}` })]);
  print(`the file, looked at by SQLite: ${integrity(file)}`);
  if (integrity(file) !== 'ok') process.exitCode = 1;
  rmSync(folder, { recursive: true });
}
const programs = values.only === 'sqlite' ? null : postgresPrograms();
if (programs !== null) {
  print('\nPostgreSQL, killed or restarted in every fifth round');
  const server = await ownPostgres(programs);
  async function disturb(round: number): Promise<void> {
    if (round % 5 !== 0) return;
    await (round % 10 === 0 ? server.kill() : server.stop());
    await server.start();
  }
  results.push(['PostgreSQL', await survive({ ...load, database: server.url, disturb })]);
  await server.remove();
}

print(`\n${table(['', ...results.map(([name]) => name)], rows())}`);
for (const [, { directLine, whatsApp }] of results) {
  const wrong = [
    directLine.unanswered,
    directLine.answeredTwice,
    directLine.loggedTwice,
    whatsApp.unanswered,
    whatsApp.unexplained,
  ];
  if (wrong.some(count => count > 0)) process.exitCode = 1;
}

function rows(): string[][] {
  const lines: [string, (result: TrialResult) => number | string][] = [
    ['kills', () => kills],
    ['Direct Line: acknowledged', ({ directLine }) => directLine.acknowledged],
    ['… not answered', ({ directLine }) => directLine.unanswered],
    ['… answered twice', ({ directLine }) => directLine.answeredTwice],
    ['… in the log twice', ({ directLine }) => directLine.loggedTwice],
    ['WhatsApp: acknowledged', ({ whatsApp }) => whatsApp.acknowledged],
    ['… not answered', ({ whatsApp }) => whatsApp.unanswered],
    ['… answered twice', ({ whatsApp }) => whatsApp.answeredTwice],
    ['… … in 1,000', ({ whatsApp }) => ((1000 * whatsApp.answeredTwice) / whatsApp.acknowledged).toFixed(2)],
    ['… … with no kill in the window', ({ whatsApp }) => whatsApp.unexplained],
    ['… longest time from acceptance to kill, ms', ({ whatsApp }) => whatsApp.longestWindowMs],
    ['calls that Meta would refuse', ({ faults }) => faults.length],
    ['stop under load, s', ({ stopMs }) => (stopMs / 1000).toFixed(1)],
    ['longest start after a kill, s', ({ longestStartMs }) => (longestStartMs / 1000).toFixed(1)],
  ];
  return lines.map(([name, of]) => [name, ...results.map(([, result]) => String(of(result)))]);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
