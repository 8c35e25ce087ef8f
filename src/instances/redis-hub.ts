import { z } from 'zod';
import { createLocalHub, type Hub } from './hub.ts';
import type { RedisLink } from './redis-link.ts';

/** Hints that wait to be published; beyond, the oldest is dropped, and the sweep of its reader covers it. */
const MOST_WAITING = 10_000;

/** What one instance tells the others at once: for each conversation the highest watermark. */
const News = z.object({ from: z.string(), hints: z.record(z.string(), z.number()) });

/**
 * Hints between instances, over one channel of Redis. What comes up while a publication is under way travels with
 * the next one, so a burst costs a few messages. Everybody hears everything and drops what nobody here listens to.
 */
export function createRedisHub(link: RedisLink, channel: string, self: string): Hub {
  const local = createLocalHub(false);
  const waiting = new Map<string, number>();
  let publishing = false;

  async function publish(): Promise<void> {
    // Let the hints of this round of the event loop come together.
    await new Promise(resolve => setImmediate(resolve));
    while (waiting.size > 0) {
      const news = JSON.stringify({ from: self, hints: Object.fromEntries(waiting) });
      waiting.clear();
      await link.run(client => client.publish(channel, news));
    }
  }

  link.subscribe(channel, text => {
    const news = News.safeParse(parsed(text));
    if (!news.success || news.data.from === self) return;
    for (const [conversation, watermark] of Object.entries(news.data.hints)) {
      local.notify(conversation, watermark);
    }
  });

  return {
    reliable: false,
    subscribe: local.subscribe,
    notify(conversation, watermark) {
      local.notify(conversation, watermark);
      if (!link.up()) return;
      waiting.set(conversation, Math.max(watermark, waiting.get(conversation) ?? 0));
      if (waiting.size > MOST_WAITING) waiting.delete(waiting.keys().next().value!);
      if (publishing) return;
      publishing = true;
      publish()
        .catch(() => waiting.clear()) // the link has said so; readers sweep
        .finally(() => {
          publishing = false;
        });
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // somebody else's message on our channel
  }
}
