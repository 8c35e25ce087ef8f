import type { Parts, Run } from '../engine.ts';
import { once } from '../statement.ts';
import type { DeskTables } from './tables.ts';

/** Somebody who may sign in with a password of this service. */
export interface Account {
  /** Lower case: what is typed to sign in. */
  id: string;
  /** How colleagues see them. */
  name: string;
  roles: string[];
  /** A salted hash with its parameters; the store does not know how it is made. */
  password: string;
  disabled: boolean;
  /** Wrong passwords since the last right one. */
  failures: number;
  /** Until then no password is looked at. */
  lockedUntil: number | null;
  createdAt: number;
}

export interface AccountStore {
  accounts(): Promise<Account[]>;
  account(id: string): Promise<Account | null>;
  /** Adds an account. False when there is one of this id. */
  addAccount(account: Pick<Account, 'id' | 'name' | 'roles' | 'password'>): Promise<boolean>;
  /** Changes an account and ends its sessions. False when there is none. */
  changeAccount(
    id: string,
    change: Partial<Pick<Account, 'name' | 'roles' | 'password' | 'disabled'>>,
  ): Promise<boolean>;
  /** Counts a wrong password; from the `most`-th on, the account is locked until `until`. */
  countFailure(id: string, most: number, until: number): Promise<void>;
  clearFailures(id: string): Promise<void>;
}

type Row = DeskTables['desk_accounts'];

/** Accounts of the desk. */
export function accounts({ engine, now }: Parts): AccountStore {
  const db = engine.builder;

  async function find(run: Run, id: string): Promise<Row | undefined> {
    return (await run(once(db.selectFrom('desk_accounts').selectAll().where('id', '=', id)))).rows[0];
  }

  return {
    async accounts() {
      const { rows } = await engine.read(run =>
        run(once(db.selectFrom('desk_accounts').selectAll().orderBy('id'))),
      );
      return rows.map(fromRow);
    },

    async account(id) {
      const row = await engine.read(run => find(run, id));
      return row === undefined ? null : fromRow(row);
    },

    async addAccount({ id, name, roles, password }) {
      const insert = db
        .insertInto('desk_accounts')
        .values({
          id,
          name,
          roles: JSON.stringify(roles),
          password,
          disabled: 0,
          failures: 0,
          locked_until: null,
          created_at: now(),
        })
        .onConflict(conflict => conflict.doNothing());
      return (await engine.transaction(run => run(once(insert)))).count > 0;
    },

    async changeAccount(id, { name, roles, password, disabled }) {
      const update = db
        .updateTable('desk_accounts')
        .set({
          ...(name === undefined ? {} : { name }),
          ...(roles === undefined ? {} : { roles: JSON.stringify(roles) }),
          ...(password === undefined ? {} : { password }),
          ...(disabled === undefined ? {} : { disabled: disabled ? 1 : 0 }),
          failures: 0,
          locked_until: null,
        })
        .where('id', '=', id);
      const sessions = db.deleteFrom('desk_sessions').where('account', '=', id).where('source', '=', 'local');
      return engine.transaction(async run => {
        if ((await run(once(update))).count === 0) return false;
        await run(once(sessions));
        return true;
      });
    },

    async countFailure(id, most, until) {
      const update = db
        .updateTable('desk_accounts')
        .set(eb => ({
          failures: eb('failures', '+', 1),
          locked_until: eb
            .case()
            .when(eb('failures', '+', 1), '>=', most)
            .then(until)
            .else(eb.ref('locked_until'))
            .end(),
        }))
        .where('id', '=', id);
      await engine.transaction(run => run(once(update)));
    },

    async clearFailures(id) {
      const update = db
        .updateTable('desk_accounts')
        .set({ failures: 0, locked_until: null })
        .where('id', '=', id)
        .where('failures', '>', 0);
      await engine.transaction(run => run(once(update)));
    },
  };
}

function fromRow(row: Row): Account {
  return {
    id: row.id,
    name: row.name,
    roles: JSON.parse(row.roles) as string[],
    password: row.password,
    disabled: row.disabled === 1,
    failures: row.failures,
    lockedUntil: row.locked_until,
    createdAt: row.created_at,
  };
}
