import type { JSX } from 'preact';
import type { Language } from '../../language/index.ts';
import type { EntryView } from '../lookup/wire.ts';
import { textOf } from './entry.tsx';

/** Entries to come back to. */
export function Chips(props: {
  title: string;
  views: readonly EntryView[];
  lang: Language;
  choose(view: EntryView): void;
}): JSX.Element | null {
  const { title, views, lang, choose } = props;
  if (views.length === 0) return null;
  return (
    <div class="chips">
      <h2>{title}</h2>
      <ul>
        {views.map(view => (
          <li key={view.entry}>
            <button type="button" class="light" onClick={() => choose(view)}>
              {textOf(view, lang).title}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
