import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** What runs in the browser, bundled: JavaScript as text. */
export interface BrowserCode {
  /** Launcher and chat: the one script of a page. */
  readonly widget: string;
  /** The core that answers without a connection. A module; only fetched when idle or when needed. */
  readonly offline: string;
  /** The service worker of our own pages. */
  readonly worker: string;
}

/** Rooms whose code is in the bundles, and the packages, which the lock file names. */
const SOURCES = [
  'src/web/widget',
  'src/web/offline',
  'src/web/worker',
  'src/answer',
  'src/knowledge',
  'src/language',
  'src/privacy',
  'src/retrieval',
  'src/turn',
  'src/understanding',
];
const ENTRIES: Readonly<Record<keyof BrowserCode, { file: string; format: 'iife' | 'esm' }>> = {
  widget: { file: 'src/web/widget/main.ts', format: 'iife' },
  offline: { file: 'src/web/offline/index.ts', format: 'esm' },
  worker: { file: 'src/web/worker/main.ts', format: 'iife' },
};
/** Phones that are some years old: Chrome and WebView 87, Safari 15.4, Firefox 101 (constructable style sheets). */
const TARGETS = ['chrome87', 'safari15.4', 'firefox101'];

/**
 * Bundles the browser's code with esbuild, once for each state of its sources; the result is kept in `build/`.
 * Fails with esbuild's error on code that cannot be bundled.
 */
export async function bundleBrowserCode(root: string): Promise<BrowserCode> {
  const folder = join(root, 'build', `browser-${fingerprint(root)}`);
  const names = Object.keys(ENTRIES) as (keyof BrowserCode)[];
  const texts = await Promise.all(
    names.map(async name => [name, await bundled(root, folder, name)] as const),
  );
  return Object.fromEntries(texts) as unknown as BrowserCode;
}

async function bundled(root: string, folder: string, name: keyof BrowserCode): Promise<string> {
  const file = join(folder, `${name}.js`);
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const { file: entry, format } = ENTRIES[name];
    const { outputFiles } = await build({
      entryPoints: [join(root, entry)],
      bundle: true,
      write: false,
      minify: true,
      format,
      target: TARGETS,
      charset: 'utf8',
      legalComments: 'none',
      loader: { '.css': 'text' },
      plugins: [compactStyles],
      logLevel: 'silent',
    });
    const text = outputFiles[0]!.text;
    mkdirSync(folder, { recursive: true });
    // Written beside and renamed, so that a second process never reads half a file.
    writeFileSync(`${file}.${process.pid}`, text);
    renameSync(`${file}.${process.pid}`, file);
    return text;
  }
}

/** Style sheets come into the script as text: esbuild makes them small first. */
const compactStyles: import('esbuild').Plugin = {
  name: 'compact-styles',
  setup({ onLoad, esbuild }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await esbuild.transform(readFileSync(path, 'utf8'), {
        loader: 'css',
        minify: true,
        target: TARGETS,
      });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};

function fingerprint(root: string): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const folder of SOURCES) {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(file => /\.(ts|css|json)$/.test(file))
      .sort();
    for (const file of files)
      hash.update(`${folder}/${file}\n`).update(readFileSync(join(root, folder, file)));
  }
  return hash.digest('hex').slice(0, 24);
}
