import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** Shorter ones are refused (OWASP ASVS 5, 6.2.1 asks for 8 at least, and recommends 15). */
export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 200;

/**
 * Cost of a hash: 32 MB and some 100 ms, one of the settings of the OWASP Password Storage Cheat Sheet. Stored with
 * every hash, so that a later release can raise them.
 */
const COST = { N: 2 ** 15, r: 8, p: 3 } as const;
const SALT_BYTES = 16;
const KEY_BYTES = 32;
/** What a stored hash may ask for at most. */
const MOST = { N: 2 ** 18, r: 16, p: 8 } as const;

/** `scrypt$N$r$p$salt$hash`, salt and hash in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Whether a password is the one of a hash. Takes as long for a wrong one, and for a hash that is none. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  const [kind, n, r, p, salt, key] = stored.split('$');
  const cost = { N: Number(n), r: Number(r), p: Number(p) };
  const valid =
    kind === 'scrypt' &&
    (['N', 'r', 'p'] as const).every(name => cost[name] > 0 && cost[name] <= MOST[name]) &&
    salt !== undefined &&
    key !== undefined;
  if (!valid) {
    await derive(password, Buffer.alloc(SALT_BYTES), COST);
    return false;
  }
  const expected = Buffer.from(key, 'base64url');
  const given = await derive(password, Buffer.from(salt, 'base64url'), cost);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Hash that no password has: looked at where there is no account, so that its absence takes as long. */
export const NO_PASSWORD = 'none';

function derive(
  password: string,
  salt: Uint8Array,
  cost: { N: number; r: number; p: number },
): Promise<Buffer> {
  const options: ScryptOptions = { ...cost, maxmem: 256 * cost.N * cost.r };
  // The same letters, however a keyboard composes them.
  const text = password.normalize('NFKC').slice(0, LONGEST_PASSWORD);
  return new Promise((resolve, reject) => {
    scrypt(text, salt, KEY_BYTES, options, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}
