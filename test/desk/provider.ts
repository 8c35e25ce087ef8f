import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import Provider from 'oidc-provider';

/** What the provider puts into an ID token in place of what belongs there. */
export type Forgery = 'none' | 'audience' | 'expired' | 'key' | 'nonce';

export interface TestProvider {
  readonly issuer: string;
  forgery: Forgery;
  /** Roles of the person who signs in. */
  roles: string[];
  /** Registers where the desk is. */
  allow(redirect: string): void;
  /** Goes through the provider's pages as a browser would; gives the address that it leads back to. */
  consent(location: string): Promise<string>;
  stop(): Promise<void>;
}

export const CLIENT = { id: 'desk', secret: 'a-secret-of-the-desk-for-this-test' };

/** `oidc-provider` on loopback, whose ID tokens can be made wrong and still be signed with its own key. */
export async function startProvider(): Promise<TestProvider> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const other = await generateKeyPair('RS256', { extractable: true });
  const key: JWK = { ...(await exportJWK(privateKey)), kid: 'test', alg: 'RS256', use: 'sig' };
  const server: Server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const state = { forgery: 'none' as Forgery, roles: ['agent'] };

  /** The provider wants to know the desk's address, and the desk the provider's: the provider is made last. */
  function allow(redirect: string): void {
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [redirect],
          post_logout_redirect_uris: [],
        },
      ],
      jwks: { keys: [key] },
      cookies: { keys: ['cookie-key-of-this-test'] },
      claims: { openid: ['sub', 'roles', 'name'], profile: [], email: [] },
      conformIdTokenClaims: false,
      findAccount: async (_context: unknown, sub: string) => ({
        accountId: sub,
        claims: async () => ({ sub, roles: state.roles, name: 'Olga Pérez' }),
      }),
      features: { devInteractions: { enabled: true } },
    });

    provider.use(async (context, next) => {
      await next();
      const body = context.body as { id_token?: string } | undefined;
      if (context.path !== '/token' || body?.id_token === undefined || state.forgery === 'none') return;
      const claims = JSON.parse(Buffer.from(body.id_token.split('.')[1]!, 'base64url').toString()) as {
        [claim: string]: unknown;
        exp: number;
      };
      if (state.forgery === 'audience') claims.aud = 'another-client';
      if (state.forgery === 'expired') claims.exp = Math.floor(Date.now() / 1000) - 3_600;
      if (state.forgery === 'nonce') claims.nonce = 'another-nonce';
      const signing = state.forgery === 'key' ? other.privateKey : privateKey;
      const forged = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: 'test' })
        .sign(signing);
      context.body = { ...body, id_token: forged };
    });
    server.on('request', provider.callback());
  }

  return {
    issuer,
    get forgery() {
      return state.forgery;
    },
    set forgery(forgery) {
      state.forgery = forgery;
    },
    get roles() {
      return state.roles;
    },
    set roles(roles) {
      state.roles = roles;
    },
    allow,
    async consent(location) {
      const cookies = new Map<string, string>();
      let at = new URL(location);
      for (let steps = 0; steps < 12; steps++) {
        if (at.origin !== issuer) return at.href;
        let answer = await visit(at, cookies);
        if (answer.status === 200) answer = await submit(await answer.text(), at, cookies);
        const next = answer.headers.get('location');
        if (next === null) throw new Error(`the provider stops at ${at.pathname}: ${answer.status}`);
        at = new URL(next, at);
      }
      throw new Error('the provider leads in a circle');
    },
    stop: () => new Promise(resolve => server.close(() => resolve())),
  };
}

async function visit(at: URL, cookies: Map<string, string>, body?: URLSearchParams): Promise<Response> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(at, {
    redirect: 'manual',
    headers: cookie === '' ? {} : { Cookie: cookie },
    ...(body === undefined ? {} : { method: 'POST', body }),
  });
  for (const line of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    cookies.set(name, value);
  }
  return answer;
}

/** Fills in the provider's own development form: who signs in, then the consent. */
function submit(page: string, at: URL, cookies: Map<string, string>): Promise<Response> {
  const action = /action="([^"]+)"/.exec(page)?.[1] ?? at.href;
  const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1] ?? 'login';
  const form = new URLSearchParams({ prompt, login: 'olga', password: 'any' });
  return visit(new URL(action, at), cookies, form);
}
