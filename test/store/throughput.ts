import { randomUUID } from 'node:crypto';
import { openStore } from '../../src/store/index.ts';

/**
 * How many messages a second a store takes and answers (accept with the lease, then complete), and what one costs:
 *
 *     node test/store/throughput.ts [URL] [people at once] [messages] [normal|full]
 *
 * for example `memory:`, `file:/tmp/throughput.db`, or a PostgreSQL database made for it.
 */
const [url = 'memory:', people = '200', messages = '20000', sync = 'normal'] = process.argv.slice(2);
const store = await openStore(url, { sync: sync === 'full' ? 'full' : 'normal' });
const run = randomUUID();
const total = Number(messages);
/** As large as an answer with its quotation and `channelData`. */
const answer = { type: 'message', text: 'x'.repeat(900), channelData: { igm: { text: 'y'.repeat(600) } } };
let next = 0;

async function person(p: number): Promise<void> {
  while (next < total) {
    const n = next++;
    const { job } = await store.accept({
      conversation: `${run}-${p}-${n % 50}`,
      channel: 'directline',
      key: randomUUID(),
      activity: { type: 'message', text: `pregunta ${n}` },
      job: { lease: { worker: 'throughput', leaseMs: 60_000 } },
    });
    if (job === null) throw new Error('The conversation had an older message open.');
    await store.complete(job, {
      activities: [answer],
      dialogue: { lang: 'es', shown: [{ entries: ['mision'], facet: null }], options: [] },
      expectedVersion: job.version,
    });
  }
}

async function measure(): Promise<string> {
  next = 0;
  const began = performance.now();
  const cpu = process.cpuUsage();
  await Promise.all(Array.from({ length: Number(people) }, (_, p) => person(p)));
  const seconds = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  return `${Math.round(total / seconds)} a second, ${Math.round((user + system) / total)} µs of processor time each`;
}

console.log(`first pass   ${await measure()}`);
console.log(`second pass  ${await measure()}`);
await store.close();
