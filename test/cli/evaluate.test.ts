import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'banks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LINES = [
  { id: 'q1', q: 'visión del instituto', lang: 'es', kind: 'answer', accept: ['vision'], noise: 'clean' },
  { id: 'q2', q: 'vision of the institute', lang: 'en', kind: 'answer', accept: ['vision'], noise: 'clean' },
  {
    id: 'q3',
    q: 'who won the football world cup in Brazil',
    lang: 'en',
    kind: 'oos',
    accept: [],
    noise: 'clean',
  },
  { id: 'q4', q: 'misión del instituto', lang: 'es', kind: 'answer', accept: ['ficha'], noise: 'clean' },
];

function bank(name: string, header: object, lines: readonly object[] = LINES): string {
  const file = join(folder, `${name}.jsonl`);
  writeFileSync(file, `${[header, ...lines].map(line => JSON.stringify(line)).join('\n')}\n`);
  return file;
}

describe('evaluate', () => {
  it('says so when there is no such bank, or nothing in it', async () => {
    const empty = join(folder, 'empty.jsonl');
    writeFileSync(empty, '');
    for (const file of [join(folder, 'none.jsonl'), empty]) {
      const { code, stderr } = await run('evaluate.ts', [file]);
      expect(code).toBe(2);
      expect(stderr).toMatch(/cannot be read|holds no question/);
    }
  });

  it('prints each figure with its interval and ends with 0 when the thresholds hold', async () => {
    const { code, stdout } = await run('evaluate.ts', [
      bank('good', { bank: 'good', thresholds: { answer: 0.6, 'false answer on oos': 0.05 } }),
    ]);
    expect(stdout).toMatch(/^answer\s+66\.7 % {2}\(\d+\.\d–\d+\.\d, n 3\)$/m);
    expect(stdout).toMatch(/^holds +answer ≥ 0\.6/m);
    expect(stdout).toContain('answer es');
    expect(code).toBe(0);
  });

  it('ends with 1 below a threshold, and says so of one that names what is not measured', async () => {
    const thresholds = { answer: 0.9, related: 0.1, 'false answer on oos': 1 };
    const { code, stdout } = await run('evaluate.ts', [bank('low', { bank: 'low', thresholds })]);
    expect(stdout).toMatch(/^FAILS +answer ≥ 0\.9/m);
    expect(stdout).toMatch(/^FAILS +related .*not measured/m);
    expect(stdout).toMatch(/^holds +false answer on oos ≤ 1/m);
    expect(code).toBe(1);
  });

  it('lists what went wrong on request, but not of a sealed bank', async () => {
    const [open, sealed] = await Promise.all([
      run('evaluate.ts', [bank('open', { bank: 'open' }), '--misses']),
      run('evaluate.ts', [bank('sealed', { bank: 'sealed', sealed: true }), '--misses']),
    ]);
    expect(open!.stdout).toContain('misión del instituto');
    expect(sealed!.code).toBe(2);
    expect(sealed!.stdout + sealed!.stderr).not.toContain('misión del instituto');
  });

  it('names the line of a bank that cannot be read, and ends with 2', async () => {
    const kinds = bank('kinds', { bank: 'kinds' }, [LINES[0]!, { ...LINES[1], kind: 'riddle' }]);
    const broken = join(folder, 'broken.jsonl');
    writeFileSync(broken, '{"bank":"broken"}\n{"id":\n');
    const [a, b, c] = await Promise.all([
      run('evaluate.ts', [kinds]),
      run('evaluate.ts', [broken]),
      run('evaluate.ts', []),
    ]);
    expect([a!.code, b!.code, c!.code]).toEqual([2, 2, 2]);
    expect(a!.stderr).toContain('kinds.jsonl:3');
    expect(b!.stderr).toContain('broken.jsonl:2');
    expect(c!.stderr).toContain('npm run evaluate');
  });
});
