/** A message that the server has not taken yet. */
export interface Unsent {
  readonly id: string;
  readonly text: string;
}

/** All that a browser keeps, and only until its tab is closed: what leads back to the conversation, and drafts. */
export interface Saved {
  conversation?: { id: string; token: string; expires: number } | null;
  draft?: string;
  unsent?: readonly Unsent[];
}

export interface Session {
  read(): Saved;
  /** Changes what is given and leaves the rest. */
  write(change: Partial<Saved>): void;
  clear(): void;
}

const KEY = 'igm-chat';

/** Over `sessionStorage`; where a browser denies it, in memory. `origin`: of our server, as pages may embed two. */
export function createSession(origin: string, storage: Storage | null = storageOf()): Session {
  const key = `${KEY} ${origin}`;
  let saved: Saved = {};
  try {
    const parsed: unknown = JSON.parse(storage?.getItem(key) ?? '{}');
    if (typeof parsed === 'object' && parsed !== null) saved = parsed as Saved;
  } catch {
    // damaged: begin anew
  }
  return {
    read: () => saved,
    write(change) {
      saved = { ...saved, ...change };
      try {
        storage?.setItem(key, JSON.stringify(saved));
      } catch {
        // full or denied: the page still has it
      }
    },
    clear() {
      saved = {};
      try {
        storage?.removeItem(key);
      } catch {
        // denied: nothing was written either
      }
    },
  };
}

function storageOf(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null; // refused by the browser's settings
  }
}
