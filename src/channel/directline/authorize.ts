import { createHash, timingSafeEqual } from 'node:crypto';
import { HttpError, type HttpRequest } from '../http/index.ts';
import { originOf } from './origins.ts';
import type { Grant, Tokens } from './tokens.ts';

/** Who calls: the operator's own server (it knows the secret), or the holder of a token. */
export type Caller = { readonly kind: 'secret' } | { readonly kind: 'token'; readonly grant: Grant };

export interface Authorizer {
  /** Null without an `Authorization` header. Fails with HttpError 401 when malformed, 403 when not allowed. */
  caller(request: HttpRequest): Promise<Caller | null>;
  /** The grant for a conversation: the token's, or one that the secret gives. Fails with 401 or 403. */
  forConversation(request: HttpRequest, conversation: string): Promise<Grant>;
}

export function createAuthorizer(tokens: Tokens, secret: string | null): Authorizer {
  async function caller(request: HttpRequest): Promise<Caller | null> {
    const header = request.headers.authorization;
    if (header === undefined) return null;
    const [, bearer] = /^Bearer ([!-~]+)$/i.exec(header.trim()) ?? [];
    if (bearer === undefined)
      throw new HttpError(401, 'BadAuthorization', 'Send Authorization: Bearer TOKEN.');
    if (secret !== null && sameText(bearer, secret)) return { kind: 'secret' };
    const grant = await tokens.verify(bearer);
    const origin = originOf(request);
    if (origin !== null && grant.origins.length > 0 && !grant.origins.includes(origin)) {
      throw new HttpError(403, 'OriginNotTrusted', 'The token may not be used by pages of this origin.');
    }
    return { kind: 'token', grant };
  }

  return {
    caller,
    async forConversation(request, conversation) {
      const who = await caller(request);
      if (who === null) throw missingAuthorization();
      if (who.kind === 'secret') return { conversation, user: null, origins: [], open: false };
      if (who.grant.conversation !== conversation) {
        throw new HttpError(403, 'WrongConversation', 'The token is for another conversation.');
      }
      return who.grant;
    },
  };
}

export function missingAuthorization(): HttpError {
  return new HttpError(401, 'MissingAuthorization', 'Send Authorization: Bearer TOKEN.');
}

function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
