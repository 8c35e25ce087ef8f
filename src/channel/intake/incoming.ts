import { type Language, languageOf } from '../../language/index.ts';
import type { Json } from '../../store/index.ts';
import { type Dialogue, type Message, newDialogue } from '../../turn/index.ts';
import { withinLength } from './length.ts';

/** One message of a person, as a channel hands it in. Nothing of it is written anywhere before it is redacted. */
export interface Incoming {
  /** Id of the conversation: never a number or an address, but a pseudonym of it. */
  readonly conversation: string;
  /** Name of the channel: `directline`, `whatsapp`, `msteams` … */
  readonly channel: string;
  /** As the person wrote it; empty where they sent something else. */
  readonly text: string;
  /** Makes the message one message, however often it arrives: see Acceptance.key of the store. */
  readonly key?: string | undefined;
  readonly hint?: Language | undefined;
  /** True when they sent something that is no text. */
  readonly media?: boolean | undefined;
  /** True where the channel has already told them what this assistant is. */
  readonly introduced?: boolean | undefined;
  /** Where to reply, sealed: for channels that need it. */
  readonly sealedAddress?: string | undefined;
  /** The activity to log, around the redacted text. Whatever else it holds must be free of personal data. */
  activity(text: string): { readonly [key: string]: Json };
}

/** Takes personal data out of a text; `found` is empty where there was none. See the privacy room. */
export type Redact = (text: string) => { readonly text: string; readonly found: readonly string[] };

/** A message made fit to be kept: cut to what is looked at, then redacted. */
export interface Prepared {
  readonly text: string;
  readonly redacted: boolean;
}

export function prepare(text: string, redact: Redact): Prepared {
  const { text: safe, found } = redact(withinLength(text.toWellFormed()));
  return { text: safe, redacted: found.length > 0 };
}

/** What the worker needs besides the activity; kept with the job. */
export function jobData(incoming: Incoming, prepared: Prepared): Json {
  return {
    hint: incoming.hint ?? null,
    media: incoming.media === true,
    redacted: prepared.redacted,
    introduced: incoming.introduced === true,
  };
}

/** The message again, from what the job keeps. */
export function messageOf(activity: Json, data: Json): Message {
  const { text } = asObject(activity);
  const { hint, media, redacted } = asObject(data);
  return {
    text: typeof text === 'string' ? text : '',
    hint: typeof hint === 'string' ? (languageOf(hint) ?? undefined) : undefined,
    media: media === true,
    redacted: redacted === true,
  };
}

/** The dialogue as it was saved; fields that an older release did not know get their first value. */
export function dialogueOf(saved: Json, data: Json): Dialogue {
  if (saved === null) return { ...newDialogue(), introduced: asObject(data).introduced === true };
  return { ...newDialogue(), ...(asObject(saved) as Partial<Dialogue>) };
}

export function asObject(value: Json | undefined): { readonly [key: string]: Json | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: Json })
    : {};
}
