import { createHash, timingSafeEqual } from 'node:crypto';
import type { HttpAnswer, HttpRequest, Routes } from '../channel/http/index.ts';
import type { Metrics } from './metrics.ts';

/** One thing that the service needs. `run` resolves when it is well, rejects when not. */
export interface Check {
  readonly name: string;
  run(): Promise<unknown>;
  /** True where the service answers without it, if less well: told in the details, and still ready. */
  readonly spare?: boolean;
}

export interface HealthParts {
  readonly checks: readonly Check[];
  readonly metrics: Metrics;
  /** What can be measured at this moment: the queue's depth, open streams. */
  gauges(): Promise<Readonly<Record<string, number>>>;
  /** Id of the edition that is live. */
  edition(): string;
  /** `METRICS_TOKEN`; null: details go to this machine only. */
  readonly token: string | null;
  /** True from the moment in which a stop was asked for: a balancer must send nobody any more. */
  stopping(): boolean;
}

/** A check that takes longer than this has failed. */
const CHECK_TIMEOUT_MS = 2_000;

/** `/healthz`: the process lives. `/readyz`: it can answer. Details and `/metrics` only for those who may see them. */
export function registerHealth(routes: Routes, parts: HealthParts): void {
  const { metrics, token } = parts;
  /** What the store cannot tell at the moment is left as it was: that it is away stands in another metric. */
  const readings = () => parts.gauges().catch(() => ({}));

  routes.get('/healthz', () => ({ status: 200 }));

  routes.get('/readyz', async request => {
    const results = await Promise.all(parts.checks.map(outcome));
    const stopping = parts.stopping();
    const ready = !stopping && results.every(result => result.well || result.spare);
    const status = ready ? 200 : 503;
    if (!maySeeDetails(request, token)) return { status };
    const checks = Object.fromEntries(results.map(result => [result.name, result.well ? 'ok' : 'failed']));
    const { edition, gauges } = { edition: parts.edition(), gauges: ready ? await readings() : {} };
    return inJson(status, { ready, stopping, checks, edition, ...gauges, counters: metrics.all() });
  });

  routes.get('/metrics', async request => {
    if (!maySeeDetails(request, token)) {
      return inJson(401, {
        error: { code: 'MissingAuthorization', message: 'Send Authorization: Bearer METRICS_TOKEN.' },
      });
    }
    const results = await Promise.all(parts.checks.map(outcome));
    const up = Object.fromEntries(results.map(({ name, well }) => [name, well]));
    const body = await metrics.text({ up, gauges: await readings(), edition: parts.edition() });
    return { status: 200, headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }, body };
  });
}

function inJson(status: number, value: unknown): HttpAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify(value),
  };
}

async function outcome(check: Check): Promise<{ name: string; well: boolean; spare: boolean }> {
  const { promise: late, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(resolve, CHECK_TIMEOUT_MS, false);
  const well = await Promise.race([
    check.run().then(
      () => true,
      () => false,
    ),
    late,
  ]);
  clearTimeout(timer);
  return { name: check.name, well, spare: check.spare === true };
}

/** With the token, or from this machine without any proxy in between. */
function maySeeDetails(request: HttpRequest, token: string | null): boolean {
  const [scheme, given = ''] = (request.headers.authorization ?? '').split(' ', 2);
  if (token !== null && scheme?.toLowerCase() === 'bearer' && sameText(given, token)) return true;
  return request.client.local;
}

function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
