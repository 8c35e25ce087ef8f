import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { preferredEncoding } from './accept.ts';
import { compressed } from './compress.ts';
import type { PageRequest, PageResponse, Route } from './routes.ts';

/** A static file: its name holds the hash of its content, so that it may be kept for ever. */
export interface Asset {
  readonly path: string;
  readonly route: Route;
}

export interface Assets {
  /** The style sheet that stands inside every page: what the first screen needs, so that it shows at once. */
  readonly critical: string;
  /** All the rest of the looks. */
  readonly sheet: Asset;
  readonly icon: Asset;
}

/** Reads the files of `styles/`, names them by their content and compresses them ahead. */
export function loadAssets(): Assets {
  return {
    critical: compact(read('critical.css')),
    sheet: asset('pages.css', 'text/css; charset=utf-8'),
    icon: asset('icon.svg', 'image/svg+xml'),
  };
}

function read(name: string): string {
  return readFileSync(new URL(`../styles/${name}`, import.meta.url), 'utf8');
}

/** Drops comments and line breaks; the style sheet has no text in which they would count. */
function compact(css: string): string {
  return css
    .replace(/\/\*[^*]*\*\//g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function asset(name: string, type: string): Asset {
  const content = read(name);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const path = `/assets/${name.replace('.', `.${hash}.`)}`;
  const bodies = { br: compressed(content, 'br', 'ahead'), gzip: compressed(content, 'gzip', 'ahead') };
  const handler = async (request: PageRequest): Promise<PageResponse> => {
    const encoding = preferredEncoding(request.acceptEncoding);
    return {
      status: 200,
      headers: {
        'Content-Type': type,
        'Cache-Control': 'public, max-age=31536000, immutable',
        Vary: 'Accept-Encoding',
        'X-Content-Type-Options': 'nosniff',
        'Cross-Origin-Resource-Policy': 'same-origin',
        ...(encoding ? { 'Content-Encoding': encoding } : {}),
      },
      body: encoding ? bodies[encoding] : content,
    };
  };
  return { path, route: { method: 'GET', path, handler } };
}
