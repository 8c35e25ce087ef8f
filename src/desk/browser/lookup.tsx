import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Language } from '../../language/index.ts';
import type { EntryView, LookupAnswer } from '../lookup/wire.ts';
import { AdviceCard } from './advice.tsx';
import { Chips } from './chips.tsx';
import { useApp } from './context.ts';
import { ACTION_KEYS, type Action, copied, Entry, textOf } from './entry.tsx';
import { lookedFor } from './highlight.tsx';
import { KeysHelp, Shortcuts } from './keys.tsx';
import { Results } from './results.tsx';
import { Toast } from './toast.tsx';
import { useLookup } from './use-lookup.ts';
import { useRemembered } from './use-remembered.ts';

const KEYS_ON = 'igm-desk-keys';
const NOTHING_FOUND: LookupAnswer = { results: [], words: [] };

export interface LookupProps {
  /** The language of the conversation that is held, if there is one. */
  readonly talking: Language | null;
  /** Sends an entry to the conversation that is held; null when there is none. */
  readonly send: ((entry: string, lang: Language) => void) | null;
  onSignedOut(): void;
}

/** One box; results with every key; the entry beside them. */
export function Lookup({ talking, send, onSignedOut }: LookupProps): JSX.Element {
  const { say, data } = useApp();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [moved, setMoved] = useState(false);
  const [chosen, setChosen] = useState<EntryView | null>(null);
  const [lang, setLang] = useState<Language>(data.lang);
  const [told, setTold] = useState('');
  const [keysOn, setKeysOn] = useState(() => localStorage.getItem(KEYS_ON) !== 'off');
  const remembered = useRemembered();
  const box = useRef<HTMLInputElement>(null);
  const article = useRef<HTMLElement>(null);

  const { text: typed, answer, advice, failed } = useLookup(text, onSignedOut);
  const { results, words } = answer ?? NOTHING_FOUND;
  const is = useMemo(() => lookedFor(words), [words]);
  // What is not in the document is not answered by what comes nearest: it is opened on purpose only.
  const nearest = advice !== null && advice.kind !== 'related';
  const shown: EntryView | null = chosen ?? (nearest && !moved ? null : (results[at] ?? null));
  const confidence = chosen === null ? (results[at]?.confidence ?? null) : null;

  useEffect(() => {
    if (talking !== null) setLang(talking);
  }, [talking]);

  function type(next: string): void {
    setText(next);
    setAt(0);
    setMoved(false);
    setChosen(null);
  }

  function pick(n: number): void {
    if (results[n] === undefined) return;
    setChosen(null);
    setMoved(true);
    setAt(n);
  }

  function move(step: number): void {
    if (results.length === 0) return;
    pick(shown === null ? 0 : (at + step + results.length) % results.length);
  }

  async function act(action: Action): Promise<void> {
    if (shown === null) return;
    remembered.note(shown);
    if (action === 'send') send?.(shown.entry, lang);
    else if (action === 'pin') remembered.pin(shown);
    else {
      try {
        await navigator.clipboard.writeText(copied(shown, lang, action));
        setTold(say('entry.copied', { what: textOf(shown, lang).title }));
      } catch {
        setTold(say('entry.copyFailed'));
      }
    }
  }

  // What is drawn once acts as things stand when it is used, not when it was drawn.
  const newest = useRef(act);
  newest.current = act;
  const isPinned = shown !== null && remembered.isPinned(shown.entry);

  function onBoxKey(event: KeyboardEvent): void {
    const digit = event.altKey ? Number(/^Digit([1-9])$/.exec(event.code)?.[1] ?? 0) : 0;
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Escape') type('');
    else if (event.key === 'Enter' && shown !== null) {
      remembered.note(shown);
      article.current?.focus();
    } else if (digit > 0) pick(digit - 1);
    else return;
    event.preventDefault();
  }

  function onEntryKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape') box.current?.select();
    else if (event.key === 'ArrowDown' && event.target === article.current) move(1);
    else if (event.key === 'ArrowUp' && event.target === article.current) move(-1);
    else {
      const action = keysOn ? ACTION_KEYS[event.key.toLowerCase()] : undefined;
      if (action === undefined) return;
      void act(action);
    }
    event.preventDefault();
  }

  // With every key the box is drawn anew, but these only when they have changed: that is most of the work.
  const list = useMemo(
    () => (
      <Results
        results={results}
        typed={typed}
        at={shown === null || chosen !== null ? -1 : at}
        lang={lang}
        is={is}
        nearest={nearest}
        pick={n => {
          pick(n);
          box.current?.focus();
        }}
      />
    ),
    [results, typed, at, shown === null, chosen, lang, is, nearest],
  );
  const opened = useMemo(
    () =>
      shown && (
        <Entry
          view={shown}
          confidence={confidence}
          words={chosen === null ? words : []}
          is={is}
          lang={lang}
          pinned={isPinned}
          canSend={send !== null}
          place={article}
          setLang={setLang}
          act={action => void newest.current(action)}
        />
      ),
    [shown, confidence, words, chosen, is, lang, isPinned, send !== null],
  );

  const status =
    text.trim() === '' || answer === null
      ? ''
      : results.length === 0
        ? say('lookup.nothing')
        : results.length === 1
          ? say('lookup.foundOne')
          : say('lookup.found', { n: results.length });

  return (
    <section class="lookup" aria-label={say('lookup.title')}>
      <Shortcuts on={keysOn} focusBox={() => box.current?.select()} pick={pick} />
      <label for="lookup-box" class="box-label">
        {say('lookup.label')}{' '}
        <span class="kbd" aria-hidden="true">
          /
        </span>
      </label>
      <input
        id="lookup-box"
        ref={box}
        type="text"
        role="combobox"
        aria-expanded={results.length > 0}
        aria-controls="lookup-results"
        aria-autocomplete="list"
        aria-activedescendant={shown === null || results[at] === undefined ? undefined : `result-${at}`}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        maxLength={500}
        placeholder={say('lookup.placeholder')}
        value={text}
        onInput={event => type(event.currentTarget.value)}
        onKeyDown={onBoxKey}
      />
      <p class="visually-hidden" role="status">
        {told !== '' ? told : status}
      </p>
      {told !== '' && <Toast text={told} done={() => setTold('')} />}
      {failed && <p class="error">{say('lookup.failed')}</p>}
      {advice !== null && <AdviceCard advice={advice} />}
      {text.trim() === '' && (
        <div class="remembered">
          <Chips title={say('lookup.pinned')} views={remembered.pinned} lang={lang} choose={setChosen} />
          <Chips title={say('lookup.recent')} views={remembered.recent} lang={lang} choose={setChosen} />
          {shown === null && remembered.pinned.length + remembered.recent.length === 0 && (
            <p class="soft">{say('lookup.start')}</p>
          )}
        </div>
      )}
      <div class={results.length > 0 ? 'found' : 'found alone'}>
        {list}
        {shown !== null && (
          // biome-ignore lint/a11y/noStaticElementInteractions: keys of the entry that has the focus
          <div class="shown" onKeyDown={onEntryKey}>
            {opened}
          </div>
        )}
      </div>
      <KeysHelp
        on={keysOn}
        set={on => {
          localStorage.setItem(KEYS_ON, on ? 'on' : 'off');
          setKeysOn(on);
        }}
      />
    </section>
  );
}
