import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeGraph } from '../channel/whatsapp/fake-graph.ts';
import { type OwnRedis, ownRedis, redisServerInstalled } from '../redis-server.ts';
import { type ServerProcess, startService } from '../service-process.ts';
import { createDatabase, postgresReachable, type TestDatabase } from '../services.ts';
import { crossedConversations } from './crossed.ts';
import { deliveredTwice, whatsAppEnv } from './twice.ts';

const QUESTIONS = ['¿Cuál es la misión?', 'what is the vision', 'objetivos', 'cuanto cuesta el pasaporte'];
const services = (await postgresReachable()) && redisServerInstalled();

/** The short version of `npm run bench -- instances`: real processes on PostgreSQL and Redis. */
describe.skipIf(!services)('two instances', { timeout: 120_000 }, () => {
  let database: TestDatabase;
  let redis: OwnRedis;
  let graph: FakeGraph;
  let instances: ServerProcess[];
  let urls: [string, string];
  let n = 0;
  const next = () => QUESTIONS[n++ % QUESTIONS.length]!;
  beforeAll(async () => {
    [database, redis, graph] = await Promise.all([createDatabase(), ownRedis(), new FakeGraph().listen()]);
    const env = {
      REDIS_URL: redis.url,
      DATA_KEY: 'a-key-that-two-instances-share-0001',
      TRUST_PROXY: '1',
      ...whatsAppEnv(graph),
    };
    instances = await Promise.all([1, 2].map(() => startService({ database: database.url, env })));
    urls = [instances[0]!.url, instances[1]!.url];
  }, 120_000);
  afterAll(async () => {
    await Promise.all(instances.map(instance => instance.stop()));
    await Promise.all([redis.stop(), graph.close()]);
    await database.drop();
  }, 60_000);

  const redisOf = async (url: string) => (await (await fetch(`${url}/readyz`)).json()).checks.redis as string;

  it('carry conversations that write on one and listen on the other: nothing lost, doubled or out of order', async () => {
    const { times, ...came } = await crossedConversations({ urls, conversations: 30, messages: 4, next });
    expect(came).toEqual({ conversations: 30, acknowledged: 120, lost: 0, doubled: 0, disordered: 0 });
    expect(times.length).toBeGreaterThan(0);
  });

  it('go on when Redis stops in the middle, say so while they stay ready, and come back by themselves', async () => {
    const seen: string[] = [];
    const halfway = () =>
      void redis.stop().then(async () => {
        while (!seen.includes('failed')) seen.push(await redisOf(urls[0]));
        await redis.start();
      });
    const { times, ...came } = await crossedConversations({
      urls,
      conversations: 15,
      messages: 6,
      next,
      halfway,
    });
    expect(came).toEqual({ conversations: 15, acknowledged: 90, lost: 0, doubled: 0, disordered: 0 });
    expect(seen).toContain('failed');
    expect((await fetch(`${urls[0]}/readyz`)).status).toBe(200);
    while ((await redisOf(urls[0])) !== 'ok') await new Promise(resolve => setTimeout(resolve, 50));
  });

  it('answer a webhook once that is delivered to both', async () => {
    const came = await deliveredTwice(urls, graph, 12, next);
    expect(came).toEqual({ questions: 12, answered: 12, doubled: 0, faults: [] });
  });
});
