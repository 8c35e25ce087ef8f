/**
 * npm run bench -- widget: how soon one can write on a cheap phone, what it costs, and how soon the first reply is
 * there; this widget and the server's own form beside deep-chat and the official Web Chat, in one run in Chromium
 * (processor four times slower, 360 × 640, networks as in its developer tools). Then the weight of what answers
 * without a connection, and how a long conversation bears a new message.
 *
 *   --rounds N     visits of each page on each network (default 3); the table shows the median
 *   --only-ours    without the peers
 *   --only PART    visits, offline or conversation: only that part
 */
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { CHROMIUM, launch } from '../chromium.ts';
import { serveForeignPage } from '../e2e/embed.ts';
import { startService } from '../service-process.ts';
import { table } from './table.ts';
import { contestants } from './widget/contestants.ts';
import { longConversation } from './widget/long-conversation.ts';
import { NETWORKS, type Network, type Visit, visit, visitForm } from './widget/measure.ts';
import { packFiles } from './widget/pack.ts';
import { servePeers } from './widget/peer-pages.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    'only-ours': { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const PARTS = { visits: compare, offline: weigh, conversation: converse };
const parts = values.only === undefined ? Object.keys(PARTS) : [values.only];
const rounds = Number(values.rounds);
const unknown = parts.find(part => !(part in PARTS));
if (unknown !== undefined) throw new Error(`--only ${unknown}: there are ${Object.keys(PARTS).join(', ')}.`);
if (CHROMIUM === null) throw new Error('This benchmark needs Chromium.');
print(`npm run bench -- widget ${process.argv.slice(2).join(' ')}`.trimEnd());
print(`${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}; median of ${rounds}\n`);

let address = '';
const foreign = await serveForeignPage(() => address);
const peers = values['only-ours'] || !parts.includes('visits') ? null : await servePeers(() => address);
const origins = [foreign.origin, ...(peers ? [peers.origin] : [])].join(',');
const service = await startService({ database: 'memory:', env: { DIRECTLINE_ORIGINS: origins } });
address = service.url;
const browser = await launch();
try {
  for (const part of parts) await PARTS[part as keyof typeof PARTS]();
} finally {
  await browser.close();
  await service.stop();
  await foreign.close();
  peers?.close();
}

async function compare(): Promise<void> {
  const all = contestants({ foreign: foreign.url, peers: peers?.origin ?? '' });
  const chats = peers ? all : all.slice(0, 1);
  for (const network of Object.keys(NETWORKS) as Network[]) {
    const visits = new Map<string, Visit[]>();
    const note = (name: string, made: Visit) => visits.set(name, [...(visits.get(name) ?? []), made]);
    for (let round = 0; round < rounds; round++) {
      note("/es, the server's form", await visitForm(browser, `${service.url}/es`, network));
      for (const chat of chats) note(chat.name, await visit(browser, chat, network));
    }
    const head = [network, 'usable s', 'KB', 'requests', 'blocked ms', 'first reply s'];
    print(
      `${table(
        head,
        [...visits].map(([name, made]) => row(name, made)),
      )}\n`,
    );
  }
}

function row(name: string, visits: readonly Visit[]): string[] {
  const middle = (of: (visit: Visit) => number) => visits.map(of).sort((a, b) => a - b)[visits.length >> 1]!;
  const seconds = (of: (visit: Visit) => number) => {
    const value = middle(of) / 1_000;
    return Number.isNaN(value) ? '–' : value.toFixed(1);
  };
  return [
    name,
    seconds(({ usable }) => usable),
    middle(({ kilobytes }) => kilobytes).toFixed(1),
    String(middle(({ requests }) => requests)),
    middle(({ blocking }) => blocking).toFixed(0),
    seconds(({ reply }) => reply),
  ];
}

async function weigh(): Promise<void> {
  const files = await packFiles(service.url);
  const total = files.reduce((sum, { br }) => sum + br, 0);
  const kilobytes = (bytes: number) => (bytes / 1_024).toFixed(1);
  const rows = files.map(({ name, raw, br }) => [name, kilobytes(raw), kilobytes(br)]);
  print(`${table(['offline', 'KB raw', 'KB brotli'], [...rows, ['together', '', kilobytes(total)]])}\n`);
}

async function converse(): Promise<void> {
  const { messages, longest } = await longConversation(browser, service.url, 500);
  const over = longest.filter(duration => duration > 50).length;
  print(
    `A conversation of ${messages} messages, ${longest.length} new ones: the longest task of each, in ms`,
  );
  print(`${longest.map(duration => duration.toFixed(0)).join(', ')} (0: none over 50); over 50 ms: ${over}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
