import { describe, expect, it } from 'vitest';
import type { AnswerJson } from '../../src/answer/index.ts';
import { run } from './run.ts';

describe('ask', () => {
  it('prints the answer as text, with the configured contacts', async () => {
    const { code, stdout } = await run('ask.ts', ['¿cuánto', 'cuesta', 'el pasaporte?'], '', {
      CONTACT_PHONE: '1500',
    });
    expect(code).toBe(0);
    expect(stdout).toContain(
      '«Incrementar bajo un modelo de gestión de calidad, los Centros de Emisión de Pasaportes',
    );
    expect(stdout).toContain('15 de enero de 2024');
    expect(stdout).toContain('1500');
  });

  it('prints JSON, takes a language for a hint, and says why', async () => {
    const { stdout } = await run('ask.ts', ['--json', '--why', '--lang', 'en', 'visa']);
    const answer = JSON.parse(stdout) as AnswerJson & { why: object };
    expect(answer).toMatchObject({ id: '1', lang: 'en', speaker: 'assistant' });
    expect(Object.keys(answer.why)).toEqual(
      expect.arrayContaining(['reading', 'judgement', 'found', 'features', 'words']),
    );
  });

  it.each([
    ['nothing asked', []],
    ['an unknown option', ['--colour', 'red', 'visión']],
    ['an unknown language', ['--lang', 'fr', 'visión']],
    ['an unknown mode', ['--batch', '--mode', 'guess']],
    ['an option without its value', ['visión', '--lang']],
  ])('says how it is used and ends with 2: %s', async (_, args) => {
    const { code, stdout, stderr } = await run('ask.ts', args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('npm run ask');
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
