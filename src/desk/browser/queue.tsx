import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { AppText } from '../app-texts.ts';
import type { QueueItem } from '../handover/wire.ts';
import { useApp } from './context.ts';

const TICK_MS = 15_000;

/** Now, again and again: waiting times grow while one looks at them. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

const CHANNELS: Readonly<Record<string, AppText>> = {
  directline: 'channel.directline',
  whatsapp: 'channel.whatsapp',
  msteams: 'channel.msteams',
};
const REASONS: Readonly<Record<string, AppText>> = {
  asked: 'reason.asked',
  danger: 'reason.danger',
  'not-understood': 'reason.not-understood',
};

/** Which conversations wait, which are held, by whom. */
export function Queue(props: {
  items: readonly QueueItem[];
  chosen: string | null;
  choose(conversation: string): void;
  take(conversation: string): void;
}): JSX.Element {
  const { say, data } = useApp();
  const now = useNow();
  const { items, chosen, choose, take } = props;
  if (items.length === 0) return <p class="soft empty">{say('queue.empty')}</p>;
  return (
    <ul class="queue">
      {items
        .toSorted((a, b) => rank(a) - rank(b) || a.requestedAt - b.requestedAt)
        .map(item => (
          <li
            key={item.conversation}
            class={`ticket ${item.state} ${item.reason}${item.conversation === chosen ? ' chosen' : ''}`}
            data-conversation={item.conversation}
          >
            <button
              type="button"
              class="look"
              aria-pressed={item.conversation === chosen}
              onClick={() => choose(item.conversation)}
            >
              <span class="ticket-line">
                <strong>{say(CHANNELS[item.channel] ?? 'channel.other')}</strong>
                <span lang={item.lang}>
                  {data.languages.find(({ code }) => code === item.lang)?.name ?? item.lang}
                </span>
              </span>
              <span class="ticket-reason">{say(REASONS[item.reason] ?? 'reason.asked')}</span>
              <span class="soft">
                {item.state === 'waiting'
                  ? say('queue.waiting', { time: minutes(now - item.requestedAt) })
                  : say(item.mine ? 'queue.mine' : 'queue.held', { name: item.agentName ?? '' })}
              </span>
            </button>
            {item.state === 'waiting' && (
              <button type="button" onClick={() => take(item.conversation)}>
                {say('queue.take')}
              </button>
            )}
          </li>
        ))}
    </ul>
  );
}

/** Danger first, then who waits, then one's own, then the others'. */
function rank({ state, reason, mine }: QueueItem): number {
  if (state === 'waiting') return reason === 'danger' ? 0 : 1;
  return mine ? 2 : 3;
}

/** `3 min`, `1 h 05 min`. */
function minutes(ms: number): string {
  const all = Math.max(0, Math.floor(ms / 60_000));
  return all < 60 ? `${all} min` : `${Math.floor(all / 60)} h ${String(all % 60).padStart(2, '0')} min`;
}
