import mammoth from 'mammoth';
import { ImportError } from './fault.ts';
import { htmlLines } from './html-lines.ts';
import { type Line, type ReadLines, unbulleted } from './lines.ts';
import { type Packed, packedIn, unpacked } from './zip.ts';

const MACROS = /vbaProject|vbaData|\/activeX\//i;

/**
 * Reads a Word document. The archive is looked through before anything unpacks it: names, sizes, macros, entities.
 * Letterheads are files of their own in it, which mammoth leaves out; they are put before the text.
 */
export async function docxLines(bytes: Uint8Array): Promise<ReadLines> {
  const files = packedIn(bytes);
  if (files.some(file => MACROS.test(file.name))) throw new ImportError('macros');
  if (files.some(file => file.encrypted)) throw new ImportError('password');
  const texts = new Map(files.map(file => [file.name, () => unpacked(bytes, file)]));
  const main = texts.get('word/document.xml');
  if (!main || !texts.has('[Content_Types].xml')) {
    throw new ImportError('extension-wrong', { said: '.docx', found: 'ZIP' });
  }
  // Everything is unpacked once, within the limits, before the library does it without any.
  const xml = new Map(files.filter(isXml).map(file => [file.name, unpacked(bytes, file).toString('utf8')]));
  for (const file of files) if (!isXml(file)) unpacked(bytes, file);
  for (const text of xml.values())
    if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new ImportError('entities-external');
  if (/macroEnabled/i.test(xml.get('[Content_Types].xml')!)) throw new ImportError('macros');
  const body = xml.get('word/document.xml')!;
  if (!/<\/w:document>\s*$/.test(body)) throw new ImportError('damaged');
  const notes = /<w:(?:ins|del)\s/.test(body) ? ['tracked-changes'] : [];
  const lines = htmlLines(await converted(bytes));
  return { lines: [...letterhead(xml, lines), ...lines], pages: 1, notes };
}

function isXml({ name }: Packed): boolean {
  return /\.(?:xml|rels)$/i.test(name);
}

async function converted(bytes: Uint8Array): Promise<string> {
  try {
    const ignored = mammoth.images.imgElement(async () => ({ src: '' }));
    return (await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { convertImage: ignored })).value;
  } catch {
    throw new ImportError('damaged');
  }
}

/** The first page's header, if the text does not begin with it anyway. */
function letterhead(xml: ReadonlyMap<string, string>, lines: readonly Line[]): Line[] {
  const header = [...xml]
    .filter(([name]) => /^word\/header\d*\.xml$/.test(name))
    .map(([, text]) => paragraphsOf(text))
    .sort((a, b) => b.length - a.length)[0];
  if (!header || header.length === 0 || header[0]!.text === lines[0]?.text) return [];
  return header;
}

function paragraphsOf(xml: string): Line[] {
  return xml.split(/<\/w:p>/).flatMap(paragraph => {
    const bold = /<w:b(?:\s[^>]{0,40})?\/>/.test(paragraph);
    const text = [...paragraph.matchAll(/<w:t(?:\s[^>]{0,80})?>([^<]*)<\/w:t>|<w:(tab|br)\b/g)]
      .map(([, piece, gap]) => (gap ? ' ' : (piece ?? '')))
      .join('');
    const read = unbulleted(entitiesOut(text));
    if (read.text === '') return [];
    return [{ text: read.text, page: 1, begins: true, point: false, heading: bold ? 7 : 0 }];
  });
}

function entitiesOut(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
