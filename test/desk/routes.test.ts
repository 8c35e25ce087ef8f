import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../src/desk/index.ts';
import { type Browser, type Served, serve } from './served.ts';

let served: Served;
const browsers = new Map<Role, Browser>();
beforeAll(async () => {
  served = await serve();
  for (const role of ROLES) {
    await served.account(role, [role]);
    browsers.set(role, await served.signedIn(role));
  }
}, 30_000);
afterAll(() => served.stop());

const concrete = (path: string) => path.replace(/:\w+/g, 'x');

async function ask(one: Browser, { method, path, kind }: Served['desk']['table'][number]): Promise<Response> {
  if (method === 'GET') return one.get(concrete(path));
  return kind === 'api' ? one.call(concrete(path), {}) : one.post(concrete(path), {});
}

describe('every route of the desk', () => {
  it('is in the table', () => {
    expect(served.desk.table.length).toBeGreaterThan(1);
  });

  it('answers nobody without a session', async () => {
    for (const route of served.desk.table) {
      const answer = await ask(served.browser(), route);
      const page = route.kind === 'page' && route.method === 'GET';
      expect([route.path, answer.status]).toEqual([route.path, page ? 303 : 401]);
      const forged = served.browser();
      forged.cookies.set('__Host-igm-desk', 'A'.repeat(43));
      expect((await ask(forged, route)).status, route.path).toBe(page ? 303 : 401);
    }
  });

  it('answers nobody whose role may not', async () => {
    for (const route of served.desk.table) {
      for (const role of ROLES) {
        const { status } = await ask(browsers.get(role)!, route);
        const may = route.roles.includes(role);
        expect([route.path, role, status === 403], `${status}`).toEqual([route.path, role, !may]);
        expect(status, route.path).toBeLessThan(500);
      }
    }
  });

  it('takes no POST without the token of the session, or from another site', async () => {
    for (const route of served.desk.table.filter(({ method }) => method === 'POST')) {
      const one = browsers.get(route.roles[0]!)!;
      const path = concrete(route.path);
      const send = (csrf: string, headers: Record<string, string>) =>
        route.kind === 'api'
          ? one.call(path, {}, { 'X-Igm-Csrf': csrf, ...headers })
          : one.post(path, { csrf }, headers);
      expect((await send('', {})).status, path).toBe(403);
      expect((await send(browsers.get('editor')!.csrf.replace(/^./, '-'), {})).status, path).toBe(403);
      expect((await send(one.csrf, { Origin: 'https://evil.example' })).status, path).toBe(403);
    }
  });

  it('is the only thing under /desk, apart from what leads to a session', async () => {
    for (const path of ['/desk/', '/desk/nothing', '/desk/api/nothing', '/desk/..%2fdesk', '/desk/live'])
      expect((await served.browser().get(path)).status, path).toBeGreaterThanOrEqual(400);
  });
});
