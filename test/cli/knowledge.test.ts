import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { applyChanges, changesOf } from '../../src/knowledge/files/index.ts';
import { type Entry, type Knowledge, readDraft, type Translated } from '../../src/knowledge/index.ts';
import { FIXTURES } from '../knowledge/damaged.ts';
import { smallKnowledge, WHO } from '../knowledge/small.ts';
import { ROOT, seedSentences } from '../seed.ts';

const place = mkdtempSync(join(tmpdir(), 'knowledge-cli-'));
const folder = join(place, 'knowledge');
const bank = join(place, 'bank.jsonl');
afterAll(() => rmSync(place, { recursive: true, force: true }));
applyChanges(folder, changesOf(folder, smallKnowledge()));
writeFileSync(
  bank,
  [
    { bank: 'prueba', thresholds: { answer: 1 } },
    { id: '1', q: WHO, lang: 'es', kind: 'answer', accept: ['ficha'] },
    {
      id: '2',
      q: 'liderar la coordinación interinstitucional',
      lang: 'es',
      kind: 'answer',
      accept: ['politica-migratoria.4'],
    },
  ]
    .map(line => JSON.stringify(line))
    .join('\n'),
);

/** `npm run knowledge -- …` on the test's own folder and store. */
function run(...args: string[]): { code: number | null; out: string } {
  const done = spawnSync(process.execPath, ['src/cli/knowledge.ts', ...args, '--folder', folder], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: `file:${join(place, 'igm.db')}` },
  });
  return { code: done.status, out: done.stdout + done.stderr };
}

/** Every file in the folder with its text: to see that nothing was written. */
function everything(): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true });
  return Object.fromEntries(
    files
      .filter(file => file.isFile())
      .map(file => [
        join(file.parentPath, file.name),
        readFileSync(join(file.parentPath, file.name), 'utf8'),
      ]),
  );
}

