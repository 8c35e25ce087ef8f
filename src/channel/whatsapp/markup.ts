/**
 * WhatsApp reads `*bold*`, `_italic_`, `~struck~`, `` `code` ``, and `> ` or `- ` at the beginning of a line. It has no way to
 * escape them, so each sign is replaced by one that looks like it and means nothing.
 * https://faq.whatsapp.com/539178204879377
 */
const LOOKALIKES: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };
const LINE_STARTS: Readonly<Record<string, string>> = { '>': '›', '-': '–' };

/** Addresses of pages are left alone: what stands in one is part of it. */
const ADDRESS = /(https?:\/\/[\w.~/?#=&%:+-]+)/;

/** A text in which nothing is formatting. A sign between two letters or digits (`5*3`) formats nothing and stays. */
export function withoutMarkup(text: string): string {
  const plain = text.replace(
    /^([ \t]*)([>-])(?=[ \t])/gm,
    (_all, space: string, sign: string) => space + LINE_STARTS[sign],
  );
  return plain
    .split(ADDRESS)
    .map((part, i) => (i % 2 === 1 ? part : withoutSigns(part)))
    .join('');
}

function withoutSigns(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])|`/gu, sign => LOOKALIKES[sign]!);
}

/** The same, but what is quoted stays as it is, letter by letter. */
export function withoutMarkupExcept(text: string, quotations: readonly string[]): string {
  const first = earliest(text, quotations);
  if (first === null) return withoutMarkup(text);
  const { at, quotation } = first;
  const rest = text.slice(at + quotation.length);
  return withoutMarkup(text.slice(0, at)) + quotation + withoutMarkupExcept(rest, quotations);
}

/** The quotation that comes first in a text; of two that begin together, the longer. */
function earliest(text: string, quotations: readonly string[]): { at: number; quotation: string } | null {
  let first: { at: number; quotation: string } | null = null;
  for (const quotation of quotations) {
    const at = quotation === '' ? -1 : text.indexOf(quotation);
    if (at < 0) continue;
    const better =
      first === null || at < first.at || (at === first.at && quotation.length > first.quotation.length);
    if (better) first = { at, quotation };
  }
  return first;
}
