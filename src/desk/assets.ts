import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { HttpRequest, Routes } from '../channel/index.ts';
import type { PageAssets } from './pages/shell.ts';

const BROWSER = join(import.meta.dirname, 'browser');

/**
 * The desk's code for the browser, bundled by esbuild when its sources have changed since the last time. `root`: the
 * project's folder, under whose `build/` it is kept.
 */
export async function bundleDesk(root: string): Promise<string> {
  const sources = readdirSync(BROWSER, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name))
    .sort();
  const hash = createHash('sha256');
  for (const name of sources) hash.update(`${name}\0${readFileSync(join(BROWSER, name), 'utf8')}\0`);
  const lock = join(root, 'package-lock.json');
  if (existsSync(lock)) hash.update(readFileSync(lock));
  const file = join(root, 'build', `desk-${hash.digest('hex').slice(0, 16)}.js`);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const { outputFiles } = await build({
    entryPoints: [join(BROWSER, 'main.tsx')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
  });
  const code = outputFiles[0]?.text ?? '';
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, code);
  renameSync(`${file}.${process.pid}`, file);
  return code;
}

/**
 * Serves the desk's style and code. They are the same for everybody and hold nothing of anybody: so they stand
 * outside `/desk`, where nothing answers without a session.
 */
export function serveAssets(routes: Routes, code: string, publicUrl: string): PageAssets {
  const style = readFileSync(join(BROWSER, 'desk.css'), 'utf8');
  const icon = readFileSync(join(import.meta.dirname, '../web/styles/icon.svg'), 'utf8');
  return {
    style: serve(routes, 'desk.css', 'text/css; charset=utf-8', style),
    script: serve(routes, 'desk.js', 'text/javascript; charset=utf-8', code),
    icon: serve(routes, 'desk-icon.svg', 'image/svg+xml', icon),
    socket: new URL(publicUrl).origin.replace(/^http/, 'ws'),
  };
}

/** Under a name that holds the hash of the content, to be kept for ever. */
function serve(routes: Routes, name: string, type: string, content: string): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const path = `/assets/${name.replace('.', `.${hash}.`)}`;
  const bodies = { br: brotliCompressSync(content), gzip: gzipSync(content) };
  routes.get(path, ({ headers }: HttpRequest) => {
    const accepted = String(headers['accept-encoding'] ?? '');
    const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null;
    return {
      status: 200,
      headers: {
        'Content-Type': type,
        'Cache-Control': 'public, max-age=31536000, immutable',
        Vary: 'Accept-Encoding',
        ...(encoding === null ? {} : { 'Content-Encoding': encoding }),
      },
      body: encoding === null ? content : bodies[encoding],
    };
  });
  return path;
}
