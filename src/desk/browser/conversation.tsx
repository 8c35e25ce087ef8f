import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ConversationView, Said } from '../handover/wire.ts';
import { useApp } from './context.ts';
import { useNow } from './queue.tsx';

/** Steps that an agent takes; each becomes a call. */
export type Step = 'take' | 'say' | 'note' | 'return' | 'close';

/** A conversation: what was said, what colleagues noted, what can be done. */
export function Conversation(props: {
  view: ConversationView;
  busy: boolean;
  leave(): void;
  step(step: Step, text?: string): Promise<boolean>;
}): JSX.Element {
  const { say, data } = useApp();
  const { view, busy, leave, step } = props;
  const { item, said, notes } = view;
  const now = useNow();
  const end = useRef<HTMLDivElement>(null);
  const closed = item.until !== null && item.until <= now;

  useEffect(() => {
    end.current?.scrollTo({ top: end.current.scrollHeight });
  }, [view.watermark]);

  const time = (at: number) =>
    new Intl.DateTimeFormat(data.lang === 'es' ? 'es-GT' : 'en-GB', { timeStyle: 'short' }).format(at);

  return (
    <section class="conversation" aria-labelledby="conversation-title">
      <header>
        <h2 id="conversation-title">
          {item.mine
            ? say('conversation.mine')
            : item.state === 'held'
              ? say('queue.held', { name: item.agentName ?? '' })
              : say('conversation.waiting')}
        </h2>
        <button type="button" class="light" onClick={leave}>
          {say('conversation.leave')}
        </button>
      </header>
      <p class="soft">{say('conversation.redacted')}</p>
      {item.until !== null && (
        <p class={closed ? 'error' : 'soft'}>
          {closed ? say('conversation.windowClosed') : say('conversation.window', { time: time(item.until) })}
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <div class="said" role="log" tabIndex={0} aria-label={say('conversation.said')} ref={end}>
        {said.map(one => (
          <Bubble key={one.id} said={one} time={time(one.at)} />
        ))}
      </div>
      {notes.length > 0 && (
        <div class="notes">
          <h3>{say('conversation.notes')}</h3>
          {notes.map(({ at, agentName, text }) => (
            <p key={`${at} ${text}`}>
              <strong>{agentName}</strong> <time>{time(at)}</time> <span dir="auto">{text}</span>
            </p>
          ))}
        </div>
      )}
      {item.state === 'waiting' && (
        <button type="button" disabled={busy} onClick={() => void step('take')}>
          {say('queue.take')}
        </button>
      )}
      {item.mine && <Composer key={item.conversation} {...{ view, busy, closed, step }} />}
      {item.state === 'held' && (item.mine || data.supervises) && (
        <div class="endings">
          <button type="button" class="light" disabled={busy} onClick={() => void step('return')}>
            {say('conversation.return')}
          </button>
          <button type="button" class="light" disabled={busy} onClick={() => void step('close')}>
            {say('conversation.close')}
          </button>
        </div>
      )}
    </section>
  );
}

function Bubble({ said, time }: { said: Said; time: string }): JSX.Element {
  const { say } = useApp();
  const { who, lang, text, urgent } = said;
  return (
    <div class={`bubble ${who}${urgent ? ' urgent' : ''}`} data-who={who}>
      <p class="kind">
        {say(`who.${who}`)} · <time>{time}</time>
      </p>
      <p class="text" dir="auto" {...(lang === null ? {} : { lang })}>
        {text}
      </p>
    </div>
  );
}

/** What the agent writes: to the person, or for colleagues. */
function Composer(props: {
  view: ConversationView;
  busy: boolean;
  closed: boolean;
  step(step: Step, text?: string): Promise<boolean>;
}): JSX.Element {
  const { say, data } = useApp();
  const { view, busy, closed, step } = props;
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  const call = data.call?.[view.item.lang] ?? null;

  async function send(): Promise<void> {
    if (text.trim() !== '' && !closed && (await step('say', text))) setText('');
  }
  async function keep(): Promise<void> {
    if (note.trim() !== '' && (await step('note', note))) setNote('');
  }

  return (
    <>
      <form
        class="composer"
        onSubmit={event => {
          event.preventDefault();
          void send();
        }}
      >
        <label for="answer">{say('conversation.answer')}</label>
        <textarea
          id="answer"
          rows={3}
          maxLength={2000}
          lang={view.item.lang}
          value={text}
          disabled={closed}
          onInput={event => setText(event.currentTarget.value)}
          onKeyDown={event => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            void send();
          }}
        />
        <div class="endings">
          <button type="submit" disabled={busy || closed}>
            {say('conversation.send')}
          </button>
          {call !== null && (
            <button
              type="button"
              class="light"
              disabled={closed}
              onClick={() => setText(known => (known === '' ? call : `${known}\n${call}`))}
            >
              {say('conversation.call')}
            </button>
          )}
        </div>
      </form>
      <details class="keys">
        <summary>{say('conversation.note')}</summary>
        <form
          class="composer"
          onSubmit={event => {
            event.preventDefault();
            void keep();
          }}
        >
          <label for="note">{say('conversation.noteLabel')}</label>
          <textarea
            id="note"
            rows={2}
            maxLength={2000}
            value={note}
            onInput={event => setNote(event.currentTarget.value)}
          />
          <button type="submit" class="light" disabled={busy}>
            {say('conversation.noteKeep')}
          </button>
        </form>
      </details>
    </>
  );
}
