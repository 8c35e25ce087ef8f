/**
 * Direct Line 3.0, served by ourselves: the website's channel, which needs no cloud account. The official clients
 * botframework-directlinejs and botframework-webchat work against it unchanged.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-api-reference
 *
 * Reads and writes the store's log; answering is the intake's. Nothing is remembered between calls but open
 * sockets: a token says all that is needed, so any instance can take any call.
 */
import { errorAnswer, type Handler, json, type Routes } from '../http/index.ts';
import { createActivityCalls } from './activities.ts';
import { createAuthorizer, missingAuthorization } from './authorize.ts';
import { createConversationCalls } from './conversations.ts';
import { createLimits } from './limits.ts';
import { createOpener } from './opener.ts';
import { preflight, withCors } from './origins.ts';
import type { DirectLineParts } from './parts.ts';
import { createStreams } from './streams.ts';
import { createTokens } from './tokens.ts';

export type { DirectLineParts } from './parts.ts';

export interface DirectLine {
  /** How many WebSockets are open. */
  streams(): number;
  /** Sends what is on its way and closes all WebSockets. */
  close(): Promise<void>;
}

const BASE = '/v3/directline';

/** Serves Direct Line on the given routes. */
export function serveDirectLine(routes: Routes, parts: DirectLineParts): DirectLine {
  const tokens = createTokens(parts.tokenKeys, parts.now);
  const authorizer = createAuthorizer(tokens, parts.secret);
  const limits = createLimits(parts.ratePerMinute, parts.limiters);
  const origins = new Set(parts.origins.map(origin => origin.toLowerCase()));
  const open = createOpener(parts);
  const conversations = createConversationCalls(parts, { tokens, authorizer, limits, open });
  const activities = createActivityCalls(parts, { authorizer, limits, open });
  const streams = createStreams({ ...parts, tokens, origins });

  const sessionId: Handler = async request => {
    const caller = await authorizer.caller(request);
    if (caller === null) throw missingAuthorization();
    const conversation = caller.kind === 'token' ? caller.grant.conversation : request.id;
    return json(200, { sessionId: parts.pseudonym('directline-session', conversation) });
  };
  const notUpgraded: Handler = () =>
    errorAnswer(426, 'UpgradeRequired', 'Open this address as a WebSocket.', { Upgrade: 'websocket' });

  const calls: readonly (readonly ['get' | 'post', string, Handler])[] = [
    ['post', '/tokens/generate', conversations.generate],
    ['post', '/tokens/refresh', conversations.refresh],
    ['post', '/conversations', conversations.start],
    ['get', '/conversations/:conversation', conversations.reconnect],
    ['get', '/conversations/:conversation/activities', activities.read],
    ['post', '/conversations/:conversation/activities', activities.post],
    ['post', '/conversations/:conversation/upload', activities.upload],
    ['get', '/conversations/:conversation/stream', notUpgraded],
    ['get', '/session/getsessionid', sessionId],
  ];
  for (const [method, path, handler] of calls) routes[method](BASE + path, withCors(origins, handler));
  for (const path of new Set(calls.map(([, path]) => path))) routes.options(BASE + path, preflight(origins));
  routes.upgrade(`${BASE}/conversations/`, streams.upgrade);

  return { streams: streams.count, close: streams.close };
}
