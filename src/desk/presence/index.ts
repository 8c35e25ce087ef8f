/**
 * Whether somebody sits at the desk. Asked for in the middle of a turn, so it is known ahead: looked up every few
 * seconds, over all instances.
 */
import type { Logger } from '../../observe/index.ts';
import type { AccountStore, SessionStore } from '../../store/index.ts';
import type { DeskPresence } from '../../turn/index.ts';
import { mayOneOf, SPEAKING } from '../roles.ts';
import { isOpenAt } from './hours.ts';

/** How old the answer may be. */
const LOOK_MS = 5_000;
/** An open desk gives a sign of life more often than this. */
export const LIVE_MS = 45_000;

export interface Presence {
  /** Null: the desk is off, nobody can sign in. */
  now(): DeskPresence | null;
  /** Looks now. */
  look(): Promise<void>;
  start(): Promise<void>;
  stop(): void;
}

export interface PresenceParts {
  readonly store: Pick<AccountStore, 'accounts'> & Pick<SessionStore, 'liveSessions'>;
  readonly log: Logger;
  now(): number;
  /** A provider is configured. */
  readonly provider: boolean;
  /** `CONTACT_HOURS` */
  readonly hours: string | null;
  readonly timeZone: string;
}

export function createPresence({ store, log, now, provider, hours, timeZone }: PresenceParts): Presence {
  let on = false;
  let there = false;
  let timer: NodeJS.Timeout | null = null;

  async function look(): Promise<void> {
    try {
      on = provider || (await store.accounts()).some(account => !account.disabled);
      const live = on ? await store.liveSessions(now() - LIVE_MS) : [];
      there = live.some(({ roles }) => mayOneOf(roles, SPEAKING));
    } catch (error) {
      // Nobody is promised who may not be there.
      there = false;
      log.warn({ err: error }, 'who is at the desk is not known: it is looked up again');
    }
  }

  return {
    look,
    now() {
      if (!on) return null;
      if (!isOpenAt(hours, timeZone, now())) return 'closed';
      return there ? 'there' : 'nobody';
    },
    async start() {
      await look();
      timer = setInterval(() => void look(), LOOK_MS).unref();
    },
    stop() {
      if (timer !== null) clearInterval(timer);
    },
  };
}
