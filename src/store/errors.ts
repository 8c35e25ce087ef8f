/**
 * - `store-url`             DATABASE_URL names no engine that we know
 * - `store-unavailable`     the engine cannot be reached or gave up
 * - `store-busy`            too many writes are waiting, or another process holds the file
 * - `store-closed`          called after `close()`
 * - `store-corrupt`         the file is no database, or was written by a newer release
 * - `store-input`           an id that no conversation can have
 * - `conversation-unknown`  no such conversation, or it has expired
 * - `store-not-empty`       a backup is restored into an empty store only
 * - `backup-invalid`        a file is no backup, or not all of one
 * - `edition-changed`       an edition's id was published before with other content
 */
export type StoreErrorCode =
  | 'store-url'
  | 'store-unavailable'
  | 'store-busy'
  | 'store-closed'
  | 'store-corrupt'
  | 'store-input'
  | 'conversation-unknown'
  | 'store-not-empty'
  | 'backup-invalid'
  | 'edition-changed';

/** A failure of the store. Its message never holds a text, an address or a parameter of a query. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  /** True where the same call may succeed later. */
  readonly retryable: boolean;

  constructor(code: StoreErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
    this.retryable = code === 'store-unavailable' || code === 'store-busy';
  }
}
