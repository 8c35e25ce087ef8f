import type { Reply } from '../../answer/index.ts';
import type { Json } from '../../store/index.ts';
import { asObject, replyActivity } from '../intake/index.ts';
import { CARD_TYPE, type CardParts, replyCard } from './card.ts';

export interface OutgoingParts extends CardParts {
  /** Where people read the document: entries are linked as `…/es#id`. */
  readonly publicUrl: string;
}

export type OutgoingActivity = { readonly [key: string]: Json };

/** Teams takes some 100 KB, counted in UTF-16 with everything around; we stay below this many bytes. */
export const MOST_BYTES = 80 * 1024;
const LONGEST_SUMMARY = 120;

/**
 * A reply as a channel gets it. Teams gets a card; its text, which Teams would show beside the card, is the card's
 * fallback. Other channels get plain text with suggested answers. `inResponse`: the caller is a program that waits
 * for the answer (expectReplies), and gets both.
 *
 * A quotation is never cut: what cannot be sent whole is named and linked.
 */
export function outgoingActivity(
  reply: Reply,
  replyTo: string,
  channelId: string,
  parts: OutgoingParts,
  inResponse = false,
): OutgoingActivity {
  const { from: _from, ...whole } = replyActivity(replyTo, reply);
  if (channelId !== 'msteams') {
    return firstThatFits(
      () => whole,
      () => without(whole),
      () => linked(reply, parts),
    );
  }
  const { text, suggestedActions: _suggested, textFormat: _format, ...bare } = whole;
  const card = (content: { readonly [key: string]: Json }): OutgoingActivity => ({
    ...bare,
    ...(inResponse ? { text: text ?? '', textFormat: 'plain' } : {}),
    summary: summaryOf(reply),
    attachments: [{ contentType: CARD_TYPE, content }],
  });
  const full = replyCard(reply, parts);
  const short = { ...full, fallbackText: summaryOf(reply) };
  return firstThatFits(
    () => card(full),
    () => without(card(full)),
    () => without(card(short)),
    () => linked(reply, parts),
  );
}

/** Bytes of an activity as Teams counts them. */
export function sizeOf(activity: OutgoingActivity): number {
  return JSON.stringify(activity).length * 2;
}

/** The last is sent as it is. */
function firstThatFits(...candidates: readonly (() => OutgoingActivity)[]): OutgoingActivity {
  const [make, ...others] = candidates;
  const activity = make!();
  return others.length === 0 || sizeOf(activity) < MOST_BYTES ? activity : firstThatFits(...others);
}

/** Without the copy for programs, which holds every quotation twice more. */
function without(activity: OutgoingActivity): OutgoingActivity {
  const { igm } = asObject(activity.channelData);
  const { text: _text, quotes: _quotes, ...rest } = asObject(igm);
  return { ...activity, channelData: { igm: rest as Json } };
}

function linked(reply: Reply, { sentences, publicUrl }: OutgoingParts): OutgoingActivity {
  const { lang, entry } = reply;
  const url = `${publicUrl}/${lang}${entry === null ? '' : `#${encodeURIComponent(entry)}`}`;
  const said = sentences(lang, 'teams:tooLong', { url });
  return { type: 'message', text: said, textFormat: 'plain', locale: lang };
}

/** What a notification shows in place of a card. */
function summaryOf({ text }: Reply): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length <= LONGEST_SUMMARY ? line : `${line.slice(0, LONGEST_SUMMARY - 1).toWellFormed()}…`;
}
