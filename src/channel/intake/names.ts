import type { Store } from '../../store/index.ts';

/** Under what the store knows a conversation, and a message of it. Made with a key; an older key made others. */
export interface Names {
  readonly conversation: string;
  readonly key?: string | undefined;
}

/**
 * After a change of keys people have two names for a while. Chooses among those that the current key gives (first)
 * and older ones:
 *
 * - Rule 1: a message that was taken under an older name keeps it: so a repeated delivery is known for what it is.
 * - Rule 2: a conversation that goes on under an older name keeps it until it ends.
 * - Rule 3: the current key's.
 *
 * Costs nothing while there is one key.
 */
export async function namesInUse<T extends Names>(
  names: readonly T[],
  store: Pick<Store, 'knows' | 'conversation'>,
): Promise<T> {
  const [current, ...older] = names as readonly [T, ...T[]];
  for (const one of older) {
    if (one.key !== undefined && (await store.knows(one.conversation, one.key))) return one;
  }
  for (const one of older) {
    if ((await store.conversation(one.conversation)) !== null) return one;
  }
  return current;
}
