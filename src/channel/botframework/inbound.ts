import { type Language, spokenIn } from '../../language/index.ts';
import type { Json } from '../../store/index.ts';
import { HttpError } from '../http/index.ts';
import { asObject } from '../intake/index.ts';

/** Channels of Azure Bot Service that are taken. A channel that is not named here is refused. */
export const AZURE_CHANNELS: ReadonlySet<string> = new Set([
  'msteams',
  'webchat',
  'directline',
  'email',
  'facebook',
  'line',
  'slack',
  'sms',
  'telegram',
]);

/** Beside them, in local development: the Bot Framework Emulator, and tools that test. */
export const LOCAL_CHANNELS: ReadonlySet<string> = new Set([...AZURE_CHANNELS, 'emulator', 'test']);

/** Who or what a mention in a text means, and how it stands there (`<at>Asistente</at>`). */
export interface Mention {
  readonly type: 'mention';
  readonly text: string;
  readonly mentioned: { readonly id: string };
}

/** What of an activity is looked at; everything else, names of people among it, is dropped here. */
export interface InboundActivity {
  readonly type: string;
  readonly id: string | undefined;
  readonly channelId: string;
  /** Where replies go; undefined only in local development, where the answer is in the response. */
  readonly serviceUrl: string | undefined;
  readonly conversation: {
    readonly id: string;
    readonly isGroup: boolean;
    readonly conversationType: string | undefined;
    readonly tenantId: string | undefined;
  };
  readonly from: { readonly id: string };
  readonly recipient: { readonly id: string };
  readonly deliveryMode: string | undefined;
  readonly text: string;
  readonly entities: readonly Mention[];
  /** True when something is attached beside the copy of the text that Teams always attaches. */
  readonly media: boolean;
  readonly hint: Language | undefined;
  readonly locale: string | undefined;
  readonly name: string | undefined;
  readonly value: Json | undefined;
  /** Of `installationUpdate`: `add`, `remove` … */
  readonly action: string | undefined;
  readonly membersAdded: readonly string[];
  readonly membersRemoved: readonly string[];
  /** The Microsoft Entra tenant that the person writes from, where the channel knows one. */
  readonly tenant: string | undefined;
}

/** Ids and addresses of Teams are some 200 characters long. */
const LONGEST_ID = 1_000;
const MOST_ENTITIES = 50;

/**
 * Reads an activity. `local` reads more kindly: ids that a tool leaves out are filled in.
 * Fails with HttpError 400 for what is none, and for a channel that is not taken.
 */
export function readInbound(body: Json, local: boolean, languages: readonly Language[]): InboundActivity {
  const activity = asObject(body);
  const { type } = activity;
  if (typeof type !== 'string' || !/^\w{1,64}$/.test(type)) throw bad('type');
  const channelId = idOf(activity.channelId) ?? (local ? 'emulator' : null);
  if (channelId === null) throw bad('channelId');
  if (!(local ? LOCAL_CHANNELS : AZURE_CHANNELS).has(channelId)) {
    throw new HttpError(400, 'UnknownChannel', 'Activities of this channel are not taken.');
  }
  const conversation = asObject(activity.conversation);
  const required = (name: string, value: Json | undefined, kind: string) => {
    const id = idOf(value) ?? (local ? kind : null);
    if (id === null) throw bad(name);
    return id;
  };
  const id = idOf(activity.id) ?? undefined;
  if (id === undefined && !local) throw bad('id');
  const locale = localeOf(activity);
  const channelTenant = asObject(asObject(activity.channelData).tenant).id;
  const tenantId = idOf(conversation.tenantId) ?? undefined;
  return {
    type,
    id,
    channelId,
    serviceUrl: idOf(activity.serviceUrl) ?? undefined,
    conversation: {
      id: required('conversation.id', conversation.id, 'local'),
      isGroup: conversation.isGroup === true,
      conversationType: idOf(conversation.conversationType) ?? undefined,
      tenantId,
    },
    from: { id: required('from.id', asObject(activity.from).id, 'person') },
    recipient: { id: required('recipient.id', asObject(activity.recipient).id, 'bot') },
    deliveryMode: idOf(activity.deliveryMode) ?? undefined,
    text: typeof activity.text === 'string' ? activity.text : '',
    entities: list(activity.entities).slice(0, MOST_ENTITIES).flatMap(mentionOf),
    media: list(activity.attachments).some(isMedia),
    hint: spokenIn(locale, languages),
    locale,
    name: idOf(activity.name) ?? undefined,
    value: activity.value,
    action: idOf(activity.action) ?? undefined,
    membersAdded: list(activity.membersAdded).flatMap(member => idOf(asObject(member).id) ?? []),
    membersRemoved: list(activity.membersRemoved).flatMap(member => idOf(asObject(member).id) ?? []),
    tenant: tenantId ?? idOf(channelTenant) ?? undefined,
  };
}

/** True where several people write: a group chat, or a channel of a team. */
export function isGroup({ conversation }: InboundActivity): boolean {
  const { conversationType } = conversation;
  return conversation.isGroup || conversationType === 'groupChat' || conversationType === 'channel';
}

function bad(name: string): HttpError {
  return new HttpError(400, 'BadActivity', `The activity lacks a valid ${name}.`);
}

function idOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_ID ? value : null;
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function mentionOf(entity: Json): Mention[] {
  const { type, text, mentioned } = asObject(entity);
  const id = idOf(asObject(mentioned).id);
  if (typeof type !== 'string' || type.toLowerCase() !== 'mention' || id === null) return [];
  return [{ type: 'mention', text: typeof text === 'string' ? text : '', mentioned: { id } }];
}

function isMedia(attachment: Json): boolean {
  return asObject(attachment).contentType !== 'text/html';
}

/** The activity's locale; Teams also says the app's in an entity. Anything but BCP 47 is dropped. */
function localeOf(activity: ReturnType<typeof asObject>): string | undefined {
  const infos = list(activity.entities).slice(0, MOST_ENTITIES).map(asObject);
  const info = infos.find(({ type }) => type === 'clientInfo');
  for (const value of [activity.locale, info?.locale]) {
    if (typeof value === 'string' && /^[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,3}$/i.test(value)) return value;
  }
  return undefined;
}
