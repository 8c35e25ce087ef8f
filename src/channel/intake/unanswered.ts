import type { Reason, Reply } from '../../answer/index.ts';
import type { IntakeParts } from './parts.ts';

/** Reasons with a question behind them that the knowledge's writers can learn from. */
const TELLING: readonly (Reason | null)[] = ['out-of-scope', 'not-understood', 'other-language'];

/** Keeps a question that was not answered, for the people who write the knowledge. A failure is only logged. */
export async function keepUnanswered(
  parts: Pick<IntakeParts, 'store' | 'log' | 'now' | 'timeZone'>,
  asked: { text: string; reply: Reply; channel: string; conversation?: string | undefined },
): Promise<void> {
  const { text, reply, channel, conversation } = asked;
  const telling =
    reply.decision === 'related' || (reply.decision === 'decline' && TELLING.includes(reply.reason));
  if (!telling || text.trim() === '') return;
  const day = dayAt(parts.now(), parts.timeZone);
  const { lang, decision, reason } = reply;
  try {
    await parts.store.recordUnanswered({ text, lang, decision, reason, channel, day, conversation });
  } catch (error) {
    parts.log.warn({ err: error }, 'an unanswered question was not kept');
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The day of a moment in a time zone: `2024-01-15`. */
function dayAt(moment: number, timeZone: string): string {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  formats.set(timeZone, format);
  return format.format(moment);
}
