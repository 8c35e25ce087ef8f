import { writeSync } from 'node:fs';
import { openStore } from '../../src/store/index.ts';

/**
 * A process that is there to be killed: accepts messages as fast as it can, completes every other one, and says
 * `accepted <conversation> <id>` as soon as a message is acknowledged. `node kill-child.ts URL ROUND`
 */
const [url, round] = process.argv.slice(2);
const store = await openStore(url!);
const lease = { worker: `child-${round}`, leaseMs: 60_000 };

/** Says a line at once; a parent that is slow to read makes it wait, as the pipe does not. */
function tell(line: string): void {
  for (;;) {
    try {
      writeSync(1, line);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

async function person(conversation: string): Promise<void> {
  for (let n = 0; ; n++) {
    const accepted = await store.accept({
      conversation,
      channel: 'directline',
      activity: { n },
      key: `${round}-${n}`,
      job: n % 2 === 0 ? { lease } : {},
    });
    tell(`accepted ${conversation} ${accepted.id}\n`);
    if (accepted.job === null) continue;
    await store.complete(accepted.job, {
      activities: [{ reply: n }],
      dialogue: { n },
      expectedVersion: accepted.job.version,
    });
  }
}

await Promise.all(Array.from({ length: 20 }, (_, i) => person(`killed-${i}`)));
