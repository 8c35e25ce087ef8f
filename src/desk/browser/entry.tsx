import type { JSX, Ref } from 'preact';
import type { Language } from '../../language/index.ts';
import type { EntryText, EntryView, WordRead } from '../lookup/wire.ts';
import { useApp } from './context.ts';
import { type IsLookedFor, Marked } from './highlight.tsx';

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
  readonly lang: Language;
  readonly pinned: boolean;
  /** There is a conversation to send it to. */
  readonly canSend: boolean;
  readonly place: Ref<HTMLElement>;
  setLang(lang: Language): void;
  act(action: Action): void;
}

/** An entry in every language, side by side, and what can be done with it. */
export function Entry(props: EntryProps): JSX.Element {
  const { say, data } = useApp();
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
        <h2 id="entry-title">{textOf(view, lang).title}</h2>
        <code class="entry-id">{view.entry}</code>
        {confidence !== null && (
          <span class="confidence">{say('lookup.confidence', { n: Math.round(confidence * 100) })}</span>
        )}
      </header>
      {words.length > 0 && <Why words={words} />}
      <div class="actions" role="toolbar" aria-label={say('entry.actions')}>
        <fieldset class="switch">
          <legend>{say('entry.language')}</legend>
          {data.languages.map(({ code, name }) => (
            <label key={code}>
              <input type="radio" name="entry-lang" checked={lang === code} onChange={() => setLang(code)} />
              <span>{name}</span>
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
        {data.languages.map(({ code, name }) => (
          <Side key={code} code={code} name={name} text={textOf(view, code)} is={is} chosen={code === lang} />
        ))}
      </div>
    </article>
  );
}

function Side(props: {
  code: Language;
  name: string;
  text: EntryText;
  is: IsLookedFor;
  chosen: boolean;
}): JSX.Element {
  const { say } = useApp();
  const { code, name, text, is, chosen } = props;
  const { lang } = text;
  const passages = text.passages.map((passage, i) => (
    <blockquote key={i} lang={lang}>
      <Marked text={passage} is={is} />
    </blockquote>
  ));
  return (
    <section class={chosen ? 'side chosen' : 'side'} aria-labelledby={`side-${code}`}>
      <p class="kind" id={`side-${code}`}>
        {name} · {say(text.official ? 'entry.official' : 'entry.unofficial')}
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
      <p class="source" lang={code}>
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

/** An entry in a language; in Spanish where the server had the language not yet when it sent it. */
export function textOf(view: EntryView, lang: Language): EntryText {
  return view[lang] ?? view.es;
}

/** What is copied of an entry. */
export function copied(view: EntryView, lang: Language, action: Action): string {
  const { passages, parts, source, link } = textOf(view, lang);
  if (action === 'copyLink') return link;
  const said = passages.length > 1 ? passages.map((text, i) => `${i + 1}. ${text}`) : [...passages, ...parts];
  return action === 'copySource' ? [...said, '', source, link].join('\n') : said.join('\n');
}
