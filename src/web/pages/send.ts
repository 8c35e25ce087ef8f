import { createHash } from 'node:crypto';
import { type Encoding, preferredEncoding } from './accept.ts';
import { compressed } from './compress.ts';
import type { PageRequest, PageResponse } from './routes.ts';

/** Headers that every page of this service carries. */
export type CommonHeaders = Readonly<Record<string, string>>;

/** A page that is the same for everybody, compressed once and named by an entity tag. */
export class SharedPage {
  readonly #text: string;
  readonly #tag: string;
  readonly #bodies = new Map<Encoding, string | Uint8Array>();

  constructor(text: string) {
    this.#text = text;
    this.#tag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  }

  /** 304 when the client has it already: on a bad line that is the whole page saved. */
  send(request: PageRequest, status: number, common: CommonHeaders): PageResponse {
    const headers = { ...common, 'Cache-Control': 'no-cache', Vary: 'Accept-Encoding', ETag: this.#tag };
    const known = request.ifNoneMatch.split(',').some(tag => tag.trim() === this.#tag);
    if (known && status === 200) return { status: 304, headers, body: '' };
    const encoding = preferredEncoding(request.acceptEncoding);
    return { status, headers: { ...headers, ...describing(encoding) }, body: this.#body(encoding) };
  }

  #body(encoding: Encoding): string | Uint8Array {
    let body = this.#bodies.get(encoding);
    if (body === undefined) {
      body = encoding ? compressed(this.#text, encoding, 'ahead') : this.#text;
      this.#bodies.set(encoding, body);
    }
    return body;
  }
}

/** A page that holds what one person wrote: kept by nobody on the way. */
export function sendPrivate(
  request: PageRequest,
  text: string,
  status: number,
  common: CommonHeaders,
  more: Readonly<Record<string, string>> = {},
): PageResponse {
  const encoding = preferredEncoding(request.acceptEncoding);
  return {
    status,
    headers: {
      ...common,
      ...more,
      'Cache-Control': 'no-store',
      Vary: 'Accept-Encoding',
      ...describing(encoding),
    },
    body: encoding ? compressed(text, encoding, 'now') : text,
  };
}

function describing(encoding: Encoding): Record<string, string> {
  return {
    'Content-Type': 'text/html; charset=utf-8',
    ...(encoding ? { 'Content-Encoding': encoding } : {}),
  };
}
