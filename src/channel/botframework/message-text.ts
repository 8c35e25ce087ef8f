import { asObject } from '../intake/index.ts';
import type { InboundActivity } from './inbound.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

/**
 * What the person wrote: without the mention of the bot (as the SDK's `removeRecipientMention` does it), and without
 * those of others, which are names. A button that brings no text of its own stands for the entry that it carries.
 */
export function textOf(activity: InboundActivity): string {
  let { text } = activity;
  for (const mention of activity.entities) if (mention.text !== '') text = text.replaceAll(mention.text, ' ');
  if (activity.channelId === 'msteams') {
    text = text.replace(/&(?:nbsp|lt|gt|quot|#39|amp);/g, entity => ENTITIES[entity]!);
  }
  text = text.trim();
  if (text !== '') return text;
  const { entry } = asObject(activity.value);
  return typeof entry === 'string' ? entry : '';
}
