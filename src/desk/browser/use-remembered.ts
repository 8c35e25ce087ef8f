import { useEffect, useState } from 'preact/hooks';
import type { EntryView } from '../lookup/wire.ts';
import { call } from './api.ts';
import { readIds, writeIds } from './stored.ts';

const RECENT = 'igm-desk-recent';
const PINNED = 'igm-desk-pinned';
const MOST_RECENT = 8;

/** Entries that were looked at in this session, and those that are pinned in this browser. */
export interface Remembered {
  readonly recent: readonly EntryView[];
  readonly pinned: readonly EntryView[];
  isPinned(entry: string): boolean;
  /** This one was used. */
  note(view: EntryView): void;
  /** Pins an entry, or takes the pin away. */
  pin(view: EntryView): void;
}

export function useRemembered(): Remembered {
  const [recent, setRecent] = useState(() => readIds(sessionStorage, RECENT));
  const [pinned, setPinned] = useState(() => readIds(localStorage, PINNED));
  const [known, setKnown] = useState<ReadonlyMap<string, EntryView>>(new Map());

  const learn = (views: readonly EntryView[]) =>
    setKnown(before => new Map([...before, ...views.map(view => [view.entry, view] as const)]));

  // Only ids are kept: what they are called is asked for once.
  useEffect(() => {
    const missing = [...new Set([...pinned, ...recent])].filter(id => !known.has(id));
    if (missing.length === 0) return;
    call<{ entries: EntryView[] }>('entries', { entries: missing }).then(
      ({ entries }) => learn(entries),
      () => {}, // they are a convenience: the box works without them
    );
  }, [pinned, recent]);

  const viewsOf = (ids: readonly string[]) => ids.flatMap(id => known.get(id) ?? []);
  return {
    recent: viewsOf(recent),
    pinned: viewsOf(pinned),
    isPinned: entry => pinned.includes(entry),
    note(view) {
      const next = [view.entry, ...recent.filter(id => id !== view.entry)].slice(0, MOST_RECENT);
      writeIds(sessionStorage, RECENT, next);
      learn([view]);
      setRecent(next);
    },
    pin({ entry }) {
      const next = pinned.includes(entry) ? pinned.filter(id => id !== entry) : [...pinned, entry];
      writeIds(localStorage, PINNED, next);
      setPinned(next);
    },
  };
}
