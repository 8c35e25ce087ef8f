import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Hub } from '../../src/instances/index.ts';
import { until } from '../channel/doubles.ts';

/** Hubs that hear each other; for one process alone it is one hub, twice. */
export interface Joined {
  readonly here: Hub;
  readonly there: Hub;
  close(): Promise<void>;
}

/** What every hub does, whichever instance a hint comes from. */
export function hubContract(name: string, join: () => Promise<Joined>): void {
  describe(`${name}: a hub`, () => {
    let joined: Joined;
    beforeEach(async () => {
      joined = await join();
    });
    afterEach(() => joined.close());

    /** Hints come in their order: once the last is here, no earlier one is still to come. */
    async function settled(): Promise<void> {
      let done = false;
      const leave = joined.there.subscribe('last', () => {
        done = true;
      });
      joined.here.notify('last', 1);
      await until(() => done);
      leave();
    }

    it('tells those who listen to a conversation, and nobody else', async () => {
      const { here, there } = joined;
      const heard: string[] = [];
      const leave = there.subscribe('a', watermark => heard.push(`a1 ${watermark}`));
      there.subscribe('a', watermark => heard.push(`a2 ${watermark}`));
      there.subscribe('b', watermark => heard.push(`b ${watermark}`));
      here.notify('a', 1);
      await settled();
      leave();
      here.notify('a', 2);
      here.notify('nobody', 3);
      await settled();
      expect(heard).toEqual(['a1 1', 'a2 1', 'a2 2']);
    });

    it('lets a listener leave while it is told', async () => {
      let heard = 0;
      const leave = joined.there.subscribe('a', () => {
        heard++;
        leave();
      });
      joined.here.notify('a', 1);
      await settled();
      joined.here.notify('a', 2);
      await settled();
      expect(heard).toBe(1);
    });

    it('tells of the highest watermark, also when very many come at once', async () => {
      const highest = new Map<string, number>();
      for (let c = 0; c < 50; c++) {
        const id = `c${c}`;
        joined.there.subscribe(id, watermark => highest.set(id, Math.max(watermark, highest.get(id) ?? 0)));
      }
      for (let n = 1; n <= 40; n++) for (let c = 0; c < 50; c++) joined.here.notify(`c${c}`, n);
      await settled();
      expect([...highest.values()]).toEqual(Array(50).fill(40));
    });

    it('does not take a name for more than a name', async () => {
      const heard: number[] = [];
      joined.there.subscribe('__proto__', watermark => heard.push(watermark));
      joined.here.notify('__proto__', 1);
      joined.here.notify('toString', 2);
      await settled();
      expect(heard.length).toBeLessThanOrEqual(1);
    });
  });
}
