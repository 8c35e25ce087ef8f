import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CLIENT, startProvider, type TestProvider } from './provider.ts';
import { type Browser, type Served, serve } from './served.ts';

let provider: TestProvider;
let served: Served;
beforeAll(async () => {
  provider = await startProvider();
  served = await serve({
    config: {
      issuer: provider.issuer,
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      roleClaim: 'roles',
    },
  });
  provider.allow(`${served.url}/desk/oidc/callback`);
});
afterAll(async () => {
  await served.stop();
  await provider.stop();
});
afterEach(() => {
  provider.forgery = 'none';
  provider.roles = ['agent'];
});

/** Up to the address that the provider leads back to. */
async function begun(one: Browser): Promise<string> {
  const answer = await one.get('/desk/oidc/start');
  expect(answer.status).toBe(303);
  return provider.consent(answer.headers.get('location')!);
}

describe('signing in with a provider (OpenID Connect)', () => {
  it('opens the desk with the roles of the claim; the cookie comes along from the provider’s site', async () => {
    const one = served.browser();
    const answer = await one.get(await begun(one));
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/desk']);
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-igm-desk=[\w-]{43};.*SameSite=Lax$/);
    expect(await (await one.get('/desk')).text()).toContain('Olga Pérez');
  });

  it('asks with a state, a nonce and a PKCE challenge', async () => {
    const location = new URL((await served.browser().get('/desk/oidc/start')).headers.get('location')!);
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(location.searchParams.get(name)).toMatch(/^[\w-]{43}$/);
    expect(location.searchParams.get('code_challenge_method')).toBe('S256');
  });

  it.each(['audience', 'expired', 'key', 'nonce'] as const)(
    'refuses an ID token with the wrong %s',
    async forgery => {
      provider.forgery = forgery;
      const one = served.browser();
      const answer = await one.get(await begun(one));
      expect(answer.status).toBe(401);
      expect(await answer.text()).toContain('No se pudo comprobar su identidad.');
      expect(one.cookies.has('__Host-igm-desk')).toBe(false);
    },
  );

  it('takes an answer once: the same state again is refused, also with the cookie', async () => {
    const one = served.browser();
    const back = await begun(one);
    expect((await one.get(back)).status).toBe(303);
    one.cookies.delete('__Host-igm-desk');
    expect((await one.get(back)).status).toBe(401);
    expect(one.cookies.has('__Host-igm-desk')).toBe(false);
  });

  it('takes an answer only in the browser that began', async () => {
    const back = await begun(served.browser());
    expect((await served.browser().get(back)).status).toBe(401);
  });

  it('takes no answer ten minutes later', async () => {
    const one = served.browser();
    const back = await begun(one);
    served.clock.ahead = 11 * 60_000;
    expect((await one.get(back)).status).toBe(401);
    served.clock.ahead = 0;
  });

  it('lets nobody in without a role of the desk', async () => {
    provider.roles = ['admin', 'Agent'];
    const one = served.browser();
    const answer = await one.get(await begun(one));
    expect(answer.status).toBe(403);
    expect(one.cookies.has('__Host-igm-desk')).toBe(false);
  });

  it('offers to sign out of the provider as well, once signed out here', async () => {
    const one = served.browser();
    await one.get(await begun(one));
    await one.get('/desk');
    const token = one.cookies.get('__Host-igm-desk')!;
    const answer = await one.post('/desk/sign-out', {});
    expect(await answer.text()).toContain(`${provider.issuer}/session/end`);
    one.cookies.set('__Host-igm-desk', token);
    expect((await one.get('/desk')).status).toBe(303);
  });

  it('says so when the provider does not answer', async () => {
    const config = { issuer: 'http://127.0.0.1:9', clientId: 'x', clientSecret: 'y', roleClaim: 'roles' };
    const other = await serve({ config });
    const answer = await other.browser().get('/desk/oidc/start');
    expect(answer.status).toBe(502);
    expect(await answer.text()).toContain('no responde');
    await other.stop();
  });
});
