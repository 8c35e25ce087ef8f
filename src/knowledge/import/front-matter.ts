import type { Block } from './mend.ts';

/** What stands above the title: who issues the document, who answers for it, when and under which law. */
export interface FrontMatter {
  /** Its lines, as they stand. */
  readonly lines: readonly string[];
  readonly institution: string | null;
  readonly officials: readonly { readonly post: string; readonly name: string }[];
  /** Date of issue, ISO 8601. */
  readonly issued: string | null;
  /** Without the brackets around it. */
  readonly legalBasis: string | null;
}

const MOST_LINES = 15;
const MONTHS =
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ');
const LABELLED = /^([^:]{3,60}):\s*(\S.{0,200})$/u;
const DATED = /\b(?:fecha|emisi[oó]n|emitid[oa]|actualizad[oa]|vigencia)\b/iu;
const LEGAL = /\b(?:art[ií]culo|ley|decreto|acuerdo gubernativo|reglamento)\b/iu;

/** Splits the blocks into the front matter and the rest; null where there is none. */
export function frontMatterOf(blocks: readonly Block[]): { front: FrontMatter | null; rest: Block[] } {
  let last = -1;
  blocks.slice(0, MOST_LINES).forEach(({ text, kind }, i) => {
    if (kind === 'point' || i > last + 3) return;
    const labelled = LABELLED.exec(text);
    if ((labelled && text.length < 200) || isLegalBasis(text)) last = i;
  });
  if (last < 0) return { front: null, rest: [...blocks] };
  const lines = blocks.slice(0, last + 1).map(({ text }) => text);
  const labelled = lines.flatMap(line => {
    const match = LABELLED.exec(line);
    return match ? [{ post: match[1]!.trim(), name: match[2]!.trim() }] : [];
  });
  const dated = labelled.find(({ post, name }) => DATED.test(post) && dateIn(name) !== null);
  const legal = lines.find(isLegalBasis);
  return {
    front: {
      lines,
      institution: lines.find(line => !line.includes(':') && line !== legal) ?? null,
      officials: labelled.filter(one => one !== dated && !/\d{4}/.test(one.name)),
      issued: dated ? dateIn(dated.name) : null,
      legalBasis: legal?.replace(/^\((.*)\)$/u, '$1') ?? null,
    },
    rest: blocks.slice(last + 1),
  };
}

function isLegalBasis(text: string): boolean {
  return /^\(.{5,200}\)$/u.test(text) && LEGAL.test(text);
}

/** "15/01/2024", "15-1-2024", "2024-01-15", "15 de enero de 2024" as ISO 8601; null for anything else. */
export function dateIn(text: string): string | null {
  const iso = /\b(\d{4})-(\d{2})-(\d{2})\b/.exec(text);
  if (iso) return valid(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const figures = /\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b/.exec(text);
  if (figures) return valid(Number(figures[3]), Number(figures[2]), Number(figures[1]));
  const words = /\b(\d{1,2})\s+de\s+(\p{L}+)\s+(?:de|del)\s+(\d{4})\b/iu.exec(text);
  if (!words) return null;
  const month = MONTHS.indexOf(words[2]!.toLowerCase().replace('setiembre', 'septiembre')) + 1;
  return valid(Number(words[3]), month, Number(words[1]));
}

function valid(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same && year >= 1900 && year <= 2200 ? date.toISOString().slice(0, 10) : null;
}
