import type { Outline, Part, Section } from '../import/index.ts';

/** What the new document says, cut as entries are cut, before it is known which entry is which. */
export interface Wanted {
  /** `list`: a heading over headings; `group`: a heading over points; `leaf`: a text. */
  readonly kind: 'front' | 'list' | 'group' | 'leaf';
  /** The official heading that it stands under. */
  readonly heading: string;
  readonly text: string | null;
  /** True for a leaf that is one of a heading's points, also where it is the only one. */
  readonly point: boolean;
  readonly children: Wanted[];
}

/** Paragraphs under one heading are one entry up to here (characters): what one answer can hold. */
const LONGEST_TEXT = 1_500;

/** The outline in the document's order. A heading over nothing at all is left out, and told by `empty`. */
export function wantedOf({ front, title, sections }: Outline): { wanted: Wanted[]; empty: string[] } {
  const wanted: Wanted[] = [];
  const empty: string[] = [];
  const lists = new Map<number, Wanted>();
  if (front)
    wanted.push({ kind: 'front', heading: title, text: front.lines.join('\n'), point: false, children: [] });
  sections.forEach((section, i) => {
    const made = ofSection(
      section,
      sections.some(other => other.parent === i),
    );
    if (made === null) {
      empty.push(section.heading);
      return;
    }
    if (made.kind === 'list') lists.set(i, made);
    const list = section.parent === null ? undefined : lists.get(section.parent);
    if (list) list.children.push(made);
    wanted.push(made, ...(made.kind === 'group' ? made.children : []));
  });
  return { wanted, empty };
}

function ofSection({ heading, parts }: Section, holds: boolean): Wanted | null {
  if (parts.length === 0) {
    return holds ? { kind: 'list', heading, text: null, point: false, children: [] } : null;
  }
  const length = parts.reduce((sum, part) => sum + part.text.length, 0);
  if (parts.every(part => part.kind === 'paragraph') && length <= LONGEST_TEXT) {
    const text = parts.map(part => part.text).join('\n');
    return { kind: 'leaf', heading, text, point: false, children: [] };
  }
  return {
    kind: 'group',
    heading,
    text: null,
    point: false,
    children: parts.map(part => leafOf(part, heading)),
  };
}

function leafOf({ text }: Part, heading: string): Wanted {
  return { kind: 'leaf', heading, text, point: true, children: [] };
}
