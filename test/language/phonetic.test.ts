import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phoneticKey } from '../../src/language/index.ts';

describe('phoneticKey', () => {
  it.each([
    ['visa', 'bisa'],
    ['oficina', 'ofisina'],
    ['renovar', 'renobar'],
    ['hacer', 'aser'],
    ['extranjero', 'estranjero'],
    ['yo', 'llo'],
    ['quiero', 'kiero'],
    ['gente', 'jente'],
    ['cita', 'sita'],
    ['pasaporte', 'passaporte'],
    ['zona', 'sona'],
  ])('is one for "%s" and "%s", which sound alike', (word, byEar) => {
    expect(phoneticKey(word)).toBe(phoneticKey(byEar));
  });

  it.each([
    ['mision', 'vision'],
    ['casa', 'gasa'],
    ['chico', 'cico'],
    ['pera', 'bera'],
    ['año', 'ano'],
  ])('tells "%s" from "%s"', (a, b) => {
    expect(phoneticKey(a)).not.toBe(phoneticKey(b));
  });

  it('is never longer than the word, repeats no letter at once, and is the same for a doubled letter', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zñ]{0,20}$/), word => {
        const key = phoneticKey(word);
        expect(key.length).toBeLessThanOrEqual(word.length);
        expect(key).not.toMatch(/(.)\1/);
      }),
    );
  });

  it('bears anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(typeof phoneticKey(text)).toBe('string');
      }),
    );
  });
});
