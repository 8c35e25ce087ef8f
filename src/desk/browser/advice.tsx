import type { JSX } from 'preact';
import type { Advice } from '../lookup/wire.ts';
import { useApp } from './context.ts';

/** "Not in the document", and what the caller may be told, in both languages. */
export function AdviceCard({ advice }: { advice: Advice }): JSX.Element {
  const { say } = useApp();
  return (
    <section class={`advice ${advice.kind}`} aria-labelledby="advice-title" data-advice={advice.kind}>
      <h2 id="advice-title">{say(`advice.${advice.kind}`)}</h2>
      <p class="label">{say('advice.tell')}</p>
      <div class="sides">
        {(['es', 'en'] as const).map(lang => (
          <div key={lang} class="side" lang={lang}>
            {advice.say[lang].map((sentence, i) => (
              <p key={i}>{sentence}</p>
            ))}
          </div>
        ))}
      </div>
    </section>
  );
}
