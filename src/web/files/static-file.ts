import { createHash } from 'node:crypto';
import { preferredEncoding } from '../pages/accept.ts';
import type { PageRequest, PageResponse } from '../pages/routes.ts';
import type { Compressed, Compressor } from './compressed.ts';

/** Who may use a file: `own` pages only, or a page of `any` origin (the widget is made to be embedded). */
export type Audience = 'own' | 'any';

/**
 * A static file, compressed ahead of time: brotli and gzip as small as they get, made off the event loop as soon as
 * the file is known. Until then, and for clients that take neither, it goes out as it is.
 */
export class StaticFile {
  readonly type: string;
  /** Of the content, in URL-safe characters. */
  readonly hash: string;
  readonly #content: Buffer;
  readonly #audience: Audience;
  readonly #ready: Promise<Compressed>;

  constructor(content: string | Uint8Array, type: string, audience: Audience, compress: Compressor) {
    this.#content = Buffer.from(content as Uint8Array);
    this.#audience = audience;
    this.type = type;
    this.hash = createHash('sha256').update(this.#content).digest('base64url').slice(0, 16);
    this.#ready = compress(this.#content, /^text\/|json/.test(type));
    this.#ready.catch(() => {}); // each request that awaits it sees the failure
  }

  /** Size in bytes: as it is, and in brotli. */
  async sizes(): Promise<{ raw: number; br: number }> {
    return { raw: this.#content.length, br: (await this.#ready).br.length };
  }

  /** For an address that holds {@link hash}: kept for ever. */
  async sendForEver(request: PageRequest): Promise<PageResponse> {
    return this.#send(request, { 'Cache-Control': 'public, max-age=31536000, immutable' });
  }

  /** For an address that stays: asked about each time, which costs a phone no data while nothing has changed. */
  async sendFresh(request: PageRequest, more: Readonly<Record<string, string>> = {}): Promise<PageResponse> {
    const tag = `W/"${this.hash}"`;
    const headers = { ...more, 'Cache-Control': 'no-cache', ETag: tag };
    const known = request.ifNoneMatch.split(',').some(candidate => candidate.trim() === tag);
    if (known) return { status: 304, headers: { ...this.#common(), ...headers }, body: '' };
    return this.#send(request, headers);
  }

  #common(): Record<string, string> {
    return {
      Vary: 'Accept-Encoding',
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': this.#audience === 'any' ? 'cross-origin' : 'same-origin',
      // Public files without credentials: any page may read them.
      ...(this.#audience === 'any' ? { 'Access-Control-Allow-Origin': '*' } : {}),
    };
  }

  async #send(request: PageRequest, more: Readonly<Record<string, string>>): Promise<PageResponse> {
    const encoding = preferredEncoding(request.acceptEncoding);
    return {
      status: 200,
      headers: {
        'Content-Type': this.type,
        ...this.#common(),
        ...more,
        ...(encoding ? { 'Content-Encoding': encoding } : {}),
      },
      body: encoding ? (await this.#ready)[encoding] : this.#content,
    };
  }
}
