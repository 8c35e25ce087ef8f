/**
 * Tells streams that a conversation has something new: "conversation X has reached watermark n". Only a hint: the
 * log in the store is the truth, and a listener reads from its own watermark, so a hint may be lost, come late or
 * twice. Any other name that two instances agree on may stand in place of a conversation's id.
 */
export interface Hub {
  /** True where no hint is ever lost: everything that writes to the store is in this process. */
  readonly reliable: boolean;
  notify(conversation: string, watermark: number): void;
  /** Returns what ends the subscription. Listeners must not throw. */
  subscribe(conversation: string, listener: Listener): () => void;
}

export type Listener = (watermark: number) => void;

/** Hints within the process. `alone`: no other process writes to the same store. */
export function createLocalHub(alone: boolean): Hub {
  const listeners = new Map<string, Set<Listener>>();
  return {
    reliable: alone,
    notify(conversation, watermark) {
      for (const listener of listeners.get(conversation) ?? []) listener(watermark);
    },
    subscribe(conversation, listener) {
      const all = listeners.get(conversation) ?? new Set<Listener>();
      listeners.set(conversation, all.add(listener));
      return () => {
        all.delete(listener);
        if (all.size === 0 && listeners.get(conversation) === all) listeners.delete(conversation);
      };
    },
  };
}
