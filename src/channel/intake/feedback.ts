import type { Reply } from '../../answer/index.ts';
import { dayAt } from '../../language/index.ts';
import type { Feedback } from '../../store/index.ts';
import type { Dialogue } from '../../turn/index.ts';

/** What somebody said of the last answer ("no me sirvió"), as it is kept for the writers; undefined for any other message. */
export function feedbackIn(
  said: { readonly text: string; readonly reply: Reply; readonly channel: string; readonly before: Dialogue },
  at: { readonly now: number; readonly timeZone: string },
): Omit<Feedback, 'conversation'> | undefined {
  const { text, reply, channel, before } = said;
  if (reply.intent !== 'positive-feedback' && reply.intent !== 'negative-feedback') return undefined;
  const entry = before.shown.at(-1)?.entries[0] ?? null;
  return {
    positive: reply.intent === 'positive-feedback',
    text: text.trim() === '' ? null : text,
    decision: entry === null ? 'none' : 'answer',
    entry,
    lang: reply.lang,
    channel,
    day: dayAt(at.now, at.timeZone),
  };
}
