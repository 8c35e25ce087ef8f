import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/store/index.ts';
import { createDatabase, postgresReachable, type TestDatabase } from '../../services.ts';
import { until } from '../doubles.ts';
import { FakeGraph } from './fake-graph.ts';
import { text } from './payloads.ts';
import { type Served, serve } from './served.ts';

describe.skipIf(!(await postgresReachable()))('two instances on one PostgreSQL', () => {
  let database: TestDatabase;
  let graph: FakeGraph;
  let both: Served[];
  beforeAll(async () => {
    database = await createDatabase();
    graph = await new FakeGraph().listen();
    both = [];
    for (const worker of ['one', 'two']) {
      both.push(await serve({ graphUrl: graph.url, worker, store: await openStore(database.url) }));
    }
  });
  afterAll(async () => {
    await Promise.all(both.map(served => served.stop()));
    await Promise.all(both.map(served => served.store.close()));
    await graph.close();
    await database.drop();
  });

  it('answer a question once that reaches both, several times, at the same moment, while Meta fails', async () => {
    graph.next.push({ status: 500 }, { code: 131056 }, 'cut');
    const questions = Array.from({ length: 15 }, (_, i) =>
      text(`pregunta ${i}`, { from: `502555500${10 + (i % 5)}` }),
    );
    const posts = questions.flatMap(question =>
      both.flatMap(served => [served.say(question), served.say(question)]),
    );
    for (const { status } of await Promise.all(posts)) expect(status).toBe(200);
    await until(() => graph.sent.length >= questions.length, 10_000);
    await until(async () => (await both[0]!.store.depth()).sends === 0);
    await new Promise(resolve => setTimeout(resolve, 200));
    const said = graph.sent.map(sent => sent.text.split('\n')[0]).toSorted();
    expect(said).toEqual(questions.map(({ text }) => `reply to: ${text.body}`).toSorted());
    expect(graph.faults).toEqual([]);
  });
});
