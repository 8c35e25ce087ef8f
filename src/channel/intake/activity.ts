import { answerJson, type Option, type Reply } from '../../answer/index.ts';
import type { Json } from '../../store/index.ts';

/** A person of the institute. Who of them it is, the person outside is not told. */
export const AGENT = { id: 'igm-agent', name: 'Agente del IGM', role: 'bot' } as const;

/** Who the assistant is in an activity. */
export const ASSISTANT = { id: 'igm', name: 'Asistente IGM', role: 'bot' } as const;

/**
 * A reply as a Bot Framework activity, the form in which the log keeps it. Plain text: nothing in it is Markdown.
 * Id, time and conversation are added where it is read.
 */
export function replyActivity(replyTo: string, reply: Reply): { readonly [key: string]: Json } {
  const { before, after } = reply;
  return {
    type: 'message',
    from: { ...(reply.speaker === 'agent' ? AGENT : ASSISTANT) },
    text: reply.text,
    textFormat: 'plain',
    locale: reply.lang,
    inputHint: 'acceptingInput',
    ...(reply.options.length > 0
      ? { suggestedActions: { actions: reply.options.map(suggestedAction) } }
      : {}),
    // The widget shows a quotation as one, so it needs what is said before and after it apart.
    channelData: { igm: { ...answerJson(replyTo, reply), before, after } as unknown as Json },
  };
}

/** A button that says its own title for the person. */
function suggestedAction({ title }: Option): { readonly [key: string]: Json } {
  return { type: 'imBack', title, value: title };
}
