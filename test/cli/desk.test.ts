import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { run } from './run.ts';

let folder: string;
let url: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'igm-desk-'));
  url = `file:${join(folder, 'igm.db')}`;
});
afterAll(() => rmSync(folder, { recursive: true }));

const desk = (args: string, input = '') => run('desk.ts', args.split(' '), input, { DATABASE_URL: url });

describe('npm run desk -- user', () => {
  it('adds, lists, changes and disables accounts; the password comes over standard input only', async () => {
    const added = await desk(
      'user add Ana --role agent --role editor --name A.López',
      'maíz volcán quetzal\n',
    );
    expect([added.code, added.stdout]).toEqual([0, 'ana can sign in at /desk as agent, editor.\n']);
    expect((await desk('user list')).stdout).toMatch(/^ana +active +agent,editor +A\.López\n$/);
    expect((await desk('user password ana', 'otra clave muy larga\n')).code).toBe(0);
    expect((await desk('user roles ana --role supervisor')).code).toBe(0);
    expect((await desk('user disable ana')).code).toBe(0);
    expect((await desk('user list')).stdout).toMatch(/^ana +disabled +supervisor/);
    const store = await openStore(url);
    const [account] = await store.accounts();
    expect(account?.password).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
    expect((await store.audit(0)).map(({ action }) => action)).toContain('desk-user-added');
    await store.close();
  }, 60_000);

  it('refuses what would not be safe, and says what to do', async () => {
    const cases: [string, string, string][] = [
      ['user add luis --role agent', 'corta\n', '12 to 200 characters'],
      ['user add luis --role agent', 'luis-luis-luis\n', 'too easy to guess'],
      ['user add luis --role admin', 'maíz volcán quetzal\n', 'is no role'],
      ['user add luis', 'maíz volcán quetzal\n', 'at least one --role'],
      ['user add Ñandú --role agent', 'maíz volcán quetzal\n', 'small letters'],
      ['user disable nobody', '', 'no account "nobody"'],
      ['user add luis --role agent --password maíz', '', 'Usage'],
      ['user', '', 'Usage'],
    ];
    for (const [args, input, says] of cases) {
      const { code, stderr } = await desk(args, input);
      expect([args, code]).toEqual([args, 2]);
      expect(stderr).toContain(says);
    }
  }, 60_000);
});
