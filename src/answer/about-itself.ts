import type { Language } from '../language/index.ts';
import type { ContactLines } from './contact-lines.ts';
import type { Say } from './locale-files.ts';
import type { HandoverNews, Outcome } from './outcome.ts';
import type { Reply } from './reply.ts';
import type { WaysOn } from './ways-on.ts';

/** What the assistant says of itself, and of the people behind it. */
export interface AboutItself {
  chat(outcome: Extract<Outcome, { decision: 'chat' }>, lang: Language, s: Say): Partial<Reply>;
  /** What happens next, honestly: who reads along, whether anybody is there, how to leave the queue. */
  human(news: HandoverNews | null, lang: Language, s: Say): string[];
}

export function createAboutItself({ enquiries }: ContactLines, { starters }: WaysOn): AboutItself {
  function human(news: HandoverNews | null, lang: Language, s: Say): string[] {
    switch (news) {
      case null:
        return [s('human'), ...enquiries(lang, s)];
      case 'again':
        return [s('handover.again'), s('handover.leave')];
      case 'declined':
      case 'withdrawn':
        return [s(`handover.${news}`)];
      case 'there':
        return [s('handover.there'), s('handover.who'), s('handover.leave')];
      case 'nobody':
      case 'closed':
        return [
          s(`handover.${news}`),
          s('handover.unsure'),
          s('handover.who'),
          s('handover.leave'),
          ...enquiries(lang, s),
        ];
    }
  }

  function chat(
    { intent, introduced }: Extract<Outcome, { decision: 'chat' }>,
    lang: Language,
    s: Say,
  ): Partial<Reply> {
    const introduction = introduced ? [s('who')] : [s('who'), s('can'), s('cannot'), s('kept')];
    switch (intent) {
      case 'greeting':
        return {
          before: introduced ? [s('greeting')] : [s('greeting'), ...introduction],
          options: starters(lang),
        };
      case 'bot-identity':
        return { before: [s('who'), s('can'), s('cannot'), s('kept')], options: starters(lang) };
      case 'help':
        return { before: [s('can'), s('cannot'), s('help')], options: starters(lang) };
      case 'privacy':
        return { before: [s('kept'), s('privacy')] };
      case 'delete-data':
        return { before: [s('deleted')] };
      case 'switch-language':
        return { before: [s('switched')], options: starters(lang) };
      case 'positive-feedback':
        return { before: [s('positiveFeedback')] };
      case 'negative-feedback':
        return { before: [s('negativeFeedback'), ...enquiries(lang, s)], options: starters(lang) };
      case 'repeat':
      case 'back':
        return { before: [s('nothingToRepeat')], options: starters(lang) };
      case 'more':
        return { before: [s('noMore')], options: starters(lang) };
      case 'thanks':
        return { before: [s('thanks')] };
      case 'goodbye':
        return { before: [s('goodbye')] };
      case 'human':
        return { before: [s('human'), ...enquiries(lang, s)] };
    }
  }

  return { chat, human };
}
