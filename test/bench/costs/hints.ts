import { createRedisHub } from '../../../src/instances/redis-hub.ts';

const MESSAGES = 20_000;
/** As many hints come together in a round of the event loop of a busy instance. */
const TOGETHER = 10;

/** Processor time, in µs, of an instance that hears of a conversation nobody here listens to; reading the socket left out. */
export function hintCost(): number {
  let hear: (message: string) => void = () => {};
  const link = {
    up: () => true,
    run: async <T>(): Promise<T> => undefined as T,
    subscribe: (_channel: string, listener: typeof hear) => {
      hear = listener;
    },
    settled: async () => {},
    close: async () => {},
  };
  createRedisHub(link, 'hints', 'here');
  const texts = Array.from({ length: 500 }, (_, n) => {
    const ids = Array.from({ length: TOGETHER }, (_, i) => `conversation-${n}-${i}-abcdefgh`);
    return JSON.stringify({ from: 'there', hints: Object.fromEntries(ids.map(id => [id, n])) });
  });
  const listen = () => {
    for (let n = 0; n < MESSAGES; n++) hear(texts[n % texts.length]!);
  };
  listen();
  const before = process.cpuUsage();
  listen();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / (MESSAGES * TOGETHER);
}
