import type { Contacts, Sentences } from '../answer/index.ts';
import {
  type Document,
  openEdition,
  type StoredEdition,
  seedEdition,
  trainEdition,
} from '../knowledge/index.ts';
import type { Logger } from '../observe/index.ts';
import type { Store } from '../store/index.ts';
import { type Assistant, createAssistant, type Edition } from '../turn/index.ts';

/** The published edition, as everybody asks for it on every turn and every page. */
export interface LiveEdition {
  assistant(): Assistant;
  published(): { readonly edition: string; readonly documents: readonly Document[] };
  /** The same edition with the bytes of its index: the browser searches the very same. */
  withIndex(): Omit<Edition, 'index'> & { readonly saved: Uint8Array };
  /** The edition as it is stored, its index as it was opened: for whoever opens it elsewhere. */
  stored(): StoredEdition;
  /** Takes over what another process has published meanwhile. True when there was something new. */
  refresh(): Promise<boolean>;
}

export interface LiveEditionParts {
  readonly store: Store;
  readonly sentences: Sentences;
  readonly contacts: Contacts;
  /** The project's folder: `knowledge/` in it is the seed. */
  readonly root: string;
  readonly log: Logger;
  /** Told when the index has to be trained, which takes some seconds. */
  onTraining(): void;
}

/**
 * Opens the edition that the store has published. An empty store gets the seed; a seed that has changed since is
 * left alone, because only a person publishes. Fails with KnowledgeError when `knowledge/` has faults.
 */
export async function openLiveEdition(parts: LiveEditionParts): Promise<LiveEdition> {
  const { store, sentences, contacts, log } = parts;
  const seed = seedEdition(parts.root, parts.onTraining);
  const published = await store.publishedEdition();
  if (published === null) await store.publishEdition(seed);
  else if (published.id !== seed.id) {
    log.warn(
      { published: published.id, seed: seed.id },
      'knowledge/ is not what is published: publish it to make it live',
    );
  }
  let live = open(published === null ? seed : published);

  function open(published: StoredEdition): { stored: StoredEdition; edition: Edition; assistant: Assistant } {
    // The seed's index was trained by this release; a stored one may be older.
    const { stored, edition } = published.id === seed.id ? opened(seed) : openStored(published);
    return { stored, edition, assistant: createAssistant(edition, sentences, contacts) };
  }

  function opened(stored: StoredEdition): { stored: StoredEdition; edition: Edition } {
    return { stored, edition: openEdition(stored) };
  }

  function openStored(stored: StoredEdition): { stored: StoredEdition; edition: Edition } {
    try {
      return opened(stored);
    } catch (error) {
      log.warn(
        { err: error, edition: stored.id },
        'the stored index is of another release: it is trained again',
      );
      parts.onTraining();
      return opened(trainEdition(JSON.parse(stored.content)));
    }
  }

  return {
    assistant: () => live.assistant,
    stored: () => live.stored,
    // The stored content holds the whole documents; the assistant's view only leaves the questions out.
    published: () => ({ edition: live.edition.id, documents: live.edition.documents as readonly Document[] }),
    withIndex: () => ({ ...live.edition, saved: live.stored.index }),
    async refresh() {
      const id = await store.publishedEditionId();
      if (id === null || id === live.edition.id) return false;
      const edition = await store.edition(id);
      if (edition === null) return false;
      live = open(edition);
      log.info({ edition: id }, 'a published edition was taken over');
      return true;
    },
  };
}
