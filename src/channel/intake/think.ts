import type { Assistant, Dialogue, Message, Turn } from '../../turn/index.ts';
import { createPace } from './pace.ts';

/** A turn, and how long the computing of it took. */
export type Thought = Turn & { readonly seconds: number };

/** Works a turn out, somewhere, some time soon. */
export type Think = (message: Message, dialogue: Dialogue) => Promise<Thought>;

/** How much of a round of the event loop turns may take. */
const TURNS_MS = 8;

/** Works turns out on this thread, so many in each round of the event loop. */
export function createThinkHere(assistant: () => Assistant): Think {
  const pace = createPace(TURNS_MS);
  return (message, dialogue) =>
    pace(() => {
      const started = performance.now();
      const turn = assistant().turn(message, dialogue);
      return { ...turn, seconds: (performance.now() - started) / 1000 };
    });
}
