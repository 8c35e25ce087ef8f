import { hash } from 'node:crypto';
import { StoreError } from './errors.ts';

/** Id of the activity that a conversation's log holds under a watermark, in the form of Direct Line's own ids. */
export function activityId(conversation: string, watermark: number): string {
  return `${conversation}|${String(watermark).padStart(7, '0')}`;
}

/**
 * Id of the n-th reply (from 0) to a person's activity. Derived, not drawn: running a turn again gives the same
 * reply the same id.
 */
export function replyId(activity: string, n: number): string {
  return `${activity}.${n + 1}`;
}

/** Whether a conversation can have this id: printable ASCII without spaces, as every channel's ids are. */
export function isConversationId(id: string): boolean {
  return /^[\x21-\x7e]{1,200}$/.test(id);
}

/** @throws StoreError `store-input` */
export function requireConversationId(id: string): void {
  if (isConversationId(id)) return;
  throw new StoreError(
    'store-input',
    'A conversation id must be 1 to 200 printable ASCII characters. Hash or encode anything else first.',
  );
}

/** What the list of accepted messages holds of one: it cannot be turned back, nor joined to a conversation. */
export function messageHash(conversation: string, key: string): string {
  return hash('sha256', `${conversation}\0${key}`, 'base64url').slice(0, 22);
}
