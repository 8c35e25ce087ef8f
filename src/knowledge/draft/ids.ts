import { fold, isFunctionWord } from '../../language/index.ts';

const STEM_WORDS = 3;

export interface IdGiver {
  /** A readable stem from a heading: "Emisión de visas y residencias" becomes `emision-visas-residencias`. */
  stem(heading: string): string;
  /** The next number under a stem. */
  point(stem: string): string;
  /** Takes this very id; false when somebody has or had it. */
  claim(id: string): boolean;
}

/** Gives out ids that nobody has and nobody ever had. */
export function idGiver(used: Iterable<string>): IdGiver {
  const taken = new Set<string>();
  const highest = new Map<string, number>();
  const take = (id: string) => {
    taken.add(id);
    const [stem, number] = id.split('.') as [string, string?];
    if (number !== undefined) highest.set(stem, Math.max(highest.get(stem) ?? 0, Number(number)));
  };
  for (const id of used) take(id);
  return {
    stem(heading) {
      const base = slugOf(heading);
      let stem = base;
      for (let more = 0; taken.has(stem) || highest.has(stem); more++)
        stem = `${base}-${LETTERS[more] ?? 'z'.repeat(more)}`;
      take(stem);
      return stem;
    },
    claim(id) {
      if (taken.has(id)) return false;
      take(id);
      return true;
    },
    point(stem) {
      const id = `${stem}.${(highest.get(stem) ?? 0) + 1}`;
      take(id);
      return id;
    },
  };
}

const LETTERS = 'bcdefghijklmnopqrstuvwxy'.split('');

function slugOf(heading: string): string {
  const all = (fold(heading)
    .replaceAll('ñ', 'n')
    .match(/[a-z]+/g) ?? []) as string[];
  const telling = all.filter(word => word.length > 2 && !isFunctionWord(word));
  return (telling.length > 0 ? telling : all).slice(0, STEM_WORDS).join('-') || 'punto';
}
