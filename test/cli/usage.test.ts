import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const COMMANDS = ['ask', 'evaluate', 'privacy', 'store', 'desk', 'teams-package', 'bench', 'knowledge'];

describe('every command', () => {
  it.each(COMMANDS)('says how it is called: %s --help', async command => {
    const { code, stdout, stderr } = await run(`${command}.ts`, ['--help']);
    expect(stdout).toMatch(/npm run [\w:-]+/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it.each(COMMANDS)(
    'ends with 2 and a remedy for what it does not know: %s --no-such-option',
    async command => {
      const { code, stderr, stdout } = await run(`${command}.ts`, ['--no-such-option']);
      expect(code).toBe(2);
      expect(`${stderr}${stdout}`).toContain('npm run');
      expect(stderr).not.toMatch(/^ +at /m);
    },
  );
});
