import type { ChangedAnswer } from './answers.ts';
import type { Difference } from './compare.ts';
import type { Stretch } from './words.ts';

/** Says a sentence of the namespace `knowledge`. */
export type SayKnowledge = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** How much of a text stands in a line of a list. */
const LONGEST = 160;
/** How many words that have not changed stand around those that have. */
const AROUND = 6;

/** A difference in one line, in plain words. `mark` puts what has changed word by word into it. */
export function spoken(
  difference: Difference,
  say: SayKnowledge,
  mark: (words: readonly Stretch[]) => string = marked,
): string {
  const { kind } = difference;
  const values: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(difference)) {
    if (key === 'words') values[key] = mark(value as readonly Stretch[]);
    else if (key === 'field')
      values[key] = say(`field.${difference.kind === 'document-changed' ? difference.field : 'title'}`);
    else if (key === 'text')
      values[key] = value === '' ? say('cli.no-text') : `«${shortened(String(value))}»`;
    else if (Array.isArray(value)) values[key] = key === 'entries' ? value.join(', ') : value.length;
    else values[key] = String(value);
  }
  if (kind === 'questions-orphaned') values.count = difference.questions.length;
  return say(`difference.${kind}`, values);
}

export function spokenAnswer({ question, before, after }: ChangedAnswer, say: SayKnowledge): string {
  const outcome = ({ decision, entry }: ChangedAnswer['before']) =>
    entry === null ? decision : `${decision} (${entry})`;
  return say('cli.diff-answer', { question, before: outcome(before), after: outcome(after) });
}

/** `la [-vieja-] {+nueva+} frase`, as programmers' tools mark it; long stretches that stay are cut in the middle. */
export function marked(words: readonly Stretch[]): string {
  return words
    .map(({ text, how }, i) => {
      if (how === 'removed') return `[-${text}-]`;
      if (how === 'added') return `{+${text}+}`;
      const parts = text.split(' ');
      if (parts.length <= AROUND * 2 + 1) return text;
      const head = i === 0 ? '' : `${parts.slice(0, AROUND).join(' ')} `;
      const tail = i === words.length - 1 ? '' : ` ${parts.slice(-AROUND).join(' ')}`;
      return `${head}…${tail}`;
    })
    .join('');
}

function shortened(text: string): string {
  const flat = text.replaceAll('\n', ' ');
  return flat.length <= LONGEST ? flat : `${flat.slice(0, flat.lastIndexOf(' ', LONGEST))} …`;
}
