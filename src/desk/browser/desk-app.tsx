import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../language/index.ts';
import type { AppText } from '../app-texts.ts';
import { call, Refused, SignedOut } from './api.ts';
import { useApp } from './context.ts';
import { Conversation, type Step } from './conversation.tsx';
import { Lookup } from './lookup.tsx';
import { Queue } from './queue.tsx';
import { useLive } from './use-live.ts';

const PROBLEMS: Readonly<Record<string, AppText>> = {
  TakenByOther: 'problem.taken',
  NotYours: 'problem.notYours',
  NoHandover: 'problem.gone',
  WindowClosed: 'conversation.windowClosed',
};

/** The whole of the desk: conversations and look-ups, side by side where there is room. */
export function DeskApp(): JSX.Element {
  const { say, data } = useApp();
  const [signedOut, setSignedOut] = useState(false);
  const [part, setPart] = useState<'lookup' | 'conversations'>('lookup');
  const [chosen, setChosen] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const live = useLive(data.speaks && !signedOut, () => setSignedOut(true));
  const { items, view } = live;
  const waiting = items.filter(({ state }) => state === 'waiting').length;
  const held = view?.item.mine === true ? view.item : null;

  useEffect(() => {
    document.title = document.title.replace(/^\(\d+\) /, '');
    if (waiting > 0) document.title = `(${waiting}) ${document.title}`;
  }, [waiting]);

  function choose(conversation: string | null): void {
    setProblem(null);
    setChosen(conversation);
    live.watch(conversation);
  }

  /** One step at a time; true when it was done. */
  async function act(conversation: string, step: Step | 'show', body: object = {}): Promise<boolean> {
    setBusy(true);
    setProblem(null);
    try {
      await call(`conversations/${encodeURIComponent(conversation)}/${step}`, body);
      return true;
    } catch (error) {
      if (error instanceof SignedOut) setSignedOut(true);
      const code = error instanceof Refused ? error.code : '';
      const holder = items.find(item => item.conversation === conversation)?.agentName ?? '';
      setProblem(say(PROBLEMS[code] ?? 'problem.failed', { name: holder }));
      return false;
    } finally {
      setBusy(false);
    }
  }

  async function take(conversation: string): Promise<void> {
    choose(conversation);
    await act(conversation, 'take');
  }

  const send =
    held === null
      ? null
      : (entry: string, lang: Language) => void act(held.conversation, 'show', { entry, lang });

  return (
    <div class={data.speaks ? `desk both ${part}` : 'desk'}>
      <h1 class="visually-hidden">{say('lookup.title')}</h1>
      {signedOut && (
        <p class="error" role="alert">
          <a href="/desk/sign-in">{say('lost.signedOut')}</a>
        </p>
      )}
      {data.speaks && (
        <div class="parts" role="toolbar" aria-label={say('view.label')}>
          <button
            type="button"
            class="light"
            aria-pressed={part === 'lookup'}
            onClick={() => setPart('lookup')}
          >
            {say('view.lookup')}
          </button>
          <button
            type="button"
            class="light"
            aria-pressed={part === 'conversations'}
            onClick={() => setPart('conversations')}
          >
            {say('view.conversations', { n: waiting })}
          </button>
        </div>
      )}
      {data.speaks && (
        <section class="conversations" aria-labelledby="conversations-title">
          <h2 id="conversations-title">{say('queue.title')}</h2>
          <p class="visually-hidden" role="status">
            {waiting === 0 ? '' : say('queue.status', { n: waiting })}
          </p>
          {!live.connected && !signedOut && <p class="soft">{say('lost.offline')}</p>}
          {problem !== null && (
            <p class="error" role="alert">
              {problem}
            </p>
          )}
          {view !== null && view.item.conversation === chosen && (
            <Conversation
              view={view}
              busy={busy}
              leave={() => choose(null)}
              step={(step, text) => act(view.item.conversation, step, text === undefined ? {} : { text })}
            />
          )}
          <Queue items={items} chosen={chosen} choose={choose} take={id => void take(id)} />
        </section>
      )}
      <Lookup talking={held?.lang ?? null} send={send} onSignedOut={() => setSignedOut(true)} />
    </div>
  );
}
