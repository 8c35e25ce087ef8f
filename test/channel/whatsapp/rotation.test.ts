import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../../src/store/index.ts';
import { until } from '../doubles.ts';
import { FakeGraph } from './fake-graph.ts';
import { text } from './payloads.ts';
import { serve } from './served.ts';

const HOUR = 3_600_000;
const OLD = 'an-old-key-of-enough-characters-1';
const NEW = 'a-newer-key-of-enough-characters-2';

describe('a change of keys', () => {
  let store: Store;
  let graph: FakeGraph;
  const clock = { ahead: 0 };
  const now = () => Date.now() + clock.ahead;
  beforeEach(async () => {
    clock.ahead = 0;
    store = await openStore('memory:', { now });
    graph = await new FakeGraph().listen();
  });
  afterEach(async () => {
    await graph.close();
    await store.close();
  });

  /** What the service sends while it runs with these keys. */
  async function during(dataKey: string, ...questions: ReturnType<typeof text>[]): Promise<number> {
    const served = await serve({ graphUrl: graph.url, store, dataKey, now });
    const before = graph.sent.length;
    for (const question of questions) expect((await served.say(question)).status).toBe(200);
    await until(async () => {
      const { jobs, sends } = await store.depth();
      return jobs + sends === 0;
    });
    await served.stop();
    return graph.sent.length - before;
  }
  const conversations = async () => (await store.purge(now() + 30 * 24 * HOUR)).conversations;

  it('goes on with the conversations that the older key has named, until they end', async () => {
    expect(await during(OLD, text('antes'))).toBe(1);
    expect(await during(`${NEW},${OLD}`, text('después'))).toBe(1);
    expect(await conversations()).toBe(1);
  });

  it('knows a message again that was taken under the older key, also when its conversation has ended', async () => {
    const question = text('una vez');
    expect(await during(OLD, question)).toBe(1);
    expect(await during(`${NEW},${OLD}`, question)).toBe(0);
    clock.ahead = 25 * HOUR;
    await store.purge(now());
    expect(await during(`${NEW},${OLD}`, question)).toBe(0);
    expect(await during(`${NEW},${OLD}`, text('otra'))).toBe(1);
    // From here on the new name is in use: the older key can go.
    expect(await during(NEW, text('más'))).toBe(1);
    expect(await conversations()).toBe(1);
  });

  it('sends what was still owed under the older key', async () => {
    graph.always = { status: 503 };
    const served = await serve({ graphUrl: graph.url, store, dataKey: OLD, now });
    await served.say(text('en camino'));
    await until(async () => (await store.depth()).sends === 1);
    await served.stop();
    graph.always = null;
    expect(await during(`${NEW},${OLD}`)).toBe(1);
  });
});
