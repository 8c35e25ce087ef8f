import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export const APP_ID = '11111111-2222-3333-4444-555555555555';
export const TENANT = '99999999-8888-7777-6666-555555555555';
export const ISSUER = 'https://api.botframework.com';

/** What a peer was asked. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  // biome-ignore lint/suspicious/noExplicitAny: the body of a request, looked at by tests only
  readonly body: any;
}

export interface Peer {
  readonly url: string;
  readonly seen: Seen[];
  /** What it answers with; `location` makes it a redirect. */
  answer: { status: number; headers?: Record<string, string> };
  stop(): Promise<void>;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function closed(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** A connector, as Azure Bot Service has them: takes the bot's activities. */
export async function connector(): Promise<Peer> {
  const seen: Seen[] = [];
  const peer = { url: '', seen, answer: { status: 200 }, stop: async () => {} } as {
    -readonly [K in keyof Peer]: Peer[K];
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const { method = '', url = '', headers } = request;
    seen.push({ method, path: url, headers, body: text === '' ? null : JSON.parse(text) });
    const { status, headers: more = {} } = peer.answer;
    response.writeHead(status, { 'content-type': 'application/json', ...more });
    response.end(JSON.stringify(status < 300 ? { id: `sent-${seen.length}` } : { error: {} }));
  });
  peer.url = await listen(server);
  peer.stop = () => closed(server);
  return peer;
}

type Over = { readonly [claim: string]: unknown };

export interface Provider {
  readonly metadataUrl: string;
  /** A token as Azure Bot Service signs them; `over` replaces claims, undefined takes one out. */
  token(serviceUrl: string, over?: Over, header?: { kid?: string; alg?: string }): Promise<string>;
  /** Signed with a key that is not ours under the id of ours. */
  forged(serviceUrl: string): Promise<string>;
  /** Signed with HS256; the secret is the public key, as in the classic confusion. */
  symmetric(serviceUrl: string): Promise<string>;
  unsigned(serviceUrl: string): string;
  stop(): Promise<void>;
}

/** An OpenID provider: publishes a key and signs with it. */
export async function provider(endorsements: readonly string[] = []): Promise<Provider> {
  const ours = await generateKeyPair('RS256', { extractable: true });
  const other = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(ours.publicKey)), kid: 'ours', use: 'sig', endorsements };
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify(request.url === '/keys' ? { keys: [jwk] } : { issuer: ISSUER, jwks_uri: `${url}/keys` }),
    );
  });
  const url = await listen(server);

  const claims = (serviceUrl: string, over: Over = {}): JWTPayload => {
    const now = Math.floor(Date.now() / 1000);
    return {
      iss: ISSUER,
      aud: APP_ID,
      serviceurl: serviceUrl,
      nbf: now - 60,
      exp: now + 3_600,
      ...over,
    } as JWTPayload;
  };
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return {
    metadataUrl: `${url}/openid`,
    token: (serviceUrl, over, header = {}) =>
      new SignJWT(claims(serviceUrl, over))
        .setProtectedHeader({ alg: 'RS256', kid: 'ours', ...header })
        .sign(ours.privateKey),
    forged: serviceUrl =>
      new SignJWT(claims(serviceUrl))
        .setProtectedHeader({ alg: 'RS256', kid: 'ours' })
        .sign(other.privateKey),
    symmetric: serviceUrl =>
      new SignJWT(claims(serviceUrl))
        .setProtectedHeader({ alg: 'HS256', kid: 'ours' })
        .sign(new TextEncoder().encode(JSON.stringify(jwk))),
    unsigned: serviceUrl => `${encoded({ alg: 'none', kid: 'ours' })}.${encoded(claims(serviceUrl))}.`,
    stop: () => closed(server),
  };
}
