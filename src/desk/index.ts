/**
 * The call center's desk at `/desk`: agents find the answer while the caller speaks, and take a conversation over
 * when a person is needed.
 *
 * Every route stands in one table with the roles that may use it (`routes.ts`); nothing under `/desk` answers
 * without a session but what leads to one (`signin/`). Another room adds a page by a {@link DeskRoute} and a line in
 * the menu (`pages/shell.ts`).
 */
import type { Routes } from '../channel/index.ts';
import { serveAssets } from './assets.ts';
import { requeueAbsent } from './handover/absent.ts';
import { createLive } from './handover/live.ts';
import { handoverRoutes } from './handover/routes.ts';
import { createSteps } from './handover/steps.ts';
import { lookupRoutes } from './lookup/routes.ts';
import { overviewRoutes } from './overview/routes.ts';
import { auditRoutes } from './pages/audit.ts';
import { homeRoutes } from './pages/home.ts';
import { deskPage, type PageAssets } from './pages/shell.ts';
import type { DeskParts } from './parts.ts';
import { createGuard, type DeskRoute } from './routes.ts';
import { serveSignIn } from './signin/serve.ts';
import { createSessions } from './signin/sessions.ts';
import { unansweredRoutes } from './unanswered/routes.ts';

export { bundleDesk } from './assets.ts';
export { editionRoutes } from './editions/routes.ts';
export { csrfField, deskPage, type PageAssets } from './pages/shell.ts';
export type { DeskParts } from './parts.ts';
export { createPresence, type Presence } from './presence/index.ts';
export { ROLES, type Role, rolesIn } from './roles.ts';
export type { DeskRoute, Visit } from './routes.ts';
export { hashPassword, LONGEST_PASSWORD, SHORTEST_PASSWORD } from './signin/password.ts';
export { createTally, type Tally } from './tally.ts';
export type { DeskView } from './view.ts';

/** How often agents who have gone are looked for. */
const ABSENT_LOOK_MS = 30_000;

export interface Desk {
  /** Every route behind the sign-in. */
  readonly table: readonly DeskRoute[];
  /** Registers more of them: pages of other rooms. `assets` goes to {@link deskPage}. */
  add(routes: (assets: PageAssets) => readonly DeskRoute[]): void;
  /** Puts back into the queue what agents hold who have gone; done regularly. */
  requeueAbsent(): Promise<void>;
  close(): Promise<void>;
}

/** Serves the desk. `code`: see {@link bundleDesk}. */
export function serveDesk(routes: Routes, parts: DeskParts, code: string): Desk {
  const assets = serveAssets(routes, code, parts.publicUrl);
  const sessions = createSessions(parts.store, parts.now);
  const isOn = async () =>
    parts.config !== null || (await parts.store.accounts()).some(account => !account.disabled);
  const guard = createGuard(routes, parts, { sessions, assets, isOn });
  serveSignIn(routes, parts, { sessions, assets, isOn });
  const steps = createSteps(parts);
  const live = createLive(parts, sessions);
  routes.upgrade('/desk/live', live.upgrade);
  const absent = setInterval(() => {
    requeueAbsent(parts, steps).catch((error: unknown) =>
      parts.log.warn({ err: error }, 'who has gone could not be looked up: it is tried again'),
    );
  }, ABSENT_LOOK_MS).unref();
  const all = [
    ...homeRoutes(parts, assets),
    ...lookupRoutes(parts),
    ...handoverRoutes(parts, steps),
    ...unansweredRoutes(parts, assets),
    ...overviewRoutes(parts, assets),
    ...auditRoutes(parts, assets),
  ];
  for (const route of all) guard.add(route);
  return {
    table: guard.table,
    add: more => {
      for (const route of more(assets)) guard.add(route);
    },
    requeueAbsent: () => requeueAbsent(parts, steps),
    async close() {
      clearInterval(absent);
      await live.close();
    },
  };
}
