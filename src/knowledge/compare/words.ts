import { diffWordsWithSpace } from 'diff';

/** A stretch of a text: in both, only in the old one, or only in the new one. */
export interface Stretch {
  readonly text: string;
  readonly how: 'same' | 'removed' | 'added';
}

/** Beyond this length (characters), a text is compared as a whole: comparing words costs their product. */
const LONGEST = 20_000;

/** What has changed between two texts, word by word. */
export function wordChanges(before: string, after: string): Stretch[] {
  if (before.length > LONGEST || after.length > LONGEST) {
    return [
      { text: before, how: 'removed' },
      { text: after, how: 'added' },
    ];
  }
  return diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
    text: value,
    how: added ? 'added' : removed ? 'removed' : 'same',
  }));
}
