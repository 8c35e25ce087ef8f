import { StoreError, type StoreErrorCode } from '../errors.ts';

/** Primary result codes of SQLite (https://www.sqlite.org/rescode.html) that an operator can do something about. */
const FAULTS: Record<number, [StoreErrorCode, string]> = {
  5: ['store-busy', 'Another process is writing to the database file. Try again, or stop the other process.'],
  6: ['store-busy', 'A table of the database file is locked. Try again.'],
  8: [
    'store-unavailable',
    'The database file is read-only. Give the service write permission to it and its folder.',
  ],
  10: ['store-unavailable', 'The disk failed while the database file was read or written. Check the disk.'],
  11: ['store-corrupt', 'The database file is damaged. Restore a backup.'],
  13: ['store-unavailable', 'The disk is full. Free some space.'],
  14: [
    'store-unavailable',
    'The database file cannot be opened. Check that its folder exists and is writable.',
  ],
  26: [
    'store-corrupt',
    'The file is no SQLite database. Point DATABASE_URL at another file, or restore a backup.',
  ],
};

/** Turns what `node:sqlite` and `node:fs` throw into a coded error. Anything else is handed through. */
export function sqliteFault(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if ('syscall' in error) {
    return new StoreError('store-unavailable', `The database file cannot be opened: ${error.message}.`, {
      cause: error,
    });
  }
  if (!('errcode' in error) || typeof error.errcode !== 'number') return error;
  // The low byte of an extended code is its primary code.
  const fault = FAULTS[error.errcode & 0xff];
  return fault === undefined ? error : new StoreError(fault[0], fault[1], { cause: error });
}
