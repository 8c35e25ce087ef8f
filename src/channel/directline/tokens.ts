import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { HttpError } from '../http/index.ts';

/** What a token lets its holder do: speak and read in one conversation. */
export interface Grant {
  readonly conversation: string;
  /** Id of the user, when it was fixed in the token; it wins over what an activity says. */
  readonly user: string | null;
  /** Pages that may use the token; empty: any of the allowed ones. */
  readonly origins: readonly string[];
  /** True when it was given without the secret. */
  readonly open: boolean;
}

/** What the token in a stream's address says: where to read, and from which watermark on. */
export interface StreamGrant {
  readonly conversation: string;
  readonly watermark: number;
  readonly origins: readonly string[];
}

/** Official clients refresh every 15 minutes; Direct Line's own tokens live for 30 (in seconds here). */
export const TOKEN_SECONDS = 1800;
/** How long a stream's address may be used to connect ("valid 60 s"). */
export const STREAM_TOKEN_SECONDS = 60;

export interface Tokens {
  issue(grant: Grant): Promise<string>;
  /** Fails with HttpError 403: `TokenExpired`, or `BadToken` for one that is not ours. */
  verify(token: string): Promise<Grant>;
  issueStream(grant: StreamGrant): Promise<string>;
  verifyStream(token: string): Promise<StreamGrant>;
}

const CALLS = 'directline';
const STREAM = 'directline-stream';
const ALGORITHM = 'HS256';
const MOST_VERIFIED = 10_000;

/**
 * Signed tokens (JWT, HMAC-SHA-256), so that no instance has to remember them. Official clients look into them
 * for `user`. The first key signs; all of them verify.
 */
export function createTokens(keys: readonly string[], now: () => number): Tokens {
  const secrets = keys.map(secretOf);
  /** Tokens that were verified, oldest first: clients send theirs again and again. */
  const verified = new Map<string, { readonly grant: Grant; readonly until: number }>();

  async function sign(audience: string, claims: Record<string, unknown>, seconds: number): Promise<string> {
    const issued = Math.floor(now() / 1000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
      .setAudience(audience)
      .setIssuedAt(issued)
      .setExpirationTime(issued + seconds)
      .sign(secrets[0]!);
  }

  async function open(audience: string, token: string): Promise<Readonly<Record<string, unknown>>> {
    for (const secret of secrets) {
      try {
        const options = { audience, algorithms: [ALGORITHM], currentDate: new Date(now()) };
        return (await jwtVerify(token, secret, options)).payload;
      } catch (error) {
        if (error instanceof errors.JWTExpired) {
          throw new HttpError(403, 'TokenExpired', 'The token has expired: get a new one.');
        }
        if (!(error instanceof errors.JOSEError)) throw error;
      }
    }
    throw new HttpError(403, 'BadToken', 'The token is not one of this service, or not for this call.');
  }

  return {
    issue: ({ conversation, user, origins, open: isOpen }) =>
      sign(
        CALLS,
        { conv: conversation, ...(user === null ? {} : { user }), origins, open: isOpen },
        TOKEN_SECONDS,
      ),
    async verify(token) {
      const known = verified.get(token);
      if (known !== undefined && known.until > now()) return known.grant;
      const { conv, user, origins, open: isOpen, exp } = await open(CALLS, token);
      const grant: Grant = {
        conversation: String(conv),
        user: typeof user === 'string' ? user : null,
        origins: strings(origins),
        open: isOpen === true,
      };
      if (verified.size >= MOST_VERIFIED) verified.delete(verified.keys().next().value ?? '');
      verified.set(token, { grant, until: Number(exp) * 1000 });
      return grant;
    },
    issueStream: ({ conversation, watermark, origins }) =>
      sign(STREAM, { conv: conversation, wm: watermark, origins }, STREAM_TOKEN_SECONDS),
    async verifyStream(token) {
      const { conv, wm, origins } = await open(STREAM, token);
      return { conversation: String(conv), watermark: Number(wm), origins: strings(origins) };
    },
  };
}

function secretOf(key: string): KeyObject {
  return createSecretKey(createHash('sha256').update(key).digest());
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];
}
