import { useEffect, useRef, useState } from 'preact/hooks';
import {
  CLOSED,
  type ConversationView,
  type LiveEvent,
  type QueueItem,
  type WatchRequest,
} from '../handover/wire.ts';

export interface Live {
  readonly connected: boolean;
  readonly items: readonly QueueItem[];
  /** The conversation that is looked at. */
  readonly view: ConversationView | null;
  /** Looks at a conversation, or at none. */
  watch(conversation: string | null): void;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 20_000;

/** The one WebSocket of this browser. Comes back by itself, unless somebody has signed out. */
export function useLive(on: boolean, onSignedOut: () => void): Live {
  const [connected, setConnected] = useState(false);
  const [items, setItems] = useState<readonly QueueItem[]>([]);
  const [view, setView] = useState<ConversationView | null>(null);
  const socket = useRef<WebSocket | null>(null);
  const watched = useRef<string | null>(null);

  const ask = () => {
    if (socket.current?.readyState !== WebSocket.OPEN) return;
    const request: WatchRequest = { type: 'watch', conversation: watched.current };
    socket.current.send(JSON.stringify(request));
  };

  useEffect(() => {
    if (!on) return;
    let pause = FIRST_PAUSE_MS;
    let timer = 0;
    let ended = false;

    function open(): void {
      const address = new URL('/desk/live', location.href);
      address.protocol = address.protocol.replace('http', 'ws');
      const own = new WebSocket(address);
      socket.current = own;
      own.onopen = () => {
        pause = FIRST_PAUSE_MS;
        setConnected(true);
        if (watched.current !== null) ask();
      };
      own.onmessage = message => hear(JSON.parse(String(message.data)) as LiveEvent);
      own.onclose = ({ code }) => {
        setConnected(false);
        if (code === CLOSED.signedOut || code === CLOSED.roleLost) {
          onSignedOut();
          return;
        }
        if (ended) return;
        timer = window.setTimeout(open, pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      };
    }

    function hear(event: LiveEvent): void {
      if (event.type === 'queue') setItems(event.items);
      else if (event.type === 'conversation') {
        if (event.view.item.conversation === watched.current) setView(event.view);
      } else if (event.conversation === watched.current) {
        watched.current = null;
        setView(null);
      }
    }

    open();
    return () => {
      ended = true;
      clearTimeout(timer);
      socket.current?.close();
    };
  }, [on]);

  return {
    connected,
    items,
    view,
    watch(conversation) {
      watched.current = conversation;
      if (view?.item.conversation !== conversation) setView(null);
      ask();
    },
  };
}
