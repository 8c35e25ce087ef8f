import type { JSX } from 'preact';
import type { Language } from '../../language/index.ts';
import type { Result } from '../lookup/wire.ts';
import { useApp } from './context.ts';
import { textOf } from './entry.tsx';
import { type IsLookedFor, Marked } from './highlight.tsx';

/** The list of what was found. The box keeps the focus; the keyboard moves through the list from there. */
export function Results(props: {
  results: readonly Result[];
  /** What was typed when they were found. */
  typed: string;
  at: number;
  lang: Language;
  is: IsLookedFor;
  /** What was asked is not in the document: these are only what comes nearest. */
  nearest: boolean;
  pick(n: number): void;
}): JSX.Element {
  const { say } = useApp();
  const { results, typed, at, lang, is, nearest, pick } = props;
  return (
    <div class={nearest ? 'results nearest' : 'results'} hidden={results.length === 0}>
      {nearest && <p class="soft">{say('lookup.nearest')}</p>}
      <div id="lookup-results" role="listbox" aria-label={say('lookup.results')} data-for={typed}>
        {results.map((result, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the box that controls the list has the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the same
          <div
            key={i}
            id={`result-${i}`}
            role="option"
            class="result"
            aria-selected={i === at}
            data-entry={result.entry}
            onClick={() => pick(i)}
          >
            <span class="kbd" aria-hidden="true">
              {i + 1}
            </span>
            <span class="result-text">
              <span class="result-title" lang={lang}>
                <Marked text={textOf(result, lang).title} is={is} />
              </span>
              <span class="result-section" lang={lang}>
                {textOf(result, lang).section}
              </span>
            </span>
            <span class={result.confident ? 'sure' : 'unsure'}>
              {say(result.confident ? 'lookup.sure' : 'lookup.unsure', {
                n: Math.round(result.confidence * 100),
              })}
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}
