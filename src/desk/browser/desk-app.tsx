import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useApp } from './context.ts';
import { Lookup } from './lookup.tsx';

/** The whole of the desk. */
export function DeskApp(): JSX.Element {
  const { say } = useApp();
  const [signedOut, setSignedOut] = useState(false);
  return (
    <div class="desk">
      <h1 class="visually-hidden">{say('lookup.title')}</h1>
      {signedOut && (
        <p class="error" role="alert">
          <a href="/desk/sign-in">{say('lost.signedOut')}</a>
        </p>
      )}
      <Lookup talking={null} send={null} onSignedOut={() => setSignedOut(true)} />
    </div>
  );
}
