import type { EntryId } from '../knowledge/entry.ts';
import type { Facet, Intent, Reason } from './reply.ts';

/** What a turn came to, before it is put into words. */
export type Outcome =
  | {
      decision: 'answer';
      entries: EntryId[];
      confidence: number;
      /** How the answer opens, where it does not simply begin. */
      opening: 'premise' | 'repeat' | 'next' | 'back' | null;
      /** What was asked as well and is not answered. */
      facet: Facet | null;
      intent: Intent | null;
    }
  | { decision: 'clarify'; alternatives: EntryId[] }
  | { decision: 'related'; entry: EntryId; facet: Facet | null; confidence: number }
  | {
      decision: 'decline';
      reason: Reason;
      institutions: string[];
      /** A person of the institute is offered. */
      offer?: boolean;
    }
  | { decision: 'chat'; intent: Intent; introduced: boolean }
  | { decision: 'urgent'; offer?: boolean }
  /** `news` null: nobody can be asked, there are only the contacts. */
  | { decision: 'human'; news: HandoverNews | null }
  | { decision: 'held' };

/**
 * What became of the wish to speak with a person: in the queue, with somebody at the desk (`there`), with nobody or
 * outside of the office hours; in it already (`again`); not wanted (`declined`); left (`withdrawn`).
 */
export type HandoverNews = 'there' | 'nobody' | 'closed' | 'again' | 'declined' | 'withdrawn';