describe('npm run knowledge', { timeout: 120_000 }, () => {
  it('helps in Spanish, and in English when asked', () => {
    const all = run('--help');
    expect(all.code).toBe(0);
    for (const command of ['check', 'import', 'diff', 'publish', 'rollback', 'export']) {
      expect(all.out).toContain(`  ${command} `);
      expect(seedSentences()('es', `knowledge:help.${command}`)).toContain(`npm run knowledge -- ${command}`);
    }
    expect(run('publish', '--help', '--lang', 'en').out).toContain('Checks, measures and publishes.');
    expect(run('nada')).toMatchObject({ code: 2, out: expect.stringContaining('No existe la orden «nada»') });
    expect(run('publish', '--nada')).toMatchObject({ code: 2 });
  });

  it('says what is wrong with a file, and writes nothing', () => {
    const before = everything();
    const refused = run('import', join(FIXTURES, 'password.pdf'));
    expect(refused).toMatchObject({ code: 2, out: expect.stringContaining('tiene contraseña') });
    expect(run('import', join(place, 'no.pdf')).out).toContain('No se encuentra');
    expect(run('import', join(FIXTURES, 'changed.pdf'), '--dry-run')).toMatchObject({ code: 0 });
    expect(everything()).toEqual(before);
  });

  it('takes an edition from the Word file to the public, and back', () => {
    expect(run('check')).toMatchObject({ code: 0, out: expect.stringContaining('21 puntos') });
    expect(run('publish', '--bank', bank)).toMatchObject({
      code: 0,
      out: expect.stringContaining('Publicada'),
    });
    expect(run('publish', '--bank', bank).out).toContain('ya es la publicada');

    const imported = run('import', join(FIXTURES, 'changed.docx'));
    expect(imported.code).toBe(0);
    for (const told of [
      '[-2024-01-15-]{+2025-02-03+}',
      'Punto nuevo: politica-migratoria.7',
      'Punto que ya no está: politica-migratoria.4',
    ])
      expect(imported.out).toContain(told);
    const checked = run('check');
    expect(checked.code).toBe(1);
    expect(checked.out).toMatch(/entries\/ficha\.yaml:\d+ {2}\[error\] El texto oficial de «ficha» cambió/);
    expect(run('publish')).toMatchObject({ code: 1, out: expect.stringContaining('no está terminado') });

    const { knowledge } = readDraft(folder);
    applyChanges(folder, changesOf(folder, finished(knowledge)));
    expect(run('check').code).toBe(0);
    const diff = run('diff', '--bank', bank);
    expect(diff.out).toContain('[-Edgar Leonel Leal Bolaños-]{+María Fernanda Coy Caal+}');
    expect(diff.out).toMatch(
      /«liderar la coordinación interinstitucional»: antes answer \(politica-migratoria\.4\)/,
    );
    expect(run('publish', '--bank', bank)).toMatchObject({ code: 0 });
    expect(run('show').out).toContain('María Fernanda Coy Caal');

    expect(run('rollback')).toMatchObject({ code: 0, out: expect.stringContaining('Publicada otra vez') });
    expect(run('show').out).toContain('Edgar Leonel Leal Bolaños');
    const list = run('list').out.trim().split('\n');
    expect(list.length).toBe(3);
    expect(list[0]).toMatch(/^\* .*sha256:/);
    expect(run('rollback')).toMatchObject({
      code: 2,
      out: expect.stringContaining('No hay una edición anterior'),
    });

    const out = join(place, 'exported');
    expect(run('export', out, '--edition', list[1]!.split('sha256:')[1]!.slice(0, 12)).code).toBe(0);
    expect(readDraft(out).knowledge.documents[0]!.issued).toBe('2025-02-03');
    expect(existsSync(join(out, 'documents/mision-vision-objetivos/2025-02-03.txt'))).toBe(true);
  });

  it('does not publish answers that have become worse', () => {
    writeFileSync(bank, readFileSync(bank, 'utf8').replace('"accept":["ficha"]', '"accept":["vision"]'));
    const strict = JSON.stringify({
      id: '3',
      q: '¿cuál es la misión?',
      lang: 'es',
      kind: 'answer',
      accept: ['mision'],
    });
    writeFileSync(bank, `${readFileSync(bank, 'utf8')}\n${strict}`);
    const { knowledge } = readDraft(folder);
    const [document] = knowledge.documents;
    const entries = document!.entries.map(entry => ({
      ...entry,
      questions: swapped(entry, document!.entries),
    }));
    applyChanges(folder, changesOf(folder, { ...knowledge, documents: [{ ...document!, entries }] }));
    const refused = run('publish', '--bank', bank);
    expect(refused).toMatchObject({ code: 1, out: expect.stringContaining('NO cumple: prueba, answer') });
    expect(run('show').out).toContain('Edgar Leonel Leal Bolaños');
  });
});

/** The draft as a test's editor would finish it. */
function finished(knowledge: Knowledge): Knowledge {
  const both = ({ es, en }: Translated, text: string): Translated => ({ es, en: en || text });
  return {
    ...knowledge,
    documents: knowledge.documents.map(document => ({
      ...document,
      entries: document.entries.map(({ pending: _, ...entry }): Entry => {
        const own = (lang: string) =>
          Array.from({ length: 5 }, (_, i) => `${lang} ${i} ${entry.id.replaceAll(/[.-]/g, ' ')}`);
        const { es, en } = entry.questions;
        return {
          ...entry,
          section: both(entry.section, `Heading of ${entry.id}`),
          title: both(entry.title, `Title of ${entry.id}`),
          label: both(entry.label, entry.id.slice(0, 20)),
          text: entry.text && both(entry.text, `Translation of ${entry.id}`),
          questions: { es: es.length > 0 ? es : own('pregunta'), en: en.length > 0 ? en : own('question') },
        };
      }),
    })),
  };
}

/** Each entry is asked for as the one before it was: everything is answered wrongly. */
function swapped(entry: Entry, entries: readonly Entry[]): Entry['questions'] {
  return entries.at(entries.indexOf(entry) - 1)!.questions;
}
