import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './seed.ts';
import { type Import, importsOf, type SourceFile, sourceFiles } from './source.ts';

const imports = sourceFiles.flatMap(importsOf);
const byPath = new Map(sourceFiles.map(file => [file.path, file]));

/** Rooms that also run in the browser, and the parts of `knowledge/` that they are about. */
const CORE_ROOMS = ['turn', 'language', 'understanding', 'retrieval', 'answer'];
const CORE_FILES = ['knowledge/entry.ts', 'knowledge/knowledge.ts'];
/** What the core may take from outside: it runs in the browser as well. */
const CORE_PACKAGES = ['fuse.js', 'i18next', /^natural\/lib\/natural\/stemmers\//];
/** Protocols of channels, known to the channels only. */
const CHANNEL_PACKAGES = /^(?:botbuilder|botframework|restify|adaptive-expressions)/;
/** What a channel may call of the rooms that decide what to say: it carries. */
const CARRIED: Record<string, string[]> = { answer: ['answerJson', 'createLibrary'], turn: ['newDialogue'] };

/** Files that other rooms import past the door, and why. Nothing else is. */
const PAST_THE_DOOR: Record<string, string> = {
  'answer/reply.ts': 'the closed lists and the shape of a reply: the door would draw in i18next',
  'answer/sentences.ts': 'the type of a say function, and of what it reads',
  'knowledge/entry.ts': 'the shape of an entry, without the files it is read from',
  'knowledge/knowledge.ts': 'the shape of the knowledge, without the files it is read from',
  'privacy/configured-keys.ts': 'keys need Node; the door (redaction) does not',
  'privacy/keys.ts': 'keys need Node; the door (redaction) does not',
};
/** Of these, the types alone may be imported. */
const TYPES_ONLY = ['answer/sentences.ts', 'knowledge/entry.ts', 'knowledge/knowledge.ts'];

describe('the core is pure', () => {
  const core = sourceFiles.filter(({ path }) => isCore(path));

  it('has its files', () => {
    expect(new Set(core.map(({ path }) => roomOf(path)))).toEqual(new Set([...CORE_ROOMS, 'knowledge']));
  });

  it('imports no Node built-in, no botbuilder, no restify, and of other packages only those that run in a browser', () => {
    expect(core.flatMap(foreign)).toEqual([]);
  });

  it('stays pure through everything that it loads', () => {
    const loaded = new Set<string>();
    const load = (path: string) => {
      if (loaded.has(path) || !byPath.has(path)) return;
      loaded.add(path);
      for (const { to, isPackage, typeOnly } of importsOf(byPath.get(path)!))
        if (!isPackage && !typeOnly) load(to);
    };
    for (const { path } of core) load(path);
    expect([...loaded].flatMap(path => foreign(byPath.get(path)!))).toEqual([]);
  });

  it('is handed time, chance and environment: it takes none itself', () => {
    const taken =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\bprocess\.|\bBuffer\b|\brequire\(|\bfetch\(|\bsetTimeout\(|\bcrypto\./;
    expect(core.filter(({ text }) => taken.test(withoutComments(text))).map(({ path }) => path)).toEqual([]);
  });
});

describe('channels only carry', () => {
  const channels = imports.filter(({ from }) => roomOf(from) === 'channel');

  it('know nothing of how a message is understood, found or put into words', () => {
    const deciding = channels.filter(
      ({ to, isPackage }) => !isPackage && ['understanding', 'retrieval'].includes(roomOf(to)),
    );
    expect(deciding.map(named)).toEqual([]);
  });

  it('call nothing of answer/ and turn/ but what reads an entry, turns a reply into JSON and begins a dialogue', () => {
    const called = channels.filter(({ to, isPackage }) => !isPackage && roomOf(to) in CARRIED);
    const more = called.filter(({ to, names }) => names.some(name => !CARRIED[roomOf(to)]!.includes(name)));
    expect(more.map(named)).toEqual([]);
  });

  it('are the only ones that know botbuilder and restify', () => {
    const elsewhere = imports.filter(
      ({ from, to }) => CHANNEL_PACKAGES.test(to) && roomOf(from) !== 'channel',
    );
    expect(elsewhere.map(named)).toEqual([]);
  });
});

describe('rooms', () => {
  const between = imports.filter(({ from, to, isPackage }) => !isPackage && roomOf(from) !== roomOf(to));

  it('are entered through their door, but for the files named here', () => {
    const past = between.filter(({ to }) => !isDoor(to) && !(to in PAST_THE_DOOR));
    expect(past.map(named)).toEqual([]);
    const values = between.filter(({ to, typeOnly }) => TYPES_ONLY.includes(to) && !typeOnly);
    expect(values.map(named)).toEqual([]);
  });

  it('need every exception that is named here', () => {
    const used = new Set(between.map(({ to }) => to));
    expect(Object.keys(PAST_THE_DOOR).filter(file => !used.has(file))).toEqual([]);
  });

  it('do not need each other in a circle', () => {
    const needs = new Map<string, Set<string>>();
    for (const { from, to, typeOnly } of between) {
      if (typeOnly) continue;
      needs.set(roomOf(from), (needs.get(roomOf(from)) ?? new Set()).add(roomOf(to)));
    }
    expect(circles(needs)).toEqual([]);
  });

  it('say at their door what they are for', () => {
    const doors = sourceFiles.filter(({ path }) => path.endsWith('/index.ts'));
    expect(
      doors.filter(({ text }) => !/^\/\*\*\s[\s\S]{20,}?\*\//.test(text)).map(({ path }) => path),
    ).toEqual([]);
    expect(CORE_ROOMS.filter(room => !byPath.has(`${room}/index.ts`))).toEqual([]);
  });
});

describe('packages', () => {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(ROOT, 'package.json'), 'utf8'),
  ) as Record<'dependencies' | 'devDependencies', Record<string, string>>;

  it('that src/ needs are dependencies, not development dependencies', () => {
    const needed = imports
      .filter(({ to, isPackage }) => isPackage && !to.startsWith('node:'))
      .map(({ to }) => packageOf(to));
    expect([...new Set(needed)].filter(name => !(name in dependencies))).toEqual([]);
  });

  it('are pinned to exact versions', () => {
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  it('of natural are imported by module, never as a whole', () => {
    expect(imports.filter(({ to }) => to === 'natural').map(named)).toEqual([]);
  });
});

/** The room of a file: its first folder; `config.ts` is the door of `config/`. */
function roomOf(path: string): string {
  return path.split('/')[0]!.replace(/\.ts$/, '');
}

function isDoor(path: string): boolean {
  return path.endsWith('/index.ts') || !path.includes('/');
}

function isCore(path: string): boolean {
  return CORE_ROOMS.includes(roomOf(path)) || CORE_FILES.includes(path);
}

/** The packages in a file that do not run in a browser. */
function foreign(file: SourceFile): string[] {
  const runs = (name: string) =>
    CORE_PACKAGES.some(known => (typeof known === 'string' ? known === name : known.test(name)));
  return importsOf(file)
    .filter(({ to, isPackage, typeOnly }) => isPackage && !typeOnly && !runs(to))
    .map(named);
}

function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

function named({ from, to, names }: Import): string {
  return `${from} imports ${names.join(', ')} from ${to}`;
}

function withoutComments(text: SourceFile['text']): string {
  return text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

/** Every way from a room back to itself. */
function circles(needs: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const found = new Set<string>();
  const walk = (path: readonly string[]) => {
    for (const next of needs.get(path.at(-1)!) ?? []) {
      const at = path.indexOf(next);
      if (at < 0) walk([...path, next]);
      else found.add([...path.slice(at), next].join(' -> '));
    }
  };
  for (const room of needs.keys()) walk([room]);
  return [...found];
}
