import { diffArrays } from 'diff';

/** A stretch of a text: in both, only in the old one, or only in the new one. */
export interface Stretch {
  readonly text: string;
  readonly how: 'same' | 'removed' | 'added';
}

/** Words, dates and figures, spaces, and every other sign by itself. */
const TOKEN = /\p{L}+|\d+(?:[\d/.,:-]*\d)?|\s+|./gsu;
/** Beyond this many words and signs a text is compared as a whole: comparing them costs their product. */
const MOST = 10_000;

/** What has changed between two texts, word by word; neighbouring changes are one. */
export function wordChanges(before: string, after: string): Stretch[] {
  const old = before.match(TOKEN) ?? [];
  const now = after.match(TOKEN) ?? [];
  if (old.length > MOST || now.length > MOST)
    return [...stretch('removed', before), ...stretch('added', after)];
  return joined(changesOf(old, now));
}

/** What has changed between two lists: each item is taken whole. */
export function listChanges(before: readonly string[], after: readonly string[]): Stretch[] {
  const separator = { text: ', ', how: 'same' } as const;
  return changesOf([...before], [...after], ', ').flatMap((one, i) => (i === 0 ? [one] : [separator, one]));
}

function changesOf(before: string[], after: string[], between = ''): Stretch[] {
  return diffArrays(before, after).map(({ value, added, removed }) => ({
    text: value.join(between),
    how: added ? 'added' : removed ? 'removed' : 'same',
  }));
}

/** Changes with nothing but a space between them become one change. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  let removed = '';
  let added = '';
  const flush = () => {
    result.push(...stretch('removed', removed), ...stretch('added', added));
    removed = '';
    added = '';
  };
  stretches.forEach(({ text, how }, i) => {
    if (how === 'removed') removed += text;
    else if (how === 'added') added += text;
    else if (
      /^\s+$/.test(text) &&
      !text.includes('\n') &&
      i + 1 < stretches.length &&
      removed + added !== ''
    ) {
      removed += text;
      added += text;
    } else {
      flush();
      result.push({ text, how });
    }
  });
  flush();
  return result;
}

function stretch(how: Stretch['how'], text: string): Stretch[] {
  return text === '' ? [] : [{ text, how }];
}
