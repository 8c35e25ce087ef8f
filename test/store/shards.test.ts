import { beforeEach, describe, expect, it } from 'vitest';
import type { Engine, Run } from '../../src/store/engine.ts';
import { bucketOf, type Store } from '../../src/store/index.ts';
import { migrate } from '../../src/store/migrations.ts';
import { storeOn } from '../../src/store/open.ts';
import { SqliteEngine } from '../../src/store/sqlite/engine.ts';
import type { Query } from '../../src/store/statement.ts';
import { message, newConversation, reply, request, START } from './fixture.ts';

/** One transaction or read, as the engine was asked to run it. */
interface Unit {
  readonly queries: Query<unknown>[];
}

/** An engine that writes down what it runs. */
function spied(engine: Engine, units: Unit[]): Engine {
  const within = (run: Run): Run => {
    const unit: Unit = { queries: [] };
    units.push(unit);
    return query => {
      unit.queries.push(query);
      return run(query);
    };
  };
  return {
    name: engine.name,
    builder: engine.builder,
    transaction: work => engine.transaction(run => work(within(run))),
    read: work => engine.read(run => work(within(run))),
    snapshot: work => engine.snapshot(run => work(within(run))),
    scrub: () => engine.scrub(),
    close: () => engine.close(),
  };
}

/** Tables without a bucket: few rows, the same on every machine ("reference tables", as Citus calls them). */
const SHARED = /"(?:editions|publications|counts|proposals|desk_\w+)"/;

/** The values that a query gives for the bucket; empty where it does not name it. */
function bucketsOf({ sql, parameters }: Query<unknown>): unknown[] {
  const insert = /^insert into "\w+" \(([^)]*)\) values \(/.exec(sql);
  if (insert !== null) {
    const columns = insert[1]!.split(', ');
    const at = columns.indexOf('"bucket"');
    if (at < 0) return [];
    const rows = sql.slice(0, sql.indexOf(' on conflict') >>> 0).split('), (').length;
    return Array.from({ length: rows }, (_, row) => parameters[row * columns.length + at]);
  }
  return [...sql.matchAll(/"bucket" = \?/g)].map(({ index }) => {
    const before = sql.slice(0, index).match(/\?/g)?.length ?? 0;
    return parameters[before];
  });
}

describe('on an engine with several machines', () => {
  let store: Store;
  let units: Unit[];
  const clock = { at: START };
  beforeEach(async () => {
    units = [];
    clock.at = START;
    const engine = new SqliteEngine(':memory:', 'normal');
    await migrate(engine, START);
    let n = 0;
    store = storeOn({ engine: spied(engine, units), now: () => clock.at, newId: () => `id-${++n}` });
  });

  /** Everything that is done on the way of a message, in one conversation. */
  async function wayOfAMessage(id: string): Promise<void> {
    await store.openConversation({ id, channel: 'directline' });
    await store.conversation(id);
    const lease = { worker: 'w', leaseMs: 1_000 };
    const accepted = await store.accept(message(id, { key: 'k', sealedAddress: 'sealed', job: { lease } }));
    await store.accept(message(id, { key: 'k' }));
    await store.knows(id, 'k');
    await store.complete(accepted.job!, {
      activities: [reply('a'), reply('b')],
      dialogue: {},
      expectedVersion: 0,
      sends: [
        { activity: 0, payload: 'a' },
        { activity: 1, payload: 'b' },
      ],
      keepAddress: true,
    });
    await store.activitiesAfter(id, 0);
    await store.highWatermark(id);
    await store.append(id, { activities: [reply('c')] });
    const [send] = await store.leaseSends(request(START, { conversation: id }));
    await store.settle(send!);
    const [second] = await store.leaseSends(request(START, { conversation: id }));
    await store.retry(second!, START, 'code');
    const [again] = await store.leaseSends(request(START, { conversation: id }));
    await store.abandon(again!, 'code');
    await store.accept(message(id));
    const [job] = await store.lease(request(START, { conversation: id }));
    await store.complete(job!, { activities: [reply('d')], dialogue: {}, expectedVersion: 1, forget: true });
    await store.keepUntil(id, START + 1e9);
    await store.dropAddress(id);
    const about = {
      lang: 'es',
      decision: 'decline',
      reason: null,
      channel: 'directline',
      day: '2026-01-15',
      conversation: id,
    };
    await store.recordUnanswered({ ...about, text: 'where?' });
    await store.recordFeedback({ ...about, text: null, positive: true, entry: null });
    await store.forget(id);
    await store.everythingOf(id);
  }

  it('every query on the way of a message names the bucket, and no transaction touches two', async () => {
    const id = newConversation();
    await wayOfAMessage(id);
    expect(units.length).toBeGreaterThan(20);
    for (const { queries } of units) {
      for (const query of queries) {
        if (SHARED.test(query.sql) || /sqlite_master/.test(query.sql)) continue;
        expect([query.sql, bucketsOf(query)[0]]).toEqual([query.sql, expect.any(Number)]);
      }
    }
    for (const { queries } of units) {
      expect(new Set(queries.flatMap(bucketsOf))).toEqual(new Set([bucketOf(id)]));
    }
  });

  it('no transaction on the way of a message writes to a table that is shared by all', async () => {
    await wayOfAMessage(newConversation());
    const writes = units.flatMap(({ queries }) =>
      queries.filter(({ sql }) => SHARED.test(sql) && !sql.startsWith('select')),
    );
    expect(writes.map(({ sql }) => sql)).toEqual([]);
  });

  it('the purge ends each conversation in a transaction of its own', async () => {
    for (let i = 0; i < 30; i++) await store.accept(message(newConversation()));
    units.length = 0;
    await store.purge(START + 1e9);
    const crossing = units
      .map(({ queries }) => queries.filter(({ sql }) => /^(?:delete|update|insert)/.test(sql)))
      .filter(writes => new Set(writes.flatMap(bucketsOf)).size > 1);
    expect(crossing).toEqual([]);
  });
});
