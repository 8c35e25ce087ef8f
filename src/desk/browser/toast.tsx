import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';

const TOAST_MS = 2_500;

/** A word that something was done, for a moment; a screen reader hears it from the status line. */
export function Toast({ text, done }: { text: string; done(): void }): JSX.Element {
  useEffect(() => {
    const timer = setTimeout(done, TOAST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p class="toast" aria-hidden="true">
      {text}
    </p>
  );
}
