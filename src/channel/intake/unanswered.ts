import type { Reason, Reply } from '../../answer/index.ts';
import { dayAt } from '../../language/index.ts';
import type { Unanswered } from '../../store/index.ts';

/** Reasons with a question behind them that the knowledge's writers can learn from. */
const TELLING: readonly (Reason | null)[] = ['out-of-scope', 'not-understood', 'other-language'];

/** A question that was not answered, as it is kept for the people who write the knowledge; undefined for any other. */
export function unansweredIn(
  asked: { readonly text: string; readonly reply: Reply; readonly channel: string },
  at: { readonly now: number; readonly timeZone: string },
): Unanswered | undefined {
  const { text, reply, channel } = asked;
  const { lang, decision, reason } = reply;
  const telling = decision === 'related' || (decision === 'decline' && TELLING.includes(reason));
  if (!telling || text.trim() === '') return undefined;
  return { text, lang, decision, reason, channel, day: dayAt(at.now, at.timeZone) };
}
