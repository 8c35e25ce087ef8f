import { randomBytes } from 'node:crypto';
import { type Language, spokenIn } from '../../language/index.ts';
import type { Json } from '../../store/index.ts';
import { type HttpAnswer, HttpError, type HttpRequest, json } from '../http/index.ts';
import { asObject } from '../intake/index.ts';
import { type Authorizer, type Caller, missingAuthorization } from './authorize.ts';
import { localeOf } from './client-activity.ts';
import type { Limits } from './limits.ts';
import { readWatermark } from './log-page.ts';
import type { Opener } from './opener.ts';
import { originOf } from './origins.ts';
import type { DirectLineParts } from './parts.ts';
import { type Grant, TOKEN_SECONDS, type Tokens } from './tokens.ts';

/** Conversations that were opened without the secret and that nobody has written in ("Limits" in CONTRACTS.md). */
const MOST_UNUSED = 2_000;
const MOST_ORIGINS = 8;
const SMALL_BODY = { bytes: 16 * 1024 };

interface Calls {
  generate(request: HttpRequest): Promise<HttpAnswer>;
  refresh(request: HttpRequest): Promise<HttpAnswer>;
  start(request: HttpRequest): Promise<HttpAnswer>;
  reconnect(request: HttpRequest): Promise<HttpAnswer>;
}

/** Tokens, and the beginning of conversations. A conversation is opened when it starts, not with its token. */
export function createConversationCalls(
  parts: DirectLineParts,
  {
    tokens,
    authorizer,
    limits,
    open,
  }: { tokens: Tokens; authorizer: Authorizer; limits: Limits; open: Opener },
): Calls {
  const { store, sentences } = parts;

  async function granted(
    grant: Grant,
  ): Promise<{ conversationId: string; token: string; expires_in: number }> {
    return {
      conversationId: grant.conversation,
      token: await tokens.issue(grant),
      expires_in: TOKEN_SECONDS,
    };
  }

  async function streamUrl({ conversation, origins }: Grant, watermark: number): Promise<string> {
    const token = await tokens.issueStream({ conversation, origins, watermark });
    const base = parts.publicUrl.replace(/^http/, 'ws');
    return `${base}/v3/directline/conversations/${conversation}/stream?t=${token}`;
  }

  function busy(request: HttpRequest, seconds: number, key: string): HttpError {
    const message = sentences(requestLanguage(request, sentences.languages), key, { count: seconds });
    return new HttpError(429, 'TooManyRequests', message, { 'Retry-After': String(seconds) });
  }

  /** A conversation without the secret costs us a row: only so many may stand unused. */
  async function requireRoom(request: HttpRequest): Promise<void> {
    if (limits.exempt(request.client)) return;
    if ((await store.unusedConversations()) >= MOST_UNUSED) throw busy(request, 60, 'channel:busy');
  }

  /** Without the secret a page of ours has to ask. The header proves nothing, hence the limits. */
  async function requirePage(request: HttpRequest): Promise<void> {
    if (originOf(request) === null) throw missingAuthorization();
    const wait = await limits.mint(request.client);
    if (wait !== null) throw busy(request, wait, 'channel:limited');
    await requireRoom(request);
  }

  async function grantFor(caller: Caller | null, body: Json): Promise<Grant> {
    if (caller?.kind === 'token') return caller.grant;
    return { conversation: newConversationId(), user: userOf(body), origins: [], open: caller === null };
  }

  return {
    async generate(request) {
      const caller = await authorizer.caller(request);
      if (caller?.kind === 'token')
        throw new HttpError(403, 'SecretNeeded', 'A token cannot make tokens: refresh it.');
      if (caller === null) await requirePage(request);
      const body = await request.json(SMALL_BODY);
      const origins = caller === null ? [] : trustedOriginsOf(body);
      const isOpen = caller === null;
      return json(
        200,
        await granted({ conversation: newConversationId(), user: userOf(body), origins, open: isOpen }),
      );
    },

    async refresh(request) {
      const caller = await authorizer.caller(request);
      if (caller === null) throw missingAuthorization();
      if (caller.kind === 'secret')
        throw new HttpError(403, 'TokenNeeded', 'Send the token that is to be refreshed.');
      await request.json(SMALL_BODY); // nothing is read of it, but what is no body is refused here too
      return json(200, await granted(caller.grant));
    },

    async start(request) {
      const caller = await authorizer.caller(request);
      // Our own page may begin without a token: a third of the way to the first answer on a slow connection.
      if (caller === null) await requirePage(request);
      const body = await request.json(SMALL_BODY);
      const grant = await grantFor(caller, body);
      if (caller !== null && grant.open && (await store.conversation(grant.conversation)) === null)
        await requireRoom(request);
      const hint =
        spokenIn(localeOf(asObject(body).locale), sentences.languages) ??
        requestLanguage(request, sentences.languages);
      const created = await open(grant.conversation, hint);
      // From the beginning: a page that was loaded again, or whose first answer got lost, has read nothing yet.
      const stream = { streamUrl: await streamUrl(grant, 0) };
      return json(created ? 201 : 200, { ...(await granted(grant)), ...stream });
    },

    async reconnect(request) {
      const id = request.params.conversation ?? '';
      const grant = await authorizer.forConversation(request, id);
      const conversation = await store.conversation(id);
      if (conversation === null) throw unknownConversation();
      const watermark = readWatermark(request.query.get('watermark')) ?? conversation.watermark;
      return json(200, { ...(await granted(grant)), streamUrl: await streamUrl(grant, watermark) });
    },
  };
}

export function unknownConversation(): HttpError {
  return new HttpError(404, 'ConversationNotFound', 'There is no such conversation, or it has ended.');
}

/** The language that a browser asks for. */
export function requestLanguage(request: HttpRequest, languages: readonly Language[]): Language {
  const wanted = (request.headers['accept-language'] ?? '').slice(0, 200).split(',');
  for (const item of wanted) {
    const lang = spokenIn(item.trim().split(';')[0], languages);
    if (lang !== undefined) return lang;
  }
  return 'es';
}

function newConversationId(): string {
  return randomBytes(18).toString('base64url');
}

/** `user.id`, or `User.Id` as Microsoft's samples send it. Ids in tokens start with `dl_`; others are dropped. */
function userOf(body: Json): string | null {
  const { user, User } = asObject(body);
  const { id, Id } = asObject(user ?? User);
  const value = id ?? Id;
  return typeof value === 'string' && /^dl_[\w.-]{1,128}$/.test(value) ? value : null;
}

function trustedOriginsOf(body: Json): string[] {
  const { trustedOrigins, TrustedOrigins } = asObject(body);
  const given = trustedOrigins ?? TrustedOrigins ?? [];
  const list = Array.isArray(given) ? (given as readonly Json[]) : [];
  const origins = list.flatMap(item => (typeof item === 'string' ? [URL.parse(item)?.origin ?? ''] : []));
  return origins.filter(origin => /^https?:/.test(origin)).slice(0, MOST_ORIGINS);
}
