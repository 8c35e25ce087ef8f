import type { Reply } from './reply.ts';

/** The JSON of an answer: what `ask --json` prints and `channelData.igm` of an activity holds. */
export type AnswerJson = Omit<Reply, 'before' | 'after'> & { id: string };

/** `id` is the line's or the activity's. */
export function answerJson(id: string, reply: Reply): AnswerJson {
  const {
    lang,
    decision,
    intent,
    reason,
    facet,
    entry,
    entries,
    confidence,
    quotes,
    options,
    citation,
    speaker,
    text,
  } = reply;
  return {
    id,
    lang,
    decision,
    intent,
    reason,
    facet,
    entry,
    entries,
    confidence: Math.round(confidence * 1e4) / 1e4,
    quotes,
    options,
    citation,
    speaker,
    text,
  };
}
