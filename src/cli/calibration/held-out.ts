import type { Knowledge } from '../../knowledge/index.ts';
import { BASE_LANGUAGES, type Language } from '../../language/index.ts';
import type { Judged } from '../../understanding/index.ts';

/** A line that was left out of the knowledge, and what it is. */
export interface HeldOut {
  text: string;
  kind: Judged;
  /** The entry that answers it. */
  entry?: string;
}

type ByLanguage = Readonly<Record<Language, readonly string[]>>;

/**
 * The knowledge without every `parts`-th of its lines from the `part`-th on, and those lines: an index trained on the
 * rest has not seen them, so what it says of them is what it would say of a stranger's question.
 */
export function withoutPart(
  knowledge: Knowledge,
  part: number,
  parts: number,
): { rest: Knowledge; heldOut: HeldOut[] } {
  const heldOut: HeldOut[] = [];
  let count = 0;
  const kept = (lines: readonly string[], as: Omit<HeldOut, 'text'>) =>
    lines.filter(text => {
      const isKept = count++ % parts !== part;
      if (!isKept) heldOut.push({ text, ...as });
      return isKept;
    });
  const both = (by: ByLanguage, as: Omit<HeldOut, 'text'>) =>
    Object.fromEntries(BASE_LANGUAGES.map(lang => [lang, kept(by[lang], as)])) as Record<Language, string[]>;
  const each = <T extends object, R>(all: T, change: (value: T[keyof T], key: string) => R) =>
    Object.fromEntries(Object.entries(all).map(([key, value]) => [key, change(value, key)])) as {
      [key in keyof T]: R;
    };
  const { documents, asked } = knowledge;
  const rest: Knowledge = {
    ...knowledge,
    documents: documents.map(document => ({
      ...document,
      entries: document.entries.map(entry => ({
        ...entry,
        questions: both(entry.questions, { kind: 'answer', entry: entry.id }),
      })),
    })),
    asked: {
      ...asked,
      facets: each(asked.facets, byLanguage =>
        each(byLanguage, byEntry => each(byEntry, lines => kept(lines, { kind: 'related' }))),
      ),
      elsewhere: each(asked.elsewhere, by => both(by, { kind: 'elsewhere' })),
      intents: each(asked.intents, by => both(by, { kind: 'chat' })),
      danger: both(asked.danger, { kind: 'danger' }),
      lookalikes: both(asked.lookalikes, { kind: 'elsewhere' }),
    },
  };
  return { rest, heldOut };
}
