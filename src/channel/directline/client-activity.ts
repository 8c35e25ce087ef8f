import { type Language, spokenIn } from '../../language/index.ts';
import type { Json } from '../../store/index.ts';
import { HttpError } from '../http/index.ts';
import { asObject } from '../intake/index.ts';
import { safeChannelData } from './channel-data.ts';
import type { DirectLineParts } from './parts.ts';

/** What of a client's activity is looked at; everything else is dropped. */
export interface ClientActivity {
  readonly type: string;
  readonly text: string;
  /** True when something was attached; files are not taken this way either. */
  readonly media: boolean;
  readonly hint: Language | undefined;
  /** `channelData.clientActivityID`: by it a repeated POST is known, and the client knows its own echo. */
  readonly clientActivityId: string | undefined;
  /** The activity as it is logged and echoed, around the redacted text. */
  logged(text: string): { readonly [key: string]: Json };
}

/** Types that need no answer and are not logged: they say what the client does, not what the person wrote. */
const SILENT: ReadonlySet<string> = new Set([
  'conversationUpdate',
  'endOfConversation',
  'event',
  'installationUpdate',
  'invoke',
  'messageReaction',
  'typing',
]);

/** True for an activity that is accepted and has no effect. */
export const isSilent = (type: string): boolean => SILENT.has(type);

/** Reads a client's activity. Fails with HttpError 400 for one that is none. */
export function readClientActivity(
  body: Json,
  fromId: string,
  { sentences, redact }: Pick<DirectLineParts, 'sentences' | 'redact'>,
): ClientActivity {
  const activity = asObject(body);
  const { type, attachments } = activity;
  if (typeof type !== 'string') throw new HttpError(400, 'MissingProperty', 'The activity has no type.');
  if (type !== 'message' && !isSilent(type)) {
    throw new HttpError(400, 'BadArgument', 'The activity has a type that this service does not take.');
  }
  const locale = localeOf(activity.locale);
  const clientActivityId = clientIdOf(activity.channelData);
  const channelData = safeChannelData(activity.channelData, clientActivityId, redact);
  return {
    type,
    text: textOf(activity.text, activity.value),
    media: Array.isArray(attachments) && attachments.length > 0,
    hint: spokenIn(locale, sentences.languages),
    clientActivityId,
    logged: text => ({
      type: 'message',
      // The role is ours to say: a client that claims to be the bot is not believed.
      from: { id: fromId, role: 'user' },
      text,
      textFormat: 'plain',
      ...(locale === undefined ? {} : { locale }),
      ...(channelData === undefined ? {} : { channelData }),
    }),
  };
}

/** A locale in the form of BCP 47; anything else is dropped. */
export function localeOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && /^[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,3}$/i.test(value) ? value : undefined;
}

/** A button may send its value in place of a text (`postBack`, `messageBack`). */
function textOf(text: Json | undefined, value: Json | undefined): string {
  if (typeof text === 'string' && text !== '') return text;
  return typeof value === 'string' ? value : '';
}

function clientIdOf(channelData: Json | undefined): string | undefined {
  const { clientActivityID: id } = asObject(channelData);
  return typeof id === 'string' && /^[\w.-]{1,64}$/.test(id) ? id : undefined;
}
