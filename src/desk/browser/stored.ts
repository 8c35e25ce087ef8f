/**
 * What this browser remembers: ids of entries, which are public, and a choice. Never what was typed: it may be what a
 * caller said about themselves.
 */
export function readIds(storage: Storage, name: string): string[] {
  try {
    const value: unknown = JSON.parse(storage.getItem(name) ?? '[]');
    return Array.isArray(value) ? value.filter(id => typeof id === 'string').slice(0, 50) : [];
  } catch {
    return []; // storage that is full, blocked or holds something else
  }
}

export function writeIds(storage: Storage, name: string, ids: readonly string[]): void {
  try {
    storage.setItem(name, JSON.stringify(ids));
  } catch {
    // Without storage the desk works as well; it only remembers nothing.
  }
}
