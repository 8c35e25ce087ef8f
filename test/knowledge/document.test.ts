import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/knowledge/index.ts';
import { ROOT, seedKnowledge } from '../seed.ts';

/** The official publication as it was issued. If this changes, it is another document. */
const SOURCE = 'knowledge/documents/mision-vision-objetivos/2024-01-15.txt';
const SOURCE_SHA256 = '06cd566af401621f736461d7106276d9fb2b5acee59d2ea33e3a639ff96c857d';

const bytes = readFileSync(join(ROOT, SOURCE));
const source = bytes.toString('utf8');
const [document] = seedKnowledge().documents;
const entries = new Map(document!.entries.map(entry => [entry.id, entry]));

describe('the official document in knowledge/', () => {
  it('keeps the source as it was published, byte for byte', () => {
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(SOURCE_SHA256);
  });

  it('is the source again when its entries are put together: nothing lost, altered or added', () => {
    expect(unspaced(rebuilt())).toBe(unspaced(withoutRepeatedHeader(source)));
  });

  it('gives every line of the source in an entry, a heading or the title', () => {
    const whole = unspaced(rebuilt());
    const lost = source.split('\n').filter(line => !whole.includes(unspaced(line.replace(/^- /, ''))));
    expect(lost).toEqual([]);
  });

  it('has no Spanish text that is not in the source, word for word', () => {
    const official = unspaced(source.replaceAll('\n- ', '\n'));
    const texts = document!.entries.flatMap(({ text, section }) => [...(text ? [text.es] : []), section.es]);
    expect(texts.filter(text => !official.includes(unspaced(text)))).toEqual([]);
  });

  it('names issuer, date and legal basis as the source does', () => {
    const { issuer, issued, legalBasis, title } = document!;
    const [year, month, day] = issued.split('-');
    expect(source.toUpperCase()).toContain(issuer.es.toUpperCase());
    expect(source).toContain(`Fecha de Emisión: ${day}/${month}/${year}`);
    expect(source).toContain(`(${legalBasis.es})`);
    expect(source).toContain(title.es);
  });
});

/** The document from its entries: front matter, title, then each heading once, with its text or its points. */
function rebuilt(): string {
  const parts = [entries.get('ficha')!.text!.es, document!.title.es];
  let heading = document!.title.es;
  for (const entry of document!.entries.filter(({ id }) => id !== 'ficha')) {
    if (entry.section.es !== heading) parts.push(entry.section.es);
    heading = entry.section.es;
    if (entry.text) parts.push(isPoint(entry) ? `- ${entry.text.es}` : entry.text.es);
  }
  return parts.join('\n');
}

/** A point of a list in the source; the others are running text. */
function isPoint({ id }: Entry): boolean {
  return id.includes('.');
}

/** The header of the second page is the first page's again: it counts once. */
function withoutRepeatedHeader(text: string): string {
  const [, ...pages] = text.split(/(?=INSTITUTO GUATEMALTECO DE MIGRACIÓN\n)/);
  const header = pages[0]!.slice(0, pages[0]!.indexOf(document!.title.es) + document!.title.es.length);
  const repeated = pages.slice(1);
  expect(repeated.length).toBe(1);
  expect(repeated.every(page => page.startsWith(header))).toBe(true);
  return [pages[0]!, ...repeated.map(page => page.slice(header.length))].join('');
}

function unspaced(text: string): string {
  return text.replace(/\s+/g, '');
}
