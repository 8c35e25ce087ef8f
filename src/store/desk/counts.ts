import type { Parts } from '../engine.ts';
import { once } from '../statement.ts';

/** How often something happened in an hour. Numbers only: no text, no person. */
export interface Count {
  /** The hour's beginning, epoch milliseconds. */
  hour: number;
  /** What is counted: `decision`, `entry`, `feedback`, `handover`, `wait`. */
  measure: string;
  value: string;
  lang: string;
  channel: string;
  n: number;
}

export interface CountStore {
  /** Adds to what was counted before. */
  addCounts(counts: readonly Count[]): Promise<void>;
  /** Sums from `from` up to, not including, `to`. */
  counts(from: number, to: number): Promise<Omit<Count, 'hour'>[]>;
  /** One measure, hour by hour. */
  hourly(measure: string, from: number, to: number): Promise<{ hour: number; n: number }[]>;
}

/** Counters that outlive the process. */
export function counts({ engine }: Parts): CountStore {
  const db = engine.builder;
  return {
    async addCounts(added) {
      if (added.length === 0) return;
      // In one order, so that two processes never wait for each other.
      const sorted = [...added].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
      await engine.transaction(async run => {
        for (const count of sorted) {
          const upsert = db
            .insertInto('counts')
            .values(count)
            .onConflict(conflict =>
              conflict
                .columns(['hour', 'measure', 'value', 'lang', 'channel'])
                .doUpdateSet(eb => ({ n: eb('counts.n', '+', eb.ref('excluded.n')) })),
            );
          await run(once(upsert));
        }
      });
    },

    async counts(from, to) {
      const query = db
        .selectFrom('counts')
        .select(eb => ['measure', 'value', 'lang', 'channel', eb.fn.sum<number>('n').as('n')])
        .where('hour', '>=', from)
        .where('hour', '<', to)
        .groupBy(['measure', 'value', 'lang', 'channel'])
        .orderBy('measure')
        .orderBy('value');
      const { rows } = await engine.read(run => run(once(query)));
      return rows.map(row => ({ ...row, n: Number(row.n) }));
    },

    async hourly(measure, from, to) {
      const query = db
        .selectFrom('counts')
        .select(eb => ['hour', eb.fn.sum<number>('n').as('n')])
        .where('measure', '=', measure)
        .where('hour', '>=', from)
        .where('hour', '<', to)
        .groupBy('hour')
        .orderBy('hour');
      const { rows } = await engine.read(run => run(once(query)));
      return rows.map(({ hour, n }) => ({ hour, n: Number(n) }));
    },
  };
}

function keyOf({ hour, measure, value, lang, channel }: Count): string {
  return [hour, measure, value, lang, channel].join(' ');
}
