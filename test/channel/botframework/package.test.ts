import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, inflateRawSync, inflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { Sentences } from '../../../src/answer/index.ts';
import { ManifestError, teamsPackage } from '../../../src/channel/botframework/package/index.ts';
import type { Language } from '../../../src/language/index.ts';
import { sentences } from '../doubles.ts';
import { APP_ID } from './peers.ts';

const PARTS = { sentences, appId: APP_ID, publicUrl: 'https://asistente.example.org', version: '1.2.3' };
const folder = mkdtempSync(join(tmpdir(), 'teams-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Reads an archive by its directory, as every unpacker does, and checks what it says about each file. */
function unzip(bytes: Buffer): Map<string, Buffer> {
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  const files = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n--) {
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50);
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('ascii', at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    expect(bytes.readUInt32LE(local)).toBe(0x04034b50);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = inflateRawSync(bytes.subarray(start, start + bytes.readUInt32LE(at + 20)));
    expect(data.length).toBe(bytes.readUInt32LE(at + 24));
    expect(crc32(data)).toBe(bytes.readUInt32LE(at + 16));
    files.set(name, data);
    at += 46 + nameLength;
  }
  return files;
}

describe('the app package for Teams', () => {
  const files = unzip(teamsPackage(PARTS));
  const read = (name: string) => JSON.parse(files.get(name)!.toString());

  it('holds the manifest, both languages and both icons', () => {
    expect([...files.keys()].sort()).toEqual([
      'color.png',
      'en.json',
      'es.json',
      'manifest.json',
      'outline.png',
    ]);
  });

  it('names the bot, its scopes, the extension and the pages of the service', () => {
    const manifest = read('manifest.json');
    expect(manifest.bots[0]).toMatchObject({ botId: APP_ID, scopes: ['personal', 'team', 'groupchat'] });
    expect(manifest.composeExtensions[0].commands[0]).toMatchObject({
      id: 'searchFaq',
      type: 'query',
      initialRun: true,
      parameters: [{ name: 'query' }],
    });
    expect(manifest.developer.privacyUrl).toBe('https://asistente.example.org/es/privacidad');
    expect(manifest.name.short.length).toBeLessThanOrEqual(30);
    expect(manifest.id).not.toBe(APP_ID);
    expect(manifest.version).toBe('1.2.3');
  });

  it('has the strings of both languages under the same paths', () => {
    const [es, en] = [read('es.json'), read('en.json')];
    expect(Object.keys(es)).toEqual(Object.keys(en));
    expect(es['composeExtensions[0].commands[0].title']).toBe('Buscar en el documento');
    expect(en['composeExtensions[0].commands[0].title']).toBe('Search the document');
    expect(en['name.short'].length).toBeLessThanOrEqual(30);
  });

  it.each([
    ['color.png', 192],
    ['outline.png', 32],
  ])('has %s in the size that Teams wants', (name, size) => {
    const bytes = files.get(name)!;
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([size, size]);
    const length = bytes.readUInt32BE(33);
    const pixels = inflateSync(bytes.subarray(41, 41 + length));
    expect(pixels.length).toBe(size * (1 + size * 4));
    // The outline is white on transparent, and nothing else.
    if (name === 'outline.png') {
      for (let i = 0; i < pixels.length; i += 1 + size * 4) {
        for (let x = i + 1; x < i + 1 + size * 4; x += 4) {
          if (pixels[x + 3]! > 0) expect([pixels[x], pixels[x + 1], pixels[x + 2]]).toEqual([255, 255, 255]);
        }
      }
    }
  });

  it('is the same for the same configuration', () => {
    expect(teamsPackage(PARTS).equals(teamsPackage(PARTS))).toBe(true);
  });

  it('is not made against the schema', () => {
    const say = (lang: Language, key: string) =>
      key.endsWith('app.name') ? 'A name of more than thirty characters' : sentences(lang, key);
    const long: Sentences = Object.assign(say, { ...sentences });
    expect(() => teamsPackage({ ...PARTS, sentences: long })).toThrow(ManifestError);
    expect(() => teamsPackage({ ...PARTS, appId: 'no-guid' })).toThrow(/botId/);
  });
});

describe('npm run teams:package', () => {
  const run = (env: Record<string, string>, ...args: string[]) =>
    spawnSync(process.execPath, ['src/cli/teams-package.ts', ...args], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '', ...env },
    });
  const settings = {
    MicrosoftAppId: APP_ID,
    MicrosoftAppPassword: 'x',
    MicrosoftAppTenantId: 'tenant',
    PUBLIC_URL: 'https://asistente.example.org',
  };

  it('writes the package and says where', () => {
    const out = join(folder, 'app.zip');
    const { status, stdout } = run(settings, '--out', out, '--version', '2.0.0');
    expect(status).toBe(0);
    expect(stdout).toContain(out);
    expect(JSON.parse(unzip(readFileSync(out)).get('manifest.json')!.toString()).version).toBe('2.0.0');
  });

  it('names all that is missing at once', () => {
    const { status, stderr } = run({
      MicrosoftAppId: 'no-guid',
      MicrosoftAppType: 'MultiTenant',
      MicrosoftAppPassword: 'x',
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/MicrosoftAppId.*\n.*PUBLIC_URL/);
    expect(stderr).not.toContain('.ts:');
  });
});
