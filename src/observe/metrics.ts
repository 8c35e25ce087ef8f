import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What has happened how often since the process started, in fixed words with hyphens. */
export interface Counters {
  add(event: string, amount?: number): void;
  all(): Readonly<Record<string, number>>;
}

/** A turn that has ended. */
export interface TurnEnded {
  readonly decision: string;
  readonly reason: string | null;
  readonly lang: string;
  readonly channel: string;
  /** From the moment in which the message was kept to that in which its reply was; null where nothing is kept. */
  readonly seconds: number | null;
}

/**
 * What can be measured of the service. Every label has few values, all of them words of this code: a metric holds
 * nothing that a person has sent.
 */
export interface Metrics extends Counters {
  turn(turn: TurnEnded): void;
  /** How long the thinking alone took. */
  thought(seconds: number): void;
  request(request: { route: string; status: number; seconds: number }): void;
  store(operation: string, seconds: number): void;
  /** A message or a reply was given up for good. */
  deadLetter(queue: 'job' | 'send', channel: string): void;
  /** All of it in the text format of Prometheus, with what can be read off at this moment. */
  text(now: Readings): Promise<string>;
}

/** What is looked up when somebody asks. */
export interface Readings {
  /** By part: whether it answers. */
  readonly up: Readonly<Record<string, boolean>>;
  /** By name; see `GAUGES`. */
  readonly gauges: Readonly<Record<string, number>>;
  readonly edition: string;
}

/** Seconds; the promises are 12 s for a reply on a slow phone and a few milliseconds of computing. */
const THINKING = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];
const WAITING = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What is known about a channel's name: Azure has many, and in local development anybody may send any. */
const CHANNELS = new Set(['directline', 'web', 'whatsapp', 'msteams', 'emulator', 'desk']);

const GAUGES: Readonly<Record<string, string>> = {
  queue_jobs: 'Messages that are kept and not answered yet',
  queue_sends: 'Replies that another server has not taken yet',
  queue_oldest_seconds: 'Age of the oldest message in the queue',
  streams: 'Open WebSockets of Direct Line',
};

/** Metrics of one service, in a registry of their own. `process`: also those of the process (memory, event loop). */
export function createMetrics(options: { process?: boolean } = {}): Metrics {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  if (options.process === true) collectDefaultMetrics({ register: registry });
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name: `igm_${name}_total`, help, labelNames, registers });
  const histogram = <L extends string>(name: string, help: string, labelNames: L[], buckets: number[]) =>
    new Histogram({ name: `igm_${name}_seconds`, help, labelNames, buckets, registers });
  const gauge = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Gauge({ name: `igm_${name}`, help, labelNames, registers });

  const events = counter('events', 'Things that happened, by name', ['event']);
  const turns = counter('turns', 'Turns that ended', ['decision', 'lang', 'channel']);
  const unanswered = counter('unanswered', 'Turns that gave the person no answer', [
    'reason',
    'lang',
    'channel',
  ]);
  const letters = counter('dead_letters', 'Messages and replies given up for good', ['queue', 'channel']);
  const replies = histogram('reply', 'From keeping a message to keeping its reply', ['channel'], WAITING);
  const thoughts = histogram('turn', 'Computing of one turn', [], THINKING);
  const requests = histogram('request', 'Time of an HTTP request', ['route', 'status'], WAITING);
  const operations = histogram('store', 'Time of an operation of the store', ['operation'], WAITING);
  const up = gauge('up', '1 while a part answers', ['part']);
  const edition = gauge('edition_info', 'The edition that is live', ['edition']);
  const gauges = new Map(Object.entries(GAUGES).map(([name, help]) => [name, gauge(name, help)]));
  const counted = new Map<string, number>();

  return {
    add(event, amount = 1) {
      counted.set(event, (counted.get(event) ?? 0) + amount);
      events.inc({ event }, amount);
    },
    all: () => Object.fromEntries([...counted].sort(([a], [b]) => (a < b ? -1 : 1))),
    turn({ decision, reason, lang, channel, seconds }) {
      const on = channelLabel(channel);
      turns.inc({ decision, lang, channel: on });
      const without = reasonWithout(decision, reason);
      if (without !== null) unanswered.inc({ reason: without, lang, channel: on });
      if (seconds !== null) replies.observe({ channel: on }, Math.max(0, seconds));
    },
    thought: seconds => thoughts.observe(seconds),
    request({ route, status, seconds }) {
      requests.observe({ route, status: `${Math.floor(status / 100)}xx` }, seconds);
    },
    store: (operation, seconds) => operations.observe({ operation }, seconds),
    deadLetter: (queue, channel) => letters.inc({ queue, channel: channelLabel(channel) }),
    async text(now) {
      for (const [part, well] of Object.entries(now.up)) up.set({ part }, well ? 1 : 0);
      for (const [name, value] of Object.entries(now.gauges)) gauges.get(name)?.set(value);
      edition.reset();
      edition.set({ edition: now.edition }, 1);
      return registry.metrics();
    },
  };
}

/** Why a turn gave no answer; null where it did, or where there was nothing to answer. */
function reasonWithout(decision: string, reason: string | null): string | null {
  if (decision === 'related') return 'related';
  if (decision !== 'decline' || reason === 'empty' || reason === 'unsupported-media') return null;
  return reason ?? 'decline';
}

function channelLabel(channel: string): string {
  return CHANNELS.has(channel) ? channel : channel.startsWith('azure-') ? 'azure' : 'other';
}
