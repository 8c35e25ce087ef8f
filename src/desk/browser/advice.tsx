import type { JSX } from 'preact';
import type { Advice } from '../lookup/wire.ts';
import { useApp } from './context.ts';

/** "Not in the document", and what the caller may be told, in every language. */
export function AdviceCard({ advice }: { advice: Advice }): JSX.Element {
  const { say, data } = useApp();
  return (
    <section class={`advice ${advice.kind}`} aria-labelledby="advice-title" data-advice={advice.kind}>
      <h2 id="advice-title">{say(`advice.${advice.kind}`)}</h2>
      <p class="label">{say('advice.tell')}</p>
      <div class="sides">
        {data.languages.map(({ code }) => (
          <div key={code} class="side" lang={code}>
            {(advice.say[code] ?? []).map((sentence, i) => (
              <p key={i}>{sentence}</p>
            ))}
          </div>
        ))}
      </div>
    </section>
  );
}
