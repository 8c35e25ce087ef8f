import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { loadKeys } from '../../src/privacy/keys.ts';

const OLD = 'an-old-key-of-some-length-0123456789';
const NEW = 'a-new-key-of-some-length-0123456789';
const folder = mkdtempSync(join(tmpdir(), 'igm-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('loadKeys', () => {
  it('prefers DATA_KEY, then the secret, then the file', () => {
    const file = join(folder, 'unused');
    const byKey = loadKeys({ dataKey: NEW, secret: 'secret', file });
    const bySecret = loadKeys({ secret: 'secret', file });
    expect(byKey.pseudonym('person', '1')).toBe(
      loadKeys({ dataKey: NEW, file: null }).pseudonym('person', '1'),
    );
    expect(bySecret.pseudonym('person', '1')).toBe(
      loadKeys({ dataKey: ' ', secret: 'secret', file: null }).pseudonym('person', '1'),
    );
    expect(readdirSync(folder)).not.toContain('unused');
  });

  it('makes a random key file that only its owner can read, and uses it again', () => {
    const file = join(folder, 'data', 'key');
    const sealed = loadKeys({ file }).seal('text', 'c1');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'data'))).toEqual(['key']);
    expect(loadKeys({ file }).open(sealed, 'c1')).toBe('text');
    const other = join(folder, 'other');
    loadKeys({ file: other });
    expect(readFileSync(other, 'utf8')).not.toBe(readFileSync(file, 'utf8'));
  });

  it('refuses to invent a key where several instances would each have their own', () => {
    expect(() => loadKeys({ file: null })).toThrow(expect.objectContaining({ code: 'keys-missing' }));
  });

  it('refuses short keys and empty files without showing them', () => {
    const empty = join(folder, 'empty');
    writeFileSync(empty, '\n');
    for (const sources of [
      { dataKey: `${NEW},hunter2`, file: null },
      { dataKey: ',', file: null },
      { file: empty },
    ]) {
      expect(() => loadKeys(sources)).toThrow(expect.objectContaining({ code: 'keys-invalid' }));
      expect(() => loadKeys(sources)).not.toThrow(/hunter2/);
    }
  });

  it('says which file cannot be made', () => {
    const under = join(folder, 'a-file');
    writeFileSync(under, '');
    const file = join(under, 'key');
    expect(() => loadKeys({ file })).toThrow(expect.objectContaining({ code: 'keys-file' }));
  });
});

describe('sealing', () => {
  const keys = loadKeys({ dataKey: NEW, file: null });

  it('gives back any text, and never the same seal twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, context) => {
        const sealed = keys.seal(text, context);
        expect(keys.open(sealed, context)).toBe(text);
        expect(keys.seal(text, context)).not.toBe(sealed);
      }),
    );
  });

  it('does not show the text', () => {
    expect(keys.seal('+502 5555 1234', 'c1')).not.toContain('5555');
  });

  it('opens for the context that it was sealed for only', () => {
    const sealed = keys.seal('text', 'c1');
    expect(() => keys.open(sealed, 'c2')).toThrow(expect.objectContaining({ code: 'seal-invalid' }));
  });

  it('refuses what was changed anywhere, and anything that is no seal', () => {
    const sealed = keys.seal('text', 'c1');
    for (let i = 0; i < sealed.length; i++) {
      const changed = `${sealed.slice(0, i)}${sealed[i] === 'A' ? 'B' : 'A'}${sealed.slice(i + 1)}`;
      // The last character carries bits that the decoder drops: such a change leaves the bytes as they were.
      if (Buffer.from(changed.slice(12), 'base64url').equals(Buffer.from(sealed.slice(12), 'base64url'))) {
        if (changed.slice(0, 12) === sealed.slice(0, 12)) continue;
      }
      expect(() => keys.open(changed, 'c1')).toThrow(expect.objectContaining({ name: 'KeysError' }));
    }
    fc.assert(
      fc.property(fc.string(), text => {
        expect(() => keys.open(text, 'c1')).toThrow(expect.objectContaining({ code: 'seal-invalid' }));
      }),
    );
  });

  it('opens with an older key after a rotation, and seals with the new one', () => {
    const before = loadKeys({ dataKey: OLD, file: null });
    const during = loadKeys({ dataKey: `${NEW}, ${OLD}`, file: null });
    const after = loadKeys({ dataKey: NEW, file: null });
    const old = before.seal('text', 'c1');
    expect(during.open(old, 'c1')).toBe('text');
    expect(after.open(during.seal('text', 'c1'), 'c1')).toBe('text');
    expect(() => after.open(old, 'c1')).toThrow(expect.objectContaining({ code: 'seal-key' }));
  });
});

describe('pseudonym', () => {
  const keys = loadKeys({ dataKey: NEW, file: null });

  it('is stable, short, and can stand in an id', () => {
    expect(keys.pseudonym('person', '50255551234')).toMatch(/^[\w-]{22}$/);
    expect(keys.pseudonym('person', '50255551234')).toBe(keys.pseudonym('person', '50255551234'));
  });

  it('differs by kind, by value and by key', () => {
    const names = [
      keys.pseudonym('person', '1'),
      keys.pseudonym('message', '1'),
      keys.pseudonym('person', '2'),
      keys.pseudonym('perso', 'n1'),
      loadKeys({ dataKey: OLD, file: null }).pseudonym('person', '1'),
    ];
    expect(new Set(names).size).toBe(names.length);
  });

  it('lists the names that older keys gave', () => {
    const both = loadKeys({ dataKey: `${NEW},${OLD}`, file: null });
    expect(both.pseudonyms('person', '1')).toEqual([
      keys.pseudonym('person', '1'),
      loadKeys({ dataKey: OLD, file: null }).pseudonym('person', '1'),
    ]);
  });
});
