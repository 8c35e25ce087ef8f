import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { ImportFault } from '../../src/knowledge/import/index.ts';
import { ROOT } from '../seed.ts';

export const FIXTURES = join(ROOT, 'test/knowledge/fixtures');
export const fixture = (name: string) => new Uint8Array(readFileSync(join(FIXTURES, name)));

export interface Damaged {
  what: string;
  name: string;
  bytes: () => Uint8Array;
  code: ImportFault;
}

/** Files that somebody may hand over by mistake or on purpose, and what is said of each. */
export const DAMAGED: Damaged[] = [
  { what: 'an empty file', name: 'a.pdf', bytes: () => new Uint8Array(), code: 'file-empty' },
  { what: 'a PDF cut in half', name: 'a.pdf', bytes: () => half(fixture('official.pdf')), code: 'damaged' },
  {
    what: 'a Word file cut in half',
    name: 'a.docx',
    bytes: () => half(fixture('official.docx')),
    code: 'damaged',
  },
  {
    what: 'a text cut in a letter',
    name: 'a.txt',
    bytes: () => text('TÍTULO\n\nMisión\n\nUna razó').subarray(0, -1),
    code: 'damaged',
  },
  {
    what: 'a page cut in half',
    name: 'a.html',
    bytes: () => text('<html><body><h1>Misión</h1><p>Una'),
    code: 'damaged',
  },
  { what: 'a PDF with garbage inside', name: 'a.pdf', bytes: garbled, code: 'damaged' },
  {
    what: 'a PDF named .docx',
    name: 'a.docx',
    bytes: () => fixture('official.pdf'),
    code: 'extension-wrong',
  },
  {
    what: 'a Word file named .pdf',
    name: 'a.pdf',
    bytes: () => fixture('official.docx'),
    code: 'extension-wrong',
  },
  {
    what: 'a picture named .pdf',
    name: 'a.pdf',
    bytes: () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]),
    code: 'extension-wrong',
  },
  {
    what: 'an archive named .docx',
    name: 'a.docx',
    bytes: () => zip({ 'leame.txt': text('hola') }),
    code: 'extension-wrong',
  },
  {
    what: 'a spreadsheet',
    name: 'a.xlsx',
    bytes: () => zip({ 'xl/workbook.xml': text('<x/>') }),
    code: 'kind-unknown',
  },
  { what: 'a PDF with a password', name: 'a.pdf', bytes: () => fixture('password.pdf'), code: 'password' },
  {
    what: 'a Word file with a password',
    name: 'a.docx',
    bytes: () => ole('EncryptedPackage'),
    code: 'password',
  },
  { what: 'a Word file of before 2007', name: 'a.doc', bytes: () => ole('WordDocument'), code: 'word-old' },
  { what: 'a Word file with macros', name: 'a.docm', bytes: () => fixture('official.docx'), code: 'macros' },
  {
    what: 'macros under another name',
    name: 'a.docx',
    bytes: () => docx({ 'word/vbaProject.bin': text('x') }),
    code: 'macros',
  },
  {
    what: 'external entities',
    name: 'a.docx',
    bytes: () => docx({ 'word/document.xml': text(ENTITIES) }),
    code: 'entities-external',
  },
  {
    what: 'external entities in a page',
    name: 'a.html',
    bytes: () => text(ENTITIES),
    code: 'entities-external',
  },
  {
    what: 'names that lead out of the archive',
    name: 'a.docx',
    bytes: () => docx({ '../../etc/passwd': text('x') }),
    code: 'paths-unsafe',
  },
  {
    what: 'a zip bomb',
    name: 'a.docx',
    bytes: () => docx({ 'word/media/a.bin': new Uint8Array(150 * 1024 * 1024) }),
    code: 'unpacked-too-large',
  },
  {
    what: 'a zip bomb that lies about its size',
    name: 'a.docx',
    bytes: lyingBomb,
    code: 'unpacked-too-large',
  },
  { what: 'a PDF of 10,000 pages', name: 'a.pdf', bytes: () => pdf(10_000, ''), code: 'pages-too-many' },
  {
    what: 'a scan without text',
    name: 'a.pdf',
    bytes: () => pdf(3, 'q 600 0 0 700 0 0 cm /Im0 Do Q'),
    code: 'no-text',
  },
  { what: 'a text of nothing but spaces', name: 'a.txt', bytes: () => text(' \n\n \n'), code: 'no-text' },
  {
    what: 'a text without headings',
    name: 'a.txt',
    bytes: () => text(`${'palabra '.repeat(60)}.\n`),
    code: 'no-structure',
  },
];

const ENTITIES =
  '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document>&e;</w:document>';

function half(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, Math.floor(bytes.length / 2));
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

/** The beginning and the end of a PDF, with noise between them. */
function garbled(): Uint8Array {
  const bytes = fixture('official.pdf').slice();
  for (let at = 200; at < bytes.length - 300; at++) bytes[at] = (at * 7919) % 251;
  return bytes;
}

/** What Word writes before 2007, and around what it encrypts. */
function ole(stream: string): Uint8Array {
  const magic = Buffer.from('d0cf11e0a1b11ae1', 'hex');
  return new Uint8Array(
    Buffer.concat([magic, Buffer.alloc(504), Buffer.from(stream, 'utf16le'), Buffer.alloc(512)]),
  );
}

function docx(more: Record<string, Uint8Array>): Uint8Array {
  return zip({
    '[Content_Types].xml': text('<Types/>'),
    'word/document.xml': text(
      '<w:document><w:body><w:p><w:r><w:t>Hola</w:t></w:r></w:p></w:body></w:document>',
    ),
    ...more,
  });
}

/** Says 1,000 bytes in its directory, and unpacks to 20 MB. */
function lyingBomb(): Uint8Array {
  return zip(
    { '[Content_Types].xml': text('<Types/>'), 'word/document.xml': new Uint8Array(20 * 1024 * 1024) },
    bytes => Math.min(bytes.length, 1_000),
  );
}

function zip(files: Record<string, Uint8Array>, saidSize = (bytes: Uint8Array) => bytes.length): Uint8Array {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, bytes] of Object.entries(files)) {
    const packed = deflateRawSync(bytes);
    const encoded = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(saidSize(bytes), 18);
    common.writeUInt16LE(encoded.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    bodies.push(Buffer.from('504b0304', 'hex'), common, encoded, packed);
    directory.push(Buffer.from('504b01021400', 'hex'), common, place, encoded);
    at += 30 + encoded.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(files).length, 4);
  end.writeUInt16LE(Object.keys(files).length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(at, 12);
  return new Uint8Array(Buffer.concat([...bodies, central, Buffer.from('504b0506', 'hex'), end]));
}

/** A PDF whose pages all draw the same. */
export function pdf(pages: number, content: string | ((page: number) => string)): Uint8Array {
  const objects: string[] = ['<< /Type /Catalog /Pages 2 0 R >>', ''];
  const kids: string[] = [];
  const image =
    '<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\nx\nendstream';
  const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';
  objects.push(image, font);
  for (let page = 1; page <= pages; page++) {
    const drawn = typeof content === 'string' ? content : content(page);
    if (typeof content !== 'string' || page === 1)
      objects.push(`<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`);
    const contents = typeof content === 'string' ? 5 : objects.length;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /XObject << /Im0 3 0 R >> /Font << /F1 4 0 R >> >> /Contents ${contents} 0 R >>`,
    );
    kids.push(`${objects.length} 0 R`);
  }
  objects[1] = `<< /Type /Pages /Count ${pages} /Kids [${kids.join(' ')}] >>`;
  let file = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(file + table + trailer, 'latin1'));
}
