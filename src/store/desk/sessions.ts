import type { Parts } from '../engine.ts';
import { once } from '../statement.ts';

/** Somebody who is signed in to the desk, in one browser. */
export interface DeskSession {
  /** Hash of the token that the browser holds; the token itself is nowhere. */
  id: string;
  account: string;
  /** `local`: an account of this service; `oidc`: the organisation's provider. */
  source: string;
  name: string;
  roles: string[];
  lang: string | null;
  createdAt: number;
  seenAt: number;
  expiresAt: number;
}

export interface SessionStore {
  openSession(session: Omit<DeskSession, 'createdAt' | 'seenAt' | 'lang'>): Promise<void>;
  /**
   * The session, or null when it was ended, has expired, or was last seen before `idleSince`. Roles and name of a
   * local account are those that it has now; of a disabled one there is no session.
   */
  session(id: string, idleSince: number): Promise<DeskSession | null>;
  /** The session was used. `live`: its desk is open, and somebody sits at it. */
  touchSession(id: string, touch: { lang?: string; live?: boolean }): Promise<void>;
  closeSession(id: string): Promise<void>;
  /** Sessions whose desk has given a sign of life since then. */
  liveSessions(since: number): Promise<{ account: string; roles: string[] }[]>;
  /** Keeps what a sign-in with a provider needs when it comes back. */
  keepSignIn(id: string, data: string, expiresAt: number): Promise<void>;
  /** Takes it out: a second time there is nothing. */
  takeSignIn(id: string): Promise<string | null>;
}

/** Sessions of the desk, and sign-ins under way. */
export function sessions({ engine, now }: Parts): SessionStore {
  const db = engine.builder;

  /** Sessions with what their local account says now. */
  function withAccounts() {
    return db
      .selectFrom('desk_sessions as s')
      .leftJoin('desk_accounts as a', join =>
        join.onRef('a.id', '=', 's.account').on('s.source', '=', 'local'),
      )
      .selectAll('s')
      .select(['a.roles as account_roles', 'a.name as account_name', 'a.disabled']);
  }

  return {
    async openSession({ id, account, source, name, roles, expiresAt }) {
      const insert = db.insertInto('desk_sessions').values({
        id,
        account,
        source,
        name,
        roles: JSON.stringify(roles),
        lang: null,
        created_at: now(),
        seen_at: now(),
        live_at: null,
        expires_at: expiresAt,
      });
      await engine.transaction(run => run(once(insert)));
    },

    async session(id, idleSince) {
      const query = withAccounts()
        .where('s.id', '=', id)
        .where('s.expires_at', '>', now())
        .where('s.seen_at', '>=', idleSince);
      const row = (await engine.read(run => run(once(query)))).rows[0];
      if (row === undefined) return null;
      const local = row.source === 'local';
      if (local && (row.account_roles === null || row.disabled !== 0)) return null;
      return {
        id: row.id,
        account: row.account,
        source: row.source,
        name: (local ? row.account_name : null) ?? row.name,
        roles: JSON.parse((local ? row.account_roles : null) ?? row.roles) as string[],
        lang: row.lang,
        createdAt: row.created_at,
        seenAt: row.seen_at,
        expiresAt: row.expires_at,
      };
    },

    async touchSession(id, { lang, live }) {
      const at = now();
      const update = db
        .updateTable('desk_sessions')
        .set({
          seen_at: at,
          ...(lang === undefined ? {} : { lang }),
          ...(live === undefined ? {} : { live_at: live ? at : null }),
        })
        .where('id', '=', id);
      await engine.transaction(run => run(once(update)));
    },

    async closeSession(id) {
      await engine.transaction(run => run(once(db.deleteFrom('desk_sessions').where('id', '=', id))));
    },

    async liveSessions(since) {
      const query = withAccounts().where('s.live_at', '>=', since).where('s.expires_at', '>', now());
      const { rows } = await engine.read(run => run(once(query)));
      return rows
        .filter(({ source, account_roles, disabled }) =>
          source === 'local' ? account_roles !== null && disabled === 0 : true,
        )
        .map(row => ({
          account: row.account,
          roles: JSON.parse(row.account_roles ?? row.roles) as string[],
        }));
    },

    async keepSignIn(id, data, expiresAt) {
      const insert = db.insertInto('desk_signins').values({ id, data, expires_at: expiresAt });
      await engine.transaction(run => run(once(insert)));
    },

    async takeSignIn(id) {
      const take = db.deleteFrom('desk_signins').where('id', '=', id).returning(['data', 'expires_at']);
      const row = (await engine.transaction(run => run(once(take)))).rows[0];
      return row === undefined || row.expires_at <= now() ? null : row.data;
    },
  };
}
