import type { Keys } from '../../privacy/keys.ts';
import type { Json, Send } from '../../store/index.ts';
import { asObject } from '../intake/index.ts';

/** Which send of the queue a message was. */
export interface Place {
  readonly conversation: string;
  readonly watermark: number;
  readonly part: number;
}

/**
 * The mark that a message carries to Meta and that comes back with what became of it
 * (`biz_opaque_callback_data`, at most 512 characters). By it a message is known that went out while we were killed
 * before we could write that down. Sealed: Meta learns nothing of how we name a conversation.
 */
export interface Marks {
  of(send: Send): string;
  /** Null for what is no mark of ours. */
  read(mark: string): Place | null;
}

const USE = 'whatsapp-mark';

export function createMarks(keys: Pick<Keys, 'seal' | 'open'>): Marks {
  return {
    of: ({ conversation, watermark, part }) =>
      keys.seal(JSON.stringify([conversation, watermark, part]), USE),
    read(mark) {
      try {
        const [conversation, watermark, part] = JSON.parse(keys.open(mark, USE)) as [string, number, number];
        return { conversation, watermark, part };
      } catch {
        return null;
      }
    },
  };
}

/** The mark in what Meta tells of a message; null where there is none. Whatever became of it: Meta has taken it. */
export function markIn(status: Json): string | null {
  const { biz_opaque_callback_data: mark } = asObject(status);
  return typeof mark === 'string' && mark !== '' ? mark : null;
}
