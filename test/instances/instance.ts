import { randomUUID } from 'node:crypto';
import { type Instances, openInstances } from '../../src/instances/index.ts';
import type { Logger } from '../../src/observe/index.ts';
import type { Keys } from '../../src/privacy/keys.ts';
import { until } from '../channel/doubles.ts';

/** So that a test has not to wait for what takes seconds: Redis on the same machine answers at once. */
const QUICK = { answer: 300, beat: 100 };

/** One of several instances on a Redis, joined. Instances with the same keys hear each other. */
export async function instance(
  redisUrl: string,
  { keys, log }: { keys: Pick<Keys, 'pseudonym'>; log: Logger },
): Promise<Instances> {
  const self = randomUUID();
  const instances = await openInstances({ redisUrl, alone: false, self, keys, log, times: QUICK });
  await reachable(instances);
  return instances;
}

export function reachable({ ping }: Instances): Promise<true> {
  return until(
    () =>
      ping!().then(
        () => true as const,
        () => false,
      ),
    15_000,
  );
}

export function unreachable({ ping }: Instances): Promise<true> {
  return until(
    () =>
      ping!().then(
        () => false,
        () => true as const,
      ),
    15_000,
  );
}
