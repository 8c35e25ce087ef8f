import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useApp } from './context.ts';

/** Keys that work wherever the focus is, but in a field. One can turn them off (WCAG 2.1.4). */
export function Shortcuts(props: { on: boolean; focusBox(): void; pick(n: number): void }): null {
  const { on, focusBox, pick } = props;
  useEffect(() => {
    if (!on) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || isField(event.target)) return;
      if (event.key === '/') focusBox();
      else if (/^[1-9]$/.test(event.key)) pick(Number(event.key) - 1);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
  return null;
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input:not([type=radio]), textarea, select') !== null
  );
}

/** What the keys are, and the switch. */
export function KeysHelp({ on, set }: { on: boolean; set(on: boolean): void }): JSX.Element {
  const { say } = useApp();
  return (
    <details class="keys">
      <summary>{say('lookup.keys')}</summary>
      <p>{say('lookup.keysBox')}</p>
      <p>{say('lookup.keysEntry')}</p>
      <label class="check">
        <input type="checkbox" checked={on} onChange={event => set(event.currentTarget.checked)} />
        <span>{say('lookup.keysOn')}</span>
      </label>
    </details>
  );
}
