import { ImportError } from './fault.ts';
import { type FrontMatter, frontMatterOf } from './front-matter.ts';
import type { ReadLines } from './lines.ts';
import { type Block, blocksOf } from './mend.ts';
import { withoutRepeats } from './pages.ts';

/** A paragraph or point under a heading. */
export interface Part {
  readonly kind: 'paragraph' | 'point';
  readonly text: string;
  readonly page: number;
}

/** A heading with what stands under it, up to the next heading. */
export interface Section {
  readonly heading: string;
  readonly page: number;
  readonly parts: readonly Part[];
  /** Place of the section that it belongs to, in the outline's list; null at the top. */
  readonly parent: number | null;
}

/** A document as it was read: its structure, free of the kind of file. */
export interface Outline {
  readonly front: FrontMatter | null;
  readonly title: string;
  readonly sections: readonly Section[];
  readonly pages: number;
  readonly notes: readonly string[];
}

/** Makes the structure of what was read. Throws an {@link ImportError} where there is none. */
export function outlineOf({ lines, pages, notes }: ReadLines, known: ReadonlySet<string>): Outline {
  const { front, rest } = frontMatterOf(blocksOf(withoutRepeats(lines), known));
  const [first, ...others] = rest;
  if (!first || first.kind === 'point') throw new ImportError('no-structure');
  const untitled = first.kind === 'paragraph' && first.text.length > 200;
  const sections = sectionsOf(untitled ? rest : others, first.text);
  if (untitled || !sections.some(section => section.parts.length > 0)) throw new ImportError('no-structure');
  return { front, title: first.text, sections, pages, notes };
}

/** What stands before the first heading stands under the title. */
function sectionsOf(blocks: readonly Block[], title: string): Section[] {
  const flat: { heading: string; page: number; level: number; parts: Part[] }[] = [];
  for (const { kind, text, page, level } of blocks) {
    if (kind === 'heading') {
      // One that the source does not set apart stands where the one before it does.
      flat.push({ heading: text, page, level: level || (flat.at(-1)?.level ?? 0), parts: [] });
    } else {
      if (flat.length === 0) flat.push({ heading: title, page, level: 0, parts: [] });
      flat.at(-1)!.parts.push({ kind, text, page });
    }
  }
  const parents = parentsOf(flat);
  return flat.map(({ heading, page, parts }, i) => ({ heading, page, parts, parent: parents[i]! }));
}

/**
 * Under which heading a heading stands. Where levels are told apart, by them. Where they are not, a heading
 * without a text of its own holds those that follow, as long as they hold points like the first of them.
 */
function parentsOf(flat: readonly { level: number; parts: readonly Part[] }[]): (number | null)[] {
  let holder: number | null = null;
  return flat.map(({ level, parts }, i) => {
    const above = flat[holder ?? -1];
    const deeper = above !== undefined && level > above.level && above.level > 0;
    const higher = above !== undefined && level > 0 && level < above.level;
    const alike = above !== undefined && level === above.level;
    const sample = holder === null ? undefined : flat[holder + 1];
    const sameKind =
      sample === undefined || i === (holder ?? 0) + 1 || kindOf(parts) === kindOf(sample.parts);
    const parent: number | null = above && !higher && (deeper || (alike && sameKind)) ? holder : null;
    if (parts.length === 0 && (parent === null || !deeper)) {
      holder = i;
      return null;
    }
    if (parent === null) holder = null;
    return parent;
  });
}

function kindOf(parts: readonly Part[]): Part['kind'] | undefined {
  return parts[0]?.kind;
}

/** The document as plain text: what is kept as its source where the file itself was no text. */
export function asText({ front, title, sections }: Outline): string {
  const blocks = [...(front?.lines ?? []), title];
  for (const { heading, parts } of sections) {
    if (heading !== title) blocks.push(heading);
    for (const { kind, text } of parts) blocks.push(kind === 'point' ? `- ${text}` : text);
  }
  return `${blocks.join('\n\n').replaceAll(/(^|\n)(- .*)\n\n(?=- )/g, '$1$2\n')}\n`;
}
