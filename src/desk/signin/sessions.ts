import type { IncomingHttpHeaders } from 'node:http';
import type { DeskSession, SessionStore } from '../../store/index.ts';
import { COOKIES, cookieIn } from './cookies.ts';
import { csrfOf, hashOf, newToken } from './tokens.ts';

/** A day at work: after that one signs in again. */
const LONGEST_MS = 12 * 60 * 60_000;
/** Nobody used it, and no open desk gave a sign of life. */
const IDLE_MS = 60 * 60_000;
/** How often the use of a session is written down. */
const TOUCH_MS = 60_000;
export const SESSION_SECONDS = LONGEST_MS / 1000;

/** Somebody who is signed in. */
export interface SignedIn extends DeskSession {
  /** See {@link csrfOf}. */
  readonly csrf: string;
}

export interface Sessions {
  /** Opens a session; gives the token for the cookie. */
  open(who: Pick<DeskSession, 'account' | 'source' | 'name' | 'roles'>): Promise<string>;
  /** Who sends these headers; null when nobody who is signed in. */
  of(headers: IncomingHttpHeaders): Promise<SignedIn | null>;
  /** Whether a session still stands, with the roles that it has now. For streams. */
  again(id: string): Promise<DeskSession | null>;
  close(id: string): Promise<void>;
}

export function createSessions(store: SessionStore, now: () => number): Sessions {
  const again = (id: string) => store.session(id, now() - IDLE_MS);
  return {
    async open(who) {
      const token = newToken();
      await store.openSession({ ...who, id: hashOf(token), expiresAt: now() + LONGEST_MS });
      return token;
    },
    async of(headers) {
      const token = cookieIn(headers, COOKIES.session);
      const session = token === null ? null : await again(hashOf(token));
      if (token === null || session === null) return null;
      if (now() - session.seenAt > TOUCH_MS) await store.touchSession(session.id, {});
      return { ...session, csrf: csrfOf(token) };
    },
    again,
    close: id => store.closeSession(id),
  };
}
