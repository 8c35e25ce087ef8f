import type { JSX, Ref } from 'preact';
import type { EntryText, EntryView, WordRead } from '../lookup/wire.ts';
import { useApp } from './context.ts';
import { type IsLookedFor, Marked } from './highlight.tsx';

export type Lang = 'es' | 'en';
export type Action = 'copy' | 'copySource' | 'copyLink' | 'send' | 'pin';

/** Keys of the actions, while the entry has the focus. */
export const ACTION_KEYS: Readonly<Record<string, Action>> = {
  c: 'copy',
  f: 'copySource',
  l: 'copyLink',
  e: 'send',
  p: 'pin',
};
const KEY_OF = Object.fromEntries(Object.entries(ACTION_KEYS).map(([key, action]) => [action, key]));

export interface EntryProps {
  readonly view: EntryView;
  readonly confidence: number | null;
  readonly words: readonly WordRead[];
  readonly is: IsLookedFor;
  readonly lang: Lang;
  readonly pinned: boolean;
  /** There is a conversation to send it to. */
  readonly canSend: boolean;
  readonly place: Ref<HTMLElement>;
  setLang(lang: Lang): void;
  act(action: Action): void;
}

/** An entry in both languages, side by side, and what can be done with it. */
export function Entry(props: EntryProps): JSX.Element {
  const { say } = useApp();
  const { view, lang, confidence, words, is, pinned, canSend, place, setLang, act } = props;
  const actions: readonly Action[] = [
    'copy',
    'copySource',
    'copyLink',
    ...(canSend ? (['send'] as const) : []),
    'pin',
  ];
  return (
    <article class="entry" tabIndex={-1} ref={place} aria-labelledby="entry-title" data-entry={view.entry}>
      <header>
        <h2 id="entry-title">{view[lang].title}</h2>
        <code class="entry-id">{view.entry}</code>
        {confidence !== null && (
          <span class="confidence">{say('lookup.confidence', { n: Math.round(confidence * 100) })}</span>
        )}
      </header>
      {words.length > 0 && <Why words={words} />}
      <div class="actions" role="toolbar" aria-label={say('entry.actions')}>
        <fieldset class="switch">
          <legend>{say('entry.language')}</legend>
          {(['es', 'en'] as const).map(one => (
            <label key={one}>
              <input type="radio" name="entry-lang" checked={lang === one} onChange={() => setLang(one)} />
              <span>{say(`language.${one}`)}</span>
            </label>
          ))}
        </fieldset>
        {actions.map(action => (
          <button
            key={action}
            type="button"
            class={action === 'send' ? 'strong' : 'light'}
            aria-keyshortcuts={KEY_OF[action]}
            onClick={() => act(action)}
          >
            {say(action === 'pin' && pinned ? 'entry.unpin' : `entry.${action}`)}
            <span class="kbd" aria-hidden="true">
              {KEY_OF[action]}
            </span>
          </button>
        ))}
      </div>
      <div class="sides">
        {(['es', 'en'] as const).map(one => (
          <Side key={one} lang={one} text={view[one]} is={is} chosen={one === lang} />
        ))}
      </div>
    </article>
  );
}

function Side(props: { lang: Lang; text: EntryText; is: IsLookedFor; chosen: boolean }): JSX.Element {
  const { say } = useApp();
  const { lang, text, is, chosen } = props;
  const passages = text.passages.map((passage, i) => (
    <blockquote key={i} lang={lang}>
      <Marked text={passage} is={is} />
    </blockquote>
  ));
  return (
    <section class={chosen ? 'side chosen' : 'side'} aria-labelledby={`side-${lang}`}>
      <p class="kind" id={`side-${lang}`}>
        {say(`entry.${lang}`)} · {say(text.official ? 'entry.official' : 'entry.unofficial')}
      </p>
      <h3 lang={lang}>{text.section}</h3>
      {passages.length > 1 ? (
        <ol>
          {passages.map((passage, i) => (
            <li key={i}>{passage}</li>
          ))}
        </ol>
      ) : (
        passages
      )}
      {text.parts.length > 0 && (
        <ol lang={lang}>
          {text.parts.map((part, i) => (
            <li key={i}>
              <Marked text={part} is={is} />
            </li>
          ))}
        </ol>
      )}
      <p class="source" lang={lang}>
        {text.source}
      </p>
    </section>
  );
}

/** How what was typed was read. */
function Why({ words }: { words: readonly WordRead[] }): JSX.Element {
  const { say } = useApp();
  return (
    <p class="why">
      <span class="label">{say('why.title')}</span>{' '}
      {words.map(({ word, read, how }, i) => (
        <span key={i} class={how === 'unknown' ? 'word unknown' : 'word'}>
          {how === 'unknown'
            ? say('why.unknown', { what: word })
            : read.length === 0 || (read.length === 1 && read[0] === word)
              ? word
              : say('why.read', { what: word, read: read.join(', ') })}
        </span>
      ))}
    </p>
  );
}

/** What is copied of an entry. */
export function copied(view: EntryView, lang: Lang, action: Action): string {
  const { passages, parts, source, link } = view[lang];
  if (action === 'copyLink') return link;
  const said = passages.length > 1 ? passages.map((text, i) => `${i + 1}. ${text}`) : [...passages, ...parts];
  return action === 'copySource' ? [...said, '', source, link].join('\n') : said.join('\n');
}
