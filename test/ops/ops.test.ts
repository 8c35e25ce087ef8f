import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig, VARIABLE_NAMES } from '../../src/config.ts';
import { createMetrics } from '../../src/observe/index.ts';
import { ROOT } from '../seed.ts';
import { sourceFiles } from '../source.ts';

const read = (name: string) => readFileSync(join(ROOT, 'ops', name), 'utf8');

interface Compose {
  services: Record<
    string,
    {
      image?: string;
      environment?: Record<string, string>;
      volumes?: string[];
      depends_on?: object;
      read_only?: boolean;
    }
  >;
}
interface Dashboard {
  panels: { id: number; title: string; targets: { expr: string }[] }[];
}
interface Alerts {
  groups: {
    rules: {
      alert: string;
      expr: string;
      annotations: Record<string, string>;
      labels: { severity: string };
    }[];
  }[];
}

const compose = parse(read('compose.yaml')) as Compose;
const dashboard = JSON.parse(read('grafana-dashboard.json')) as Dashboard;
const alerts = parse(read('alerts.yml')) as Alerts;
const rules = alerts.groups.flatMap(({ rules }) => rules);

/** Every metric that the service shows, with the names of its labels. */
async function shown(): Promise<Map<string, string[]>> {
  const metrics = createMetrics({ process: true });
  metrics.add('x');
  metrics.turn({ decision: 'related', reason: null, lang: 'es', channel: 'web', seconds: 1 });
  metrics.thought(1);
  metrics.request({ route: '/es', status: 200, seconds: 1 });
  metrics.store('accept', 1);
  metrics.deadLetter('job', 'web');
  const gauges = { queue_jobs: 1, queue_sends: 1, queue_oldest_seconds: 1, streams: 1 };
  const text = await metrics.text({ up: { store: true }, gauges, edition: 'x' });
  const names = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name!);
  return new Map(
    names.map(name => {
      const series = text.match(new RegExp(`^${name}(?:_bucket)?\\{([^}]*)\\}`, 'm'))?.[1] ?? '';
      return [name, [...series.matchAll(/(\w+)=/g)].map(([, label]) => label!)];
    }),
  );
}

const metricsIn = (expr: string) =>
  [...expr.matchAll(/\b(?:igm|process|nodejs)_[a-z0-9_]+/g)].map(([name]) =>
    name.replace(/_(?:bucket|count|sum)$/, ''),
  );
