import { ImportError } from './fault.ts';
import { type Line, type ReadLines, unbulleted } from './lines.ts';
import { decoded } from './text-lines.ts';

/** Elements whose text nobody reads on the page. */
const UNREAD = new Set(
  'script style head template noscript svg math iframe object select textarea'.split(' '),
);
const BLOCKS = new Set(
  `p div section article main header footer nav aside h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tr td th
blockquote pre figure figcaption form fieldset address hr body html`.split(/\s+/),
);
const BOLD = new Set(['b', 'strong']);
// biome-ignore format: a table
const NAMED: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', shy: '\u00AD', laquo: '«', raquo: '»',
  ldquo: '“', rdquo: '”', lsquo: '‘', rsquo: '’', ndash: '–', mdash: '—', hellip: '…', bull: '•', middot: '·',
  deg: '°', ordm: 'º', ordf: 'ª', iquest: '¿', iexcl: '¡', euro: '€', copy: '©', reg: '®',
  aacute: 'á', eacute: 'é', iacute: 'í', oacute: 'ó', uacute: 'ú', uuml: 'ü', ntilde: 'ñ',
  Aacute: 'Á', Eacute: 'É', Iacute: 'Í', Oacute: 'Ó', Uacute: 'Ú', Uuml: 'Ü', Ntilde: 'Ñ',
};

/** Reads a saved web page. Its markup is only looked at for headings, points and paragraphs; nothing of it is kept. */
export function htmlFileLines(bytes: Uint8Array): ReadLines {
  const { text, notes } = decoded(bytes);
  if (/<!ENTITY/i.test(text)) throw new ImportError('entities-external');
  if (/<html[\s>]/i.test(text) && !/<\/html\s*>/i.test(text)) throw new ImportError('damaged');
  return { lines: htmlLines(text), pages: 1, notes };
}

/** The lines of some HTML, in one pass from left to right. */
export function htmlLines(html: string): Line[] {
  const lines: Line[] = [];
  let text = '';
  let bold = 0;
  let plain = false;
  let heading = 0;
  let item = false;
  const flush = () => {
    const read = unbulleted(text);
    if (read.text !== '') {
      const level = heading || (plain || item || read.point ? 0 : 7);
      lines.push({
        text: read.text,
        page: 1,
        begins: true,
        point: (item || read.point) && !heading,
        heading: level,
      });
    }
    text = '';
    plain = false;
  };
  const add = (piece: string) => {
    text += piece;
    if (bold === 0 && piece.trim() !== '') plain = true;
  };
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at);
    if (open < 0 || open > at) {
      add(unescaped(html.slice(at, open < 0 ? html.length : open)));
      if (open < 0) break;
      at = open;
    }
    if (html.startsWith('<!--', at)) {
      at = after(html, '-->', at + 4);
      continue;
    }
    const tag = /^<(\/?)([a-zA-Z][a-zA-Z0-9]{0,20})/.exec(html.slice(at, at + 24));
    if (!tag) {
      if (html[at + 1] === '!' || html[at + 1] === '?') at = after(html, '>', at);
      else {
        add('<');
        at++;
      }
      continue;
    }
    const name = tag[2]!.toLowerCase();
    const closing = tag[1] === '/';
    at = endOfTag(html, at);
    if (!closing && UNREAD.has(name)) {
      const end = html.toLowerCase().indexOf(`</${name}`, at);
      at = end < 0 ? html.length : endOfTag(html, end);
    } else if (name === 'br') {
      text += ' ';
    } else if (BLOCKS.has(name)) {
      flush();
      if (/^h[1-6]$/.test(name)) heading = closing ? 0 : Number(name[1]);
      if (name === 'li') item = !closing;
      else if (name !== 'p' && name !== 'div') item = false;
    } else if (BOLD.has(name)) {
      bold = Math.max(0, bold + (closing ? -1 : 1));
    }
  }
  flush();
  return lines;
}

/** Behind the `>` of a tag; those inside quotation marks do not count. */
function endOfTag(html: string, from: number): number {
  let quote = '';
  for (let at = from; at < html.length; at++) {
    const char = html[at]!;
    if (quote) {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '>') return at + 1;
  }
  return html.length;
}

function after(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from);
  return at < 0 ? html.length : at + mark.length;
}

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z]{2,8}));/g, (whole, dec, hex, name) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const code = dec === undefined ? Number.parseInt(hex, 16) : Number(dec);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
