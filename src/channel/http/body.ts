import type { IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';
import type { Json } from '../../store/index.ts';
import { HttpError } from './errors.ts';
import { jsonDepth } from './json-depth.ts';

/**
 * Reads the bodies of all POSTs. restify's own parser is not used: a body that claims to be gzip and is none ends
 * its process, and it gives no raw bytes for signatures.
 */
export interface BodyLimits {
  /** Bytes; beyond: 413. */
  readonly bytes: number;
  /** Milliseconds from the first look at the body to its last byte; beyond: 408. */
  readonly timeoutMs: number;
  /** Levels of nesting in JSON; beyond: 400. */
  readonly depth: number;
}

/** 256 KiB holds 100,000 characters as they come; nobody types that much. */
export const BODY_LIMITS: BodyLimits = { bytes: 256 * 1024, timeoutMs: 15_000, depth: 32 };

/** The body as it was sent. Only identity encoding is taken. */
export async function readBytes(incoming: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  const encoding = incoming.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity' && encoding !== '') {
    throw new HttpError(415, 'UnsupportedEncoding', 'Send the body without Content-Encoding.');
  }
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new HttpError(408, 'BodyTimeout', 'The body took too long to arrive.')),
    limits.timeoutMs,
  );
  try {
    const length = incoming.headers['content-length'];
    const body = getRawBody(incoming, { limit: limits.bytes, length: length ?? null });
    body.catch(() => {}); // after a timeout nobody waits for it any more
    return await Promise.race([body, late]);
  } catch (error) {
    throw asHttpError(error, limits);
  } finally {
    clearTimeout(timer);
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** The body as strict UTF-8; a byte order mark is dropped. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new HttpError(400, 'NotUtf8', 'The body is no valid UTF-8.');
  }
}

/** Parses JSON that is nested at most `depth` levels. */
export function parseJson(text: string, depth: number = BODY_LIMITS.depth): Json {
  if (jsonDepth(text, depth) > depth) {
    throw new HttpError(400, 'TooDeep', `The JSON is nested more than ${depth} levels deep.`);
  }
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new HttpError(400, 'NotJson', 'The body is no valid JSON.');
  }
}

function asHttpError(error: unknown, limits: BodyLimits): Error {
  if (error instanceof HttpError) return error;
  const type = (error as { type?: unknown }).type;
  if (type === 'entity.too.large') {
    return new HttpError(413, 'BodyTooLarge', `The body is longer than ${limits.bytes} bytes.`);
  }
  if (type === 'request.size.invalid') {
    return new HttpError(400, 'BadRequest', 'The body has another length than Content-Length says.');
  }
  // The client went away, or its socket failed: nobody reads the answer.
  return new HttpError(400, 'ClientGone', 'The body ended before it was complete.');
}