const labelsIn = (expr: string) => [
  ...[...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list]) => list!.split(/,\s*/)),
  ...[...expr.matchAll(/[{,]\s*(\w+)=~?"/g)].map(([, label]) => label!),
];
/** Put there by Prometheus. */
const SCRAPED = ['instance', 'job', 'le'];

describe('the dashboard and the alerts', () => {
  const exprs = [...dashboard.panels.flatMap(({ targets }) => targets), ...rules].map(({ expr }) => expr);

  it('ask only for metrics and labels that the service has', async () => {
    const known = await shown();
    expect(exprs.flatMap(metricsIn).filter(name => !known.has(name))).toEqual([]);
    for (const expr of exprs) {
      const labels = metricsIn(expr).flatMap(name => known.get(name)!);
      expect([expr, labelsIn(expr).filter(label => ![...labels, ...SCRAPED].includes(label))]).toEqual([
        expr,
        [],
      ]);
    }
  });

  it('show every metric of the service', async () => {
    const own = [...(await shown()).keys()].filter(name => name.startsWith('igm_'));
    expect(own.filter(name => !exprs.some(expr => metricsIn(expr).includes(name)))).toEqual([]);
  });

  it('name only events that the code counts', () => {
    const code = sourceFiles.map(({ text }) => text).join('\n');
    const events = exprs.flatMap(expr => [...expr.matchAll(/event="([^"]+)"/g)].map(([, event]) => event!));
    expect(events.length).toBeGreaterThan(0);
    expect(events.filter(event => !code.includes(`'${event}'`))).toEqual([]);
  });

  it('have balanced brackets, panels with different ids, and rules that say what to do', () => {
    for (const expr of exprs) {
      for (const [open, close] of ['()', '{}', '[]']) {
        expect([expr, expr.split(open!).length]).toEqual([expr, expr.split(close!).length]);
      }
    }
    const ids = dashboard.panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { alert, annotations, labels } of rules) {
      expect([alert, Object.keys(annotations).toSorted()]).toEqual([alert, ['remedy', 'summary']]);
      expect(['page', 'ticket']).toContain(labels.severity);
    }
  });
});

describe('compose.yaml', () => {
  const instances = Object.entries(compose.services).filter(([name]) => name.startsWith('igm-'));

  it('starts two instances with settings that the service knows and takes', () => {
    expect(instances).toHaveLength(2);
    for (const [, { environment = {}, read_only }] of instances) {
      const names: readonly string[] = VARIABLE_NAMES;
      expect(Object.keys(environment).filter(name => !names.includes(name))).toEqual([]);
      expect(read_only).toBe(true);
      const given: Record<string, string> = { PUBLIC_URL: 'https://asistente.example.org' };
      const filled = Object.fromEntries(
        Object.entries(environment).map(([name, value]) => [
          name,
          value.replace(/\$\{(\w+):[-?][^}]*\}/g, (whole, key: string) =>
            whole.includes(':?') ? (given[key] ?? 'k'.repeat(64)) : '',
          ),
        ]),
      );
      const config = readConfig({ HOST: '0.0.0.0', NODE_ENV: 'production', ...filled });
      expect(config.store.redisUrl).toBe('redis://redis');
      expect(config.weakSecrets).toEqual([]);
    }
  });

  it('names hosts that are services, and files that are there', () => {
    const services = Object.keys(compose.services);
    const urls = instances.flatMap(([, { environment = {} }]) => [
      environment.DATABASE_URL!,
      environment.REDIS_URL!,
    ]);
    for (const url of urls) expect(services).toContain(/(?:@|\/\/)([a-z]+)(?:\/igm)?$/.exec(url)?.[1]);
    for (const { depends_on = {}, volumes = [] } of Object.values(compose.services)) {
      const needed = Array.isArray(depends_on) ? depends_on : Object.keys(depends_on);
      for (const name of needed) expect(services).toContain(name);
      for (const volume of volumes.filter(one => one.startsWith('.'))) {
        expect(existsSync(join(ROOT, 'ops', volume.split(':')[0]!))).toBe(true);
      }
    }
    const upstreams = [...read('nginx.conf').matchAll(/^\s*server ([\w-]+):(\d+)/gm)];
    expect(upstreams.map(([, host]) => host)).toEqual(instances.map(([name]) => name));
    const targets = (
      parse(read('prometheus.yml')) as { scrape_configs: { static_configs: { targets: string[] }[] }[] }
    ).scrape_configs[0]!.static_configs[0]!.targets;
    expect(targets).toEqual(instances.map(([name]) => `${name}:3978`));
    expect((parse(read('prometheus.yml')) as { rule_files: string[] }).rule_files).toEqual(['alerts.yml']);
  });
});

describe('the Dockerfile', () => {
  const lines = read('Dockerfile').split('\n');

  it('copies what is there, and only what the list of the context lets in', () => {
    const allowed = read('Dockerfile.dockerignore')
      .match(/^!\S+/gm)!
      .map(line => line.slice(1));
    const copied = lines
      .filter(line => line.startsWith('COPY') && !line.includes('--from'))
      .flatMap(line => line.split(/\s+/).slice(1, -1));
    expect(copied.toSorted()).toEqual(allowed.toSorted());
    for (const name of copied) expect([name, existsSync(join(ROOT, name))]).toEqual([name, true]);
  });

  it('runs as nobody special, on the pinned major version of Node, a file that is there', () => {
    const froms = lines.filter(line => line.startsWith('FROM'));
    expect(froms.every(line => line.startsWith('FROM node:24-slim'))).toBe(true);
    expect(lines.lastIndexOf('USER node')).toBeGreaterThan(lines.lastIndexOf(froms.at(-1)!));
    const started = /^CMD \["node", "([^"]+)"\]$/m.exec(read('Dockerfile'))?.[1];
    expect(existsSync(join(ROOT, started!))).toBe(true);
    const built = [...read('Dockerfile').matchAll(/^RUN node (\S+)/gm)].map(([, file]) => file!);
    for (const file of built) expect(existsSync(join(ROOT, file))).toBe(true);
  });
});

describe('the systemd units', () => {
  const units = readdirSync(join(ROOT, 'ops')).filter(name => /\.(?:service|timer)$/.test(name));

  it('are made of sections and settings', () => {
    expect(units).toHaveLength(3);
    for (const unit of units) {
      const rest = read(unit)
        .split('\n')
        .filter(line => !/^(?:#.*|\s*|\[(?:Unit|Service|Timer|Install)\]|[A-Z]\w+=.*)$/.test(line));
      expect([unit, rest]).toEqual([unit, []]);
    }
  });

  it('start files that are there, with settings that the service knows', () => {
    for (const unit of units.filter(name => name.endsWith('.service'))) {
      const [, program, file] = /^ExecStart=\/opt\/asistente-igm\/(\S+) (\S+)/m.exec(read(unit)) ?? [];
      for (const path of [program, file]) expect([path, existsSync(join(ROOT, path!))]).toEqual([path, true]);
      for (const [, name] of read(unit).matchAll(/^Environment=(\w+)=/gm))
        expect(VARIABLE_NAMES).toContain(name);
    }
  });
});
