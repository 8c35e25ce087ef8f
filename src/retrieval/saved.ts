import { SavedIndexError, unpack } from './container.ts';
import type { Parts } from './parts.ts';
import { compactForm, fromCompact } from './saved-compact.ts';
import { flatForm, fromFlat } from './saved-flat.ts';

/**
 * A saved index has one of two forms. The compact one holds as little as possible, for a phone; loading works the
 * rest out. The flat one, for large collections, holds everything as it lies in memory, so that loading does
 * nothing but look.
 */
/** From this many words in all rows on an index is saved flat. */
const LARGE = 25_000;

export function writeSaved(parts: Parts): Uint8Array {
  return parts.rows.words.length >= LARGE ? flatForm(parts) : compactForm(parts);
}

/**
 * Throws a {@link SavedIndexError} on bytes of another form, also on a whole form that was cut or damaged; `isChecked`:
 * that it is whole is known.
 */
export function readSaved(bytes: Uint8Array, isChecked = false): Parts {
  try {
    const contents = unpack<{ form: string }>(bytes, isChecked);
    return contents.head.form === 'flat' ? fromFlat(contents) : fromCompact(contents);
  } catch (error) {
    if (error instanceof SavedIndexError) throw error;
    throw new SavedIndexError(`The saved index is damaged (${String(error)}): build it again.`);
  }
}
