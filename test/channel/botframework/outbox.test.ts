import { describe, expect, it } from 'vitest';
import { createOutbox } from '../../../src/channel/botframework/outbox.ts';
import { intakeParts, until } from '../doubles.ts';

const CHANNEL = 'msteams';

describe('the queue of replies to connectors', () => {
  it('is gone through at once, also where it holds more than can be at work', async () => {
    const parts = await intakeParts();
    const { store } = parts;
    const names = Array.from({ length: 300 }, (_, i) => `bot_${i}`);
    for (const id of names) {
      await store.openConversation({ id, channel: CHANNEL });
      const sends = [{ activity: 0, payload: { to: id }, sealedAddress: 'sealed' }];
      await store.append(id, { activities: [{ text: 'hola' }], sends });
    }
    const delivered: unknown[] = [];
    const outbox = createOutbox(parts, new Set([CHANNEL]), async ({ conversation }) => {
      delivered.push(conversation);
      return { outcome: 'delivered' };
    });
    await outbox.start();
    // With one look every two seconds it would take some twenty seconds.
    await until(async () => (await store.depth()).sends === 0, 4_000);
    expect(delivered.toSorted()).toEqual(names.toSorted());
    await outbox.stop(1_000);
  });
});
