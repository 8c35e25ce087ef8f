/** Tables of the desk. Accounts, sessions and sign-ins are few: they are in no bucket. */
export interface DeskTables {
  desk_accounts: {
    id: string;
    name: string;
    roles: string;
    password: string;
    disabled: number;
    failures: number;
    locked_until: number | null;
    created_at: number;
  };
  desk_sessions: {
    /** Hash of the token that the browser holds. */
    id: string;
    account: string;
    source: string;
    name: string;
    roles: string;
    lang: string | null;
    created_at: number;
    seen_at: number;
    /** When an open desk last gave a sign of life: who is there. */
    live_at: number | null;
    expires_at: number;
  };
  /** Sign-ins with a provider that are under way, by the hash of their state. */
  desk_signins: { id: string; data: string; expires_at: number };
  handovers: {
    bucket: number;
    conversation: string;
    id: string;
    channel: string;
    lang: string;
    reason: string;
    state: string;
    agent: string | null;
    agent_name: string | null;
    requested_at: number;
    taken_at: number | null;
    closed_at: number | null;
  };
  handover_notes: {
    bucket: number;
    conversation: string;
    id: string;
    at: number;
    agent_name: string;
    text: string;
  };
  /** How often what happened, by the hour: numbers only. */
  counts: {
    hour: number;
    measure: string;
    value: string;
    lang: string;
    channel: string;
    n: number;
  };
  proposals: {
    id: string;
    at: number;
    kind: string;
    entry: string | null;
    lang: string;
    text: string;
    asked: number;
    author: string;
    state: string;
  };
}
