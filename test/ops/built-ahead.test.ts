import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../channel/doubles.ts';
import { ROOT } from '../seed.ts';

/** A copy of what the Dockerfile copies. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'igm-image-'));
  for (const name of ['package.json', 'package-lock.json', 'src', 'locales', 'knowledge', 'build']) {
    // What was trained for the other tests is the same here, and takes some seconds.
    const filter = (path: string) =>
      name !== 'build' || !/\/(?:desk|browser|compressed)/.test(path.slice(ROOT.length));
    cpSync(join(ROOT, name), join(folder, name), { recursive: true, filter });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const files = () => readdirSync(join(folder, 'build'), { recursive: true, encoding: 'utf8' }).toSorted();

function run(file: string) {
  const env = { PATH: process.env.PATH, PORT: '0', DATABASE_URL: 'memory:', LOG_LEVEL: 'error' };
  const child = spawn(process.execPath, [join(folder, file)], { env, cwd: folder });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      said += chunk;
    });
  }
  return { child, exited: once(child, 'exit'), said: () => said };
}

describe('npm run build', () => {
  it('makes ahead all that a start would have to write: the root of a container is read-only', {
    timeout: 240_000,
  }, async () => {
    const built = run('src/cli/build.ts');
    expect([(await built.exited)[0], built.said()]).toEqual([0, expect.stringContaining('Ready: edition')]);
    const before = files();
    expect(before.some(name => name.startsWith('desk-'))).toBe(true);
    const started = run('src/main.ts');
    await until(() => started.said().includes('Asistente IGM: http'), 150_000);
    // What is compressed is kept where it can be, and made again where not.
    expect(files().filter(name => !before.includes(name) && !name.startsWith('compressed'))).toEqual([]);
    started.child.kill('SIGTERM');
    expect((await started.exited)[0]).toBe(0);
  });
});
