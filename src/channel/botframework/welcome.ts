import type { Reply, Sentences } from '../../answer/index.ts';
import type { Language } from '../../language/index.ts';

const ABOUT = [
  'assistant:who',
  'assistant:can',
  'assistant:cannot',
  'assistant:kept',
  'assistant:greeting',
] as const;

/**
 * The first message where the app was installed: what this is, what it can and cannot do, what is kept. In a group
 * it also says how to be heard.
 */
export function welcomeReply(sentences: Sentences, lang: Language, inGroup: boolean): Reply {
  const keys = inGroup ? [...ABOUT, 'teams:mention'] : ABOUT;
  const before = keys.map(key => sentences(lang, key));
  return {
    lang,
    decision: 'chat',
    intent: 'greeting',
    reason: null,
    facet: null,
    entry: null,
    entries: [],
    confidence: 1,
    quotes: [],
    options: [],
    citation: null,
    speaker: 'assistant',
    before,
    after: [],
    text: before.join('\n'),
  };
}
