/**
 * What outlives a turn: the log of every conversation, the queue of messages that are owed a reply, replies that
 * are still to be sent, unanswered questions, feedback, editions. Start reading in `store.ts`, the interface.
 *
 * One set of queries, written with Kysely, runs on SQLite (the embedded default) and PostgreSQL (several
 * instances). Nothing here knows a channel or looks into a text.
 */
export { type BackupOptions, backup } from './backup.ts';
export { BUCKETS, bucketOf } from './bucket.ts';
export type * from './desk/index.ts';
export type { StoreErrorCode } from './errors.ts';
export { StoreError } from './errors.ts';
export { replyId } from './ids.ts';
export type { Json } from './json.ts';
export type * from './messages.ts';
export type { StoreOptions } from './open.ts';
export { openStore } from './open.ts';
export type * from './records.ts';
export { restore } from './restore.ts';
export { KEEP } from './retention.ts';
export type * from './store.ts';
export type * from './work.ts';
