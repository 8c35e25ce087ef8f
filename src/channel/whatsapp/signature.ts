import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** `sha256=` and 64 hexadecimal digits. */
const SIGNATURE = /^sha256=([0-9a-f]{64})$/i;

/** What `X-Hub-Signature-256` claims; null where it is missing or malformed, which settles it without a body. */
export function claimedSignature(header: string | readonly string[] | undefined): Buffer | null {
  const [, hex] = SIGNATURE.exec(typeof header === 'string' ? header : '') ?? [];
  return hex === undefined ? null : Buffer.from(hex, 'hex');
}

/**
 * Whether Meta has signed these bytes: HMAC-SHA-256 with the app secret over the body as it came. Compared in
 * constant time, after the lengths.
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
 */
export function isSigned(bytes: Uint8Array, claimed: Buffer, appSecret: string): boolean {
  const ours = createHmac('sha256', appSecret).update(bytes).digest();
  return claimed.length === ours.length && timingSafeEqual(claimed, ours);
}

/** Compares two secrets without telling by the time it takes where they differ, nor how long they are. */
export function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
