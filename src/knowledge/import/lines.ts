/** A line of a document as it stands on a page, bullets taken off. */
export interface Line {
  readonly text: string;
  /** From 1. */
  readonly page: number;
  /** Stands apart from the line before: a blank line, a larger gap, an element of its own. */
  readonly begins: boolean;
  /** Begins a point of a list. */
  readonly point: boolean;
  /** Set apart like a heading: 1 is the highest. 0: not set apart, or the source has no such marks. */
  readonly heading: number;
}

/** What a reader of one kind of file gives. */
export interface ReadLines {
  readonly lines: readonly Line[];
  readonly pages: number;
  /** Stable codes of what the person should look at: sentences `knowledge:note.<code>`. */
  readonly notes: readonly string[];
}

/** Marks of a list's point, as people and programs set them; the private-use ones are Word's Symbol font. */
const BULLET = /^\s*[-–—•·▪▫◦●○■□➢➤✓*\uF0A7\uF0B7\uF0D8\uF0FC\u2023\u2043\u2219](?:\s+|\t)/u;
const BARE_BULLET = /^\s*[•·▪▫◦●○■□➢➤✓\uF0A7\uF0B7\uF0D8\uF0FC\u2023\u2043\u2219]\s*/u;
/** "1." "2)" "a)" "IV.": the mark stays in the text, because documents refer to it. */
const NUMBERED = /^\s*(?:\d{1,3}[.)]|[a-zñ][.)]|[ivxlc]{1,6}[.)])\s+\S/u;

/** Takes the bullet off a text; `point` says whether there was one, or a number that does its work. */
export function unbulleted(text: string): { text: string; point: boolean } {
  const bullet = BULLET.exec(text) ?? BARE_BULLET.exec(text);
  if (bullet) return { text: tidy(text.slice(bullet[0].length)), point: true };
  return { text: tidy(text), point: NUMBERED.test(text) };
}

/** One space between words, none around; what cannot be seen goes. */
export function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu, '')
    .replace(/[\u0000-\u0008\u000E-\u001F\u007F-\u009F]/g, '')
    .replace(/\s+/gu, ' ')
    .trim();
}
