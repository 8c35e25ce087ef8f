import { createLimiter, type Limiters } from '../../instances/index.ts';
import type { Client } from '../http/index.ts';

/** How often one may call. Each gives null within the limit, else the seconds to wait. */
export interface Limits {
  /** Tokens without the secret. */
  mint(client: Client): Promise<number | null>;
  /** Messages: by conversation, and by address with room for many people behind one. */
  message(conversation: string, client: Client): Promise<number | null>;
  /** Looks at the log. */
  poll(conversation: string): Promise<number | null>;
  /** True where the limits on tokens do not hold: load tests on this machine, with RATE_LIMIT_PER_MINUTE=0. */
  exempt(client: Client): boolean;
}

const MINTS_PER_MINUTE = 10;
/** A phone network or a shelter shows one address for many people. */
const SENDERS_BEHIND_ADDRESS = 10;
/** directlinejs polls once a second, at most five times. */
const POLLS_PER_MINUTE = 400;

/** What a sender may do is counted with all instances; what spares this process is counted in it. */
export function createLimits(perMinute: number, limiters: Limiters): Limits {
  const shared = (name: string, points: number) => limiters(`directline-${name}`, { points, seconds: 60 });
  const mints = shared('mint', MINTS_PER_MINUTE);
  const ofConversation = shared('conversation', perMinute);
  const ofAddress = shared('address', perMinute * SENDERS_BEHIND_ADDRESS);
  const polls = createLimiter({ points: POLLS_PER_MINUTE, seconds: 60 });
  const exempt = (client: Client) => perMinute === 0 && client.local;
  return {
    exempt,
    mint: async client => (exempt(client) ? null : mints.take(client.key)),
    async message(conversation, client) {
      return (await ofConversation.take(conversation)) ?? (await ofAddress.take(client.key));
    },
    poll: conversation => polls.take(conversation),
  };
}
