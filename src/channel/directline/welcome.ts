import type { Reply, Sentences } from '../../answer/index.ts';
import type { Language } from '../../language/index.ts';
import type { Json } from '../../store/index.ts';
import { replyActivity } from '../intake/index.ts';

/**
 * The first message of a conversation: that this is an automatic assistant, what it can and cannot do, that it
 * gives no legal advice, what is kept. The same sentences with which it answers "are you a person?".
 */
export function welcomeActivity(sentences: Sentences, lang: Language): { readonly [key: string]: Json } {
  const keys = ['assistant:who', 'assistant:can', 'assistant:cannot', 'assistant:kept', 'assistant:greeting'];
  const said = keys.map(key => sentences(lang, key));
  const reply: Reply = {
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
    before: said,
    after: [],
    text: said.join('\n'),
  };
  return replyActivity('welcome', reply);
}
