import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FACETS } from '../../src/answer/index.ts';
import { type Fault, KnowledgeError, readKnowledge } from '../../src/knowledge/index.ts';
import { ROOT } from '../seed.ts';
import { BROKEN, entryFile } from './broken.ts';

const folder = mkdtempSync(join(tmpdir(), 'knowledge-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('reading knowledge/', () => {
  it.each(BROKEN)(
    'says where $mistake stands, and loads nothing',
    ({ file, change, code, at, told = file, names }) => {
      const copy = join(folder, 'knowledge');
      rmSync(copy, { recursive: true, force: true });
      cpSync(join(ROOT, 'knowledge'), copy, { recursive: true });
      const changed = change(readFileSync(join(copy, file), 'utf8'));
      if (changed === null) rmSync(join(copy, file));
      else writeFileSync(join(copy, file), changed);

      const faults = faultsOf(copy);
      const fault = faults.find(found => found.code === code && found.file === told);
      expect(fault, JSON.stringify(faults.slice(0, 3))).toBeDefined();
      if (at) expect(readFileSync(join(copy, told), 'utf8').split('\n')[fault!.line - 1]).toMatch(at);
      if (names) expect(Object.values(fault!.values).join(' ')).toContain(names);
    },
  );

  it('tells every fault at once, each with its place, in one error with a code', () => {
    const copy = copied();
    rmSync(join(copy, 'glossary.yaml'));
    writeFileSync(join(copy, entryFile('mision')), 'id: ]\n');
    writeFileSync(join(copy, 'asked/danger.yaml'), 'danger: many\n');
    const faults = faultsOf(copy);
    expect(new Set(faults.map(({ file }) => file))).toEqual(
      new Set(['glossary.yaml', entryFile('mision'), 'asked/danger.yaml']),
    );
    expect(Object.getPrototypeOf({})).not.toHaveProperty('polluted');
  });

  it.each([
    'documents',
    'documents/mision-vision-objetivos',
    'documents/mision-vision-objetivos/entries',
    'asked',
  ])('says that the folder %s is missing', missing => {
    const copy = copied();
    rmSync(join(copy, missing), { recursive: true });
    expect(faultsOf(copy).map(({ code }) => code)).toContain('file-missing');
  });
});

/** The faults of a folder; the error's text must name each one's file, line and code. */
function faultsOf(copy: string): readonly Fault[] {
  try {
    readKnowledge(copy);
  } catch (error) {
    expect(error).toBeInstanceOf(KnowledgeError);
    const { faults, message, code } = error as KnowledgeError;
    expect(code).toBe('knowledge-invalid');
    for (const fault of faults) expect(message).toContain(`${fault.file}:${fault.line} ${fault.code}`);
    return faults;
  }
  throw new Error('A broken folder was loaded.');
}

/** A whole copy of knowledge/, in which the long lists of sentences are left empty: reading them takes most of the time. */
function copied(): string {
  const copy = mkdtempSync(join(folder, 'copy-'));
  cpSync(join(ROOT, 'knowledge'), copy, { recursive: true });
  for (const list of ['elsewhere', 'intents', 'danger'])
    writeFileSync(join(copy, 'asked', `${list}.yaml`), '{}\n');
  writeFileSync(join(copy, 'asked/institutions.yaml'), '[]\n');
  writeFileSync(
    join(copy, 'asked/facets.yaml'),
    FACETS.map(facet => `${facet}: { es: {}, en: {} }\n`).join(''),
  );
  return copy;
}
