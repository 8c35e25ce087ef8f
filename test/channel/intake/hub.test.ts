import { describe, expect, it } from 'vitest';
import { createLocalHub } from '../../../src/channel/intake/index.ts';

describe('the hub', () => {
  it('tells those who listen to a conversation, and nobody else', () => {
    const hub = createLocalHub(true);
    const heard: string[] = [];
    const leave = hub.subscribe('a', watermark => heard.push(`a1 ${watermark}`));
    hub.subscribe('a', watermark => heard.push(`a2 ${watermark}`));
    hub.subscribe('b', watermark => heard.push(`b ${watermark}`));
    hub.notify('a', 1);
    leave();
    hub.notify('a', 2);
    hub.notify('nobody', 3);
    expect(heard).toEqual(['a1 1', 'a2 1', 'a2 2']);
  });

  it('lets a listener leave while it is told', () => {
    const hub = createLocalHub(true);
    let heard = 0;
    const leave = hub.subscribe('a', () => {
      heard++;
      leave();
    });
    hub.notify('a', 1);
    hub.notify('a', 2);
    expect(heard).toBe(1);
  });
});
