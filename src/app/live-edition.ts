import type { Contacts, Sentences } from '../answer/index.ts';
import {
  type Document,
  KnowledgeError,
  openEdition,
  type StoredEdition,
  seedContent,
  seedEdition,
  trainEdition,
} from '../knowledge/index.ts';
import { OFFICIAL_LANGUAGE } from '../language/index.ts';
import type { Logger } from '../observe/index.ts';
import { SavedIndexError } from '../retrieval/index.ts';
import type { Store } from '../store/index.ts';
import { type Assistant, createAssistant, type Edition } from '../turn/index.ts';
import { breath, loadEdition, type SharedEdition } from './edition-loader.ts';

/** The published edition, as everybody asks for it on every turn and every page. */
export interface LiveEdition {
  assistant(): Assistant;
  published(): { readonly edition: string; readonly documents: readonly Document[] };
  /** The same edition with the bytes of its index: the browser searches the very same. */
  withIndex(): Omit<Edition, 'index'> & { readonly saved: Uint8Array };
  /** The edition as its bytes, its index as it was opened: for whoever opens it elsewhere. */
  shared(): SharedEdition;
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

interface Live {
  readonly edition: Edition;
  readonly assistant: Assistant;
  readonly shared: SharedEdition;
}

/**
 * Opens the edition that the store has published. An empty store gets the seed, and then faults in `knowledge/` keep the
 * service from starting (KnowledgeError). Where something is published, `knowledge/` is a draft: what is in it is told
 * and left alone, because only a person publishes.
 */
export async function openLiveEdition(parts: LiveEditionParts): Promise<LiveEdition> {
  const { store, sentences, contacts, log } = parts;
  let live = await opened(parts);
  let loading: Promise<boolean> | null = null;

  async function takeOver(): Promise<boolean> {
    const id = await store.publishedEditionId();
    if (id === null || id === live.edition.id) return false;
    const loaded = await loadEdition(store, id);
    if (loaded === null) return false;
    const { edition, shared, retrained } = loaded;
    if (retrained) log.warn({ edition: id }, 'the stored index is of another release: it was trained again');
    await breath();
    const assistant = createAssistant(edition, sentences, contacts);
    await breath();
    // What the first answer would have to work out is worked out before anybody waits for one.
    assistant.show(edition.documents[0]?.entries[0]?.id ?? '', OFFICIAL_LANGUAGE);
    await breath();
    // One assignment: whoever asked before goes on with what they got.
    live = { edition, shared, assistant };
    log.info({ edition: id }, 'a published edition was taken over');
    return true;
  }

  return {
    assistant: () => live.assistant,
    shared: () => live.shared,
    // The stored content holds the whole documents; the assistant's view only leaves the questions out.
    published: () => ({ edition: live.edition.id, documents: live.edition.documents as readonly Document[] }),
    withIndex: () => ({ ...live.edition, saved: live.shared.index }),
    refresh() {
      // A large edition takes longer to load than it takes until the next look.
      loading ??= takeOver().finally(() => {
        loading = null;
      });
      return loading;
    },
  };
}

async function opened(parts: LiveEditionParts): Promise<Live> {
  const { store, sentences, contacts, root, onTraining } = parts;
  const published = await store.publishedEdition();
  const stored = published === null ? seedEdition(root, onTraining) : ready(published, parts);
  if (published === null) await store.publishEdition(stored);
  const edition = openEdition(stored);
  const shared = { id: stored.id, content: new TextEncoder().encode(stored.content), index: stored.index };
  return { edition, shared, assistant: createAssistant(edition, sentences, contacts) };
}

/** What is published, with an index that this release can open. */
function ready(published: StoredEdition, { root, log, onTraining }: LiveEditionParts): StoredEdition {
  const seed = seedId(root, log);
  // The seed's index was trained by this release; a stored one may be older.
  if (published.id === seed) return seedEdition(root, onTraining);
  if (seed !== null)
    log.warn(
      { published: published.id, seed },
      'knowledge/ is not what is published: publish it to make it live',
    );
  try {
    openEdition(published);
    return published;
  } catch (error) {
    if (!(error instanceof SavedIndexError)) throw error;
    log.warn({ edition: published.id }, 'the stored index is of another release: it is trained again');
    onTraining();
    return trainEdition(JSON.parse(published.content));
  }
}

/** The edition that `knowledge/` would be; null where it has faults, which are told. */
function seedId(root: string, log: Logger): string | null {
  try {
    return seedContent(root).id;
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    const faults = error.faults.length;
    log.warn({ faults }, 'knowledge/ has a draft that is not finished: see "npm run knowledge -- check"');
    return null;
  }
}
