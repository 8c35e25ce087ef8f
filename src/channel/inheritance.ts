import type { Store } from '../store/index.ts';

/**
 * Hands back, once, what an earlier process under the same name held when it died. It has to be over before this
 * process takes its first lease, lest it hand back its own: requests are served as soon as the port is open.
 * A failure is tried again by whoever asks next.
 */
export function createInheritance(store: Pick<Store, 'release'>, worker: string): () => Promise<void> {
  let released: Promise<void> | null = null;
  return () => {
    released ??= store.release(worker).then(
      () => {},
      (error: unknown) => {
        released = null;
        throw error;
      },
    );
    return released;
  };
}
