import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Advice, LookupAnswer } from '../lookup/wire.ts';
import { call, SignedOut } from './api.ts';

export interface Lookup {
  /** What the answer is about; behind what is typed while an answer is under way. */
  readonly text: string;
  readonly answer: LookupAnswer | null;
  readonly advice: Advice | null;
  readonly failed: boolean;
}

/** Results come with every key; what callers may be told, when the typing pauses. */
const ADVICE_MS = 450;

const NOTHING: Lookup = { text: '', answer: null, advice: null, failed: false };

/** Looks up what is typed, the newest text only. */
export function useLookup(text: string, onSignedOut: () => void): Lookup {
  const [lookup, setLookup] = useState<Lookup>(NOTHING);
  const newest = useRef(text);
  newest.current = text;

  // At once: an ordinary effect would wait for the next frame, and with it every result.
  useLayoutEffect(() => {
    if (text.trim() === '') {
      setLookup(NOTHING);
      return;
    }
    const gone = new AbortController();
    const failed = (error: unknown) => {
      if (gone.signal.aborted) return;
      if (error instanceof SignedOut) onSignedOut();
      else setLookup(known => ({ ...known, failed: true }));
    };
    call<LookupAnswer>('lookup', { text }, gone.signal).then(answer => {
      if (newest.current === text) setLookup({ text, answer, advice: null, failed: false });
    }, failed);
    const pause = setTimeout(() => {
      call<{ advice: Advice | null }>('advice', { text }, gone.signal).then(({ advice }) => {
        if (newest.current === text) setLookup(known => ({ ...known, advice }));
      }, failed);
    }, ADVICE_MS);
    return () => {
      clearTimeout(pause);
      gone.abort();
    };
  }, [text]);

  return lookup;
}
