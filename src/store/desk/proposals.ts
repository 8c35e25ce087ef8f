import type { Parts } from '../engine.ts';
import { once } from '../statement.ts';

/** What the desk asks the editors of the knowledge, or the owner of the document, to look at. */
export interface Proposal {
  id: string;
  at: number;
  /** `question`: add the text as a way of asking for `entry`; `owner`: a matter that the document lacks. */
  kind: 'question' | 'owner';
  entry: string | null;
  lang: string;
  /** Redacted. */
  text: string;
  /** How often it was asked when the proposal was made. */
  asked: number;
  author: string;
  state: 'open' | 'accepted' | 'refused';
}

export interface ProposalStore {
  propose(proposal: Omit<Proposal, 'id' | 'at' | 'state'>): Promise<string>;
  /** Newest first. */
  proposals(state?: Proposal['state'], limit?: number): Promise<Proposal[]>;
  /** Settles an open one. False when it was settled before. */
  settleProposal(id: string, state: 'accepted' | 'refused'): Promise<boolean>;
}

/** Proposals for the knowledge. Kept as long as unanswered questions. */
export function proposals({ engine, now, newId }: Parts): ProposalStore {
  const db = engine.builder;
  return {
    async propose(proposal) {
      const id = newId();
      const insert = db.insertInto('proposals').values({ ...proposal, id, at: now(), state: 'open' });
      await engine.transaction(run => run(once(insert)));
      return id;
    },

    async proposals(state, limit = 500) {
      const all = db.selectFrom('proposals').selectAll().orderBy('at', 'desc').orderBy('id').limit(limit);
      const query = state === undefined ? all : all.where('state', '=', state);
      const { rows } = await engine.read(run => run(once(query)));
      return rows.map(row => ({
        ...row,
        kind: row.kind as Proposal['kind'],
        state: row.state as Proposal['state'],
      }));
    },

    async settleProposal(id, state) {
      const update = db
        .updateTable('proposals')
        .set({ state })
        .where('id', '=', id)
        .where('state', '=', 'open');
      return (await engine.transaction(run => run(once(update)))).count > 0;
    },
  };
}
