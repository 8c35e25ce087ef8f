import type { Reply, Sentences } from '../../answer/index.ts';
import type { Job } from '../../store/index.ts';

/** That this is an automatic assistant, what it can and cannot do, that it gives no legal advice, what is kept. */
const SENTENCES = ['assistant:who', 'assistant:can', 'assistant:cannot', 'assistant:kept'] as const;

/**
 * What the first reply of a conversation says of the assistant, below the answer: WhatsApp has no moment before the
 * first question. Nothing beside a reply to danger, and nothing twice.
 */
export function introduction(
  reply: Reply,
  { dialogue }: Pick<Job, 'dialogue'>,
  sentences: Sentences,
): string[] {
  if (dialogue !== null || reply.decision === 'urgent' || reply.speaker === 'agent') return [];
  const said = SENTENCES.map(key => sentences(reply.lang, key)).filter(line => !reply.before.includes(line));
  return said.length === 0 ? [] : [said.join('\n')];
}
