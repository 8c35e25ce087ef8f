/**
 * What the desk keeps: who may sign in, who is signed in, hand-overs, counts, proposals. A part of the store like
 * the others; its methods are methods of the store.
 */
import type { Parts } from '../engine.ts';
import type { Statements } from '../statements.ts';
import { type AccountStore, accounts } from './accounts.ts';
import { type CountStore, counts } from './counts.ts';
import { type HandoverStore, handovers } from './handovers.ts';
import { type ProposalStore, proposals } from './proposals.ts';
import { type SessionStore, sessions } from './sessions.ts';

export type { Account, AccountStore } from './accounts.ts';
export type { Count, CountStore } from './counts.ts';
export type {
  Handover,
  HandoverAction,
  HandoverNote,
  HandoverState,
  HandoverStep,
  HandoverStepped,
  HandoverStore,
  OpenHandover,
} from './handovers.ts';
export type { Proposal, ProposalStore } from './proposals.ts';
export type { DeskSession, SessionStore } from './sessions.ts';

export type DeskStore = AccountStore & SessionStore & HandoverStore & CountStore & ProposalStore;

export function deskStore(parts: Parts, statements: Statements): DeskStore {
  return {
    ...accounts(parts),
    ...sessions(parts),
    ...handovers(parts, statements),
    ...counts(parts),
    ...proposals(parts),
  };
}
