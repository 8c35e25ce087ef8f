import type { Account, AccountStore } from '../../store/index.ts';
import { isPassword, NO_PASSWORD } from './password.ts';

/** So many wrong passwords lock an account … */
const MOST_FAILURES = 8;
/** … for so long. A lock that lasted would let anybody shut an agent out. */
const LOCK_MS = 15 * 60_000;
/** Hashes that are made at once; each takes 32 MB. */
const MOST_AT_ONCE = 2;
const MOST_WAITING = 50;

/** Signs in with a local account: the account, or null, whatever was wrong. */
export type LocalSignIn = (id: string, password: string) => Promise<Account | null>;

export function createLocalSignIn(store: AccountStore, now: () => number): LocalSignIn {
  const takeTurns = createTurns();

  return async (id, password) => {
    const account = await store.account(id.trim().toLowerCase().slice(0, 64));
    const locked = account?.lockedUntil != null && account.lockedUntil > now();
    const usable = account !== null && !account.disabled && !locked;
    const right = await takeTurns(() => isPassword(password, usable ? account.password : NO_PASSWORD));
    if (right === null) return null;
    if (!usable) return null;
    if (!right) {
      await store.countFailure(account.id, MOST_FAILURES, now() + LOCK_MS);
      return null;
    }
    await store.clearFailures(account.id);
    return account;
  };
}

/** Runs few at a time; null when too many wait already. */
function createTurns(): (work: () => Promise<boolean>) => Promise<boolean | null> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async work => {
    if (waiting.length >= MOST_WAITING) return null;
    if (running >= MOST_AT_ONCE) await new Promise<void>(resolve => waiting.push(resolve));
    running++;
    try {
      return await work();
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}
