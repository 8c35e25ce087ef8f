import type { AnswerJson } from '../../answer/index.ts';

/** An activity of Direct Line 3.0, as far as the widget looks at it. */
export interface Activity {
  readonly type: string;
  readonly id?: string;
  readonly from?: { readonly id?: string; readonly role?: string };
  readonly text?: string;
  readonly locale?: string;
  readonly replyToId?: string;
  readonly channelData?: { readonly clientActivityID?: string; readonly igm?: Answer };
}

/** The JSON of an answer, with the assistant's own sentences split at the quotation. */
export type Answer = AnswerJson & { readonly before?: readonly string[]; readonly after?: readonly string[] };

/** What starting or resuming a conversation gives. */
export interface Conversation {
  readonly conversationId: string;
  readonly token: string;
  readonly expires_in: number;
  readonly streamUrl?: string;
}

/** A piece of the log. */
export interface ActivitySet {
  readonly activities: readonly Activity[];
  readonly watermark?: string;
}
