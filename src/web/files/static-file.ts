import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { type Encoding, preferredEncoding } from '../pages/accept.ts';
import type { PageRequest, PageResponse } from '../pages/routes.ts';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

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
  readonly #ready: Promise<Readonly<Record<Exclude<Encoding, null>, Uint8Array>>>;

  constructor(content: string | Uint8Array, type: string, audience: Audience) {
    this.#content = Buffer.from(content as Uint8Array);
    this.#audience = audience;
    this.type = type;
    this.hash = createHash('sha256').update(this.#content).digest('base64url').slice(0, 16);
    this.#ready = compressedBoth(this.#content, type.startsWith('text/') || /json|javascript|svg/.test(type));
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

async function compressedBoth(content: Buffer, isText: boolean) {
  const [br, gz] = await Promise.all([
    brotli(content, {
      params: {
        [constants.BROTLI_PARAM_MODE]: isText ? constants.BROTLI_MODE_TEXT : constants.BROTLI_MODE_GENERIC,
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_LGWIN]: 22,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
    zip(content, { level: 9 }),
  ]);
  return { br, gzip: gz };
}
