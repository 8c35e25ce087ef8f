import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, type Served, serve } from './served.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.stop());

describe('a desk that nobody can sign in to', () => {
  it('is off, and says how it is turned on', async () => {
    const answer = await served.browser().get('/desk', { 'Accept-Language': 'en' });
    expect(answer.status).toBe(503);
    const text = await answer.text();
    expect(text).toContain('npm run desk -- user add');
    expect(text).toContain('DESK_OIDC_ISSUER');
    expect((await served.browser().get('/desk/sign-in')).status).toBe(303);
  });
});

describe('signing in with an account of this service', () => {
  beforeAll(() => served.account('ana', ['agent'], 'Ana <script>alert(1)</script>'));

  it('asks strangers to sign in', async () => {
    const answer = await served.browser().get('/desk');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/desk/sign-in']);
  });

  it('opens the desk, in a cookie that no script and no other site can use', async () => {
    const one = served.browser();
    await one.get('/desk/sign-in');
    const answer = await one.post('/desk/sign-in', { user: ' ANA ', password: PASSWORD });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/desk']);
    expect(answer.headers.get('set-cookie')).toMatch(
      /^__Host-igm-desk=[\w-]{43}; Path=\/; Max-Age=43200; Secure; HttpOnly; SameSite=Strict$/,
    );
    const page = await one.get('/desk');
    expect(page.status).toBe(200);
    const text = await page.text();
    expect(text).toContain('Ana &lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).not.toContain('<script>alert');
  });

  it('keeps a hash of the token, never the token', async () => {
    const one = await served.signedIn('ana');
    const token = one.cookies.get('__Host-igm-desk')!;
    expect(await served.store.session(token, 0)).toBeNull();
  });

  it.each([
    ['a wrong password', { user: 'ana', password: 'maíz volcán quetzala' }],
    ['an unknown name', { user: 'nobody', password: PASSWORD }],
    ['nothing', { user: '', password: '' }],
  ])('refuses %s, always in the same words', async (_name, form) => {
    const one = served.browser();
    await one.get('/desk/sign-in');
    const answer = await one.post('/desk/sign-in', form);
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain('El usuario o la contraseña no son correctos.');
    expect(one.cookies.has('__Host-igm-desk')).toBe(false);
  });

  it('refuses a form that was not made for this browser, and one from another site', async () => {
    const one = served.browser();
    await one.get('/desk/sign-in');
    const stale = await one.post('/desk/sign-in', { user: 'ana', password: PASSWORD, csrf: 'x'.repeat(43) });
    expect(stale.status).toBe(403);
    const foreign = await one.post(
      '/desk/sign-in',
      { user: 'ana', password: PASSWORD },
      { Origin: 'https://evil.example' },
    );
    expect(foreign.status).toBe(403);
    expect(one.cookies.has('__Host-igm-desk')).toBe(false);
  });

  it('locks an account for a quarter of an hour after eight wrong passwords', async () => {
    await served.account('lock', ['agent']);
    const one = served.browser();
    await one.get('/desk/sign-in');
    for (let i = 0; i < 8; i++) await one.post('/desk/sign-in', { user: 'lock', password: 'wrong wrong' });
    const right = () => one.post('/desk/sign-in', { user: 'lock', password: PASSWORD });
    expect((await right()).status).toBe(401);
    served.clock.ahead += 16 * 60_000;
    expect((await right()).status).toBe(303);
    served.clock.ahead = 0;
  }, 30_000);

  it('ends a session when it is signed out, idle for an hour, or a day at work old', async () => {
    const out = await served.signedIn('ana');
    expect((await out.post('/desk/sign-out', { csrf: 'y'.repeat(43) })).status).toBe(403);
    const token = out.cookies.get('__Host-igm-desk')!;
    const answer = await out.post('/desk/sign-out', {});
    expect(answer.status).toBe(200);
    expect(out.cookies.has('__Host-igm-desk')).toBe(false);
    out.cookies.set('__Host-igm-desk', token);
    expect((await out.get('/desk')).status).toBe(303);

    const idle = await served.signedIn('ana');
    served.clock.ahead = 59 * 60_000;
    expect((await idle.get('/desk')).status).toBe(200);
    served.clock.ahead += 61 * 60_000;
    expect((await idle.get('/desk')).status).toBe(303);
    served.clock.ahead = 0;
  });

  it('ends the sessions of an account that is disabled or changed', async () => {
    await served.account('gone', ['agent']);
    const one = await served.signedIn('gone');
    await served.store.changeAccount('gone', { disabled: true });
    expect((await one.get('/desk')).status).toBe(303);
    await served.store.changeAccount('gone', { disabled: false });
    expect((await one.get('/desk')).status).toBe(303);
  });

  it('changes the language for the person, and leads nowhere but to the desk', async () => {
    const one = await served.signedIn('ana');
    const answer = await one.post('/desk/language', { lang: 'en', back: 'https://evil.example/desk' });
    expect(answer.headers.get('location')).toBe('/desk');
    expect(await (await one.get('/desk')).text()).toContain('<html lang="en">');
  });
});

describe('many tries from one address', () => {
  it('are stopped', async () => {
    const other = await serve({ signInsPerMinute: 3 });
    await other.account('ana', ['agent']);
    const one = other.browser();
    await one.get('/desk/sign-in');
    const statuses = [];
    for (let i = 0; i < 4; i++)
      statuses.push((await one.post('/desk/sign-in', { user: `u${i}`, password: 'x' })).status);
    expect(statuses).toEqual([401, 401, 401, 429]);
    await other.stop();
  }, 30_000);
});
