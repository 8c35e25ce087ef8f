import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A token that nobody guesses: 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the store keeps of a token. */
export function hashOf(token: string): string {
  return createHash('sha256').update(`desk-token\0${token}`).digest('base64url');
}

/**
 * What a form or a call must bring beside the cookie that holds `token`: another site can make a browser send the
 * cookie, but it cannot read this.
 */
export function csrfOf(token: string): string {
  return createHash('sha256').update(`desk-csrf\0${token}`).digest('base64url');
}

/** Compares in constant time. */
export function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
