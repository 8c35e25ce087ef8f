import { describe } from 'vitest';
import { createLocalHub } from '../../src/instances/index.ts';
import { loadKeys } from '../../src/privacy/keys.ts';
import { quiet } from '../channel/doubles.ts';
import { redis } from '../services.ts';
import { hubContract } from './hub-contract.ts';
import { instance } from './instance.ts';

hubContract('in the process', async () => {
  const hub = createLocalHub(true);
  return { here: hub, there: hub, close: async () => {} };
});

const server = await redis();

describe.skipIf(server === null)('with Redis', () => {
  hubContract('between instances', async () => {
    const keys = loadKeys({ dataKey: server!.prefix, file: null });
    const [here, there] = await Promise.all([
      instance(server!.url, { keys, log: quiet }),
      instance(server!.url, { keys, log: quiet }),
    ]);
    return {
      here: here.hub,
      there: there.hub,
      close: async () => void (await Promise.all([here.close(), there.close()])),
    };
  });
});
