import type { Json, LoggedActivity, Store } from '../../store/index.ts';
import { asObject } from '../intake/index.ts';

/** A piece of a conversation's log. */
export interface LogPage {
  /** In Direct Line's form, oldest first. */
  readonly activities: readonly Json[];
  /** The watermark of each of them. */
  readonly watermarks: readonly number[];
  /** Of the last of them: what the client sends to get what comes next. */
  readonly watermark: number;
  /** True where the log may hold more after it. */
  readonly more: boolean;
}

/** At most so many activities at once; the client asks again for the rest. */
const PAGE = 50;

/**
 * Reads a conversation's log above a watermark; null where there is no such conversation. A watermark that is
 * higher than the log comes from before the conversation was forgotten and begun again: then it reads from the
 * start.
 */
export async function readPage(
  store: Store,
  conversation: string,
  watermark: number,
): Promise<LogPage | null> {
  const logged = await store.activitiesAfter(conversation, watermark, PAGE);
  if (logged.length > 0) return page(conversation, logged);
  const known = await store.conversation(conversation);
  if (known === null) return null;
  if (known.watermark >= watermark) return { activities: [], watermarks: [], watermark, more: false };
  return page(conversation, await store.activitiesAfter(conversation, 0, PAGE));
}

/** A watermark as clients send it; null where they send none, or what is none. */
export function readWatermark(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function page(conversation: string, logged: readonly LoggedActivity[]): LogPage {
  return {
    activities: logged.map(item => wireActivity(conversation, item)),
    watermarks: logged.map(item => item.watermark),
    watermark: logged.at(-1)?.watermark ?? 0,
    more: logged.length === PAGE,
  };
}

function wireActivity(conversation: string, { id, at, replyTo, activity }: LoggedActivity): Json {
  return {
    ...(asObject(activity) as { [key: string]: Json }),
    id,
    timestamp: new Date(at).toISOString(),
    channelId: 'directline',
    conversation: { id: conversation },
    ...(replyTo === null ? {} : { replyToId: replyTo }),
  };
}
