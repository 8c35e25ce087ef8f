import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { draftFrom } from '../../src/knowledge/draft/index.ts';
import { applyChanges, changesOf, editYaml } from '../../src/knowledge/files/index.ts';
import { checkQuality, type Finding } from '../../src/knowledge/gate/index.ts';
import { asText, readDocument } from '../../src/knowledge/import/index.ts';
import { contentOf, KnowledgeError, readDraft, readSources } from '../../src/knowledge/index.ts';
import { ROOT, seedKnowledge } from '../seed.ts';
import { fixture } from './damaged.ts';

const place = mkdtempSync(join(tmpdir(), 'knowledge-files-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));
const ENTRIES = 'documents/mision-vision-objetivos/entries';

function copied(name: string): string {
  const folder = join(place, name);
  cpSync(join(ROOT, 'knowledge'), folder, { recursive: true });
  return folder;
}

const isError = ({ severity }: Finding) => severity === 'error';

describe('writing knowledge to a folder', { timeout: 60_000 }, () => {
  it('changes nothing where the folder says the same', () => {
    expect(changesOf(join(ROOT, 'knowledge'), seedKnowledge())).toEqual([]);
  });

  it('writes an imported edition as a person would have edited it: comments and all other lines stay', async () => {
    const folder = copied('imported');
    const outline = await readDocument({ name: 'a.pdf', bytes: fixture('changed.pdf'), known: [] });
    const { knowledge, document } = draftFrom(seedKnowledge(), outline);
    const before = readFileSync(join(folder, ENTRIES, 'politica-migratoria.2.yaml'), 'utf8').split('\n');
    applyChanges(folder, changesOf(folder, knowledge, [{ document, text: asText(outline) }]));

    const read = readDraft(folder);
    expect(contentOf(read.knowledge)).toEqual(contentOf(knowledge));
    expect(new Set(read.unfinished.map(({ code }) => code))).toEqual(
      new Set(['translation-missing', 'translation-pending', 'questions-missing']),
    );
    const after = readFileSync(join(folder, ENTRIES, 'politica-migratoria.2.yaml'), 'utf8').split('\n');
    expect(before.filter(line => !after.includes(line)).length).toBeLessThanOrEqual(3);
    expect(readFileSync(join(folder, 'asked/facets.yaml'), 'utf8')).toContain('# precio: cuánto cuesta');
    expect(existsSync(join(folder, ENTRIES, 'politica-migratoria.4.yaml'))).toBe(false);
    expect(existsSync(join(folder, ENTRIES, '../retired/politica-migratoria.4.yaml'))).toBe(true);
    expect(existsSync(join(folder, ENTRIES, '../2025-02-03.txt'))).toBe(true);
  });

  it('writes a whole edition into an empty folder, which reads as the same edition', () => {
    const folder = join(place, 'exported');
    applyChanges(folder, changesOf(folder, seedKnowledge()));
    expect(contentOf(readDraft(folder).knowledge)).toEqual(contentOf(seedKnowledge()));
    const sources = readSources(folder);
    expect(checkQuality(seedKnowledge(), { sources, day: '2026-01-01' }).filter(isError)).toEqual([]);
    expect(sources.get('mision-vision-objetivos')).toContain('\n\nVisión\n\nSer la entidad');
  });

  it('writes nothing at all when the result would not read', () => {
    const folder = copied('refused');
    const [document] = seedKnowledge().documents;
    const [first, second, ...others] = document!.entries;
    const twins = { ...document!, entries: [first!, { ...second!, label: first!.label }, ...others] };
    const changes = changesOf(folder, { ...seedKnowledge(), documents: [twins] });
    expect(changes.length).toBe(1);
    expect(() => applyChanges(folder, changes)).toThrow(KnowledgeError);
    expect(changesOf(folder, seedKnowledge())).toEqual([]);
    expect(readdirSync(folder).filter(name => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('editing a YAML file', { timeout: 60_000 }, () => {
  const text =
    '# comment\na: 1 # one\nb:\n  es: >-\n    hola\n    mundo\n  en: hello\nlist: [x, y]\nlast:\n  - p\n';

  it('replaces, adds and removes values and leaves every other line as it is', () => {
    expect(editYaml(text, [{ path: ['b', 'es'], value: 'adiós' }])).toBe(
      text.replace('>-\n    hola\n    mundo', 'adiós'),
    );
    expect(editYaml(text, [{ path: ['list'], value: ['x'] }])).toBe(text.replace('[x, y]', '[x]'));
    expect(editYaml(text, [{ path: ['b', 'en'], value: null }])).toBe(text.replace('  en: hello\n', ''));
    expect(editYaml(text, [{ path: ['new'], value: true, before: 'list' }])).toBe(
      text.replace('list:', 'new: true\nlist:'),
    );
    expect(editYaml(text, [{ path: ['b', 'fr'], value: 'salut: #1' }])).toBe(
      text.replace('hello\n', 'hello\n  fr: "salut: #1"\n'),
    );
  });
});
