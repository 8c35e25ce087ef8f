import type { ByLanguage, Language } from '../language/index.ts';

/** Keys in `desk.app` of locales/: what the desk's code in the browser says. It gets them with the page. */
export const APP_TEXTS = [
  'lookup.title',
  'lookup.label',
  'lookup.placeholder',
  'lookup.found',
  'lookup.foundOne',
  'lookup.nothing',
  'lookup.failed',
  'lookup.results',
  'lookup.nearest',
  'lookup.recent',
  'lookup.pinned',
  'lookup.start',
  'lookup.sure',
  'lookup.unsure',
  'lookup.confidence',
  'lookup.keys',
  'lookup.keysBox',
  'lookup.keysEntry',
  'lookup.keysOn',
  'why.title',
  'why.read',
  'why.unknown',
  'advice.related',
  'advice.outside',
  'advice.not-understood',
  'advice.urgent',
  'advice.tell',
  'entry.official',
  'entry.unofficial',
  'entry.copy',
  'entry.copySource',
  'entry.copyLink',
  'entry.send',
  'entry.pin',
  'entry.unpin',
  'entry.copied',
  'entry.copyFailed',
  'entry.language',
  'entry.actions',
  'view.label',
  'view.lookup',
  'view.conversations',
  'lost.signedOut',
  'lost.offline',
  'queue.title',
  'queue.empty',
  'queue.waiting',
  'queue.held',
  'queue.mine',
  'queue.take',
  'queue.status',
  'channel.directline',
  'channel.whatsapp',
  'channel.msteams',
  'channel.other',
  'reason.asked',
  'reason.danger',
  'reason.not-understood',
  'who.person',
  'who.assistant',
  'who.agent',
  'conversation.mine',
  'conversation.waiting',
  'conversation.leave',
  'conversation.redacted',
  'conversation.window',
  'conversation.windowClosed',
  'conversation.said',
  'conversation.notes',
  'conversation.answer',
  'conversation.send',
  'conversation.call',
  'conversation.return',
  'conversation.close',
  'conversation.note',
  'conversation.noteLabel',
  'conversation.noteKeep',
  'problem.taken',
  'problem.notYours',
  'problem.gone',
  'problem.failed',
] as const;

export type AppText = (typeof APP_TEXTS)[number];

/** Places in these sentences that the browser fills in. */
export const APP_VALUES = ['n', 'name', 'time', 'what', 'read'] as const;
export type AppValues = Partial<Record<(typeof APP_VALUES)[number], string | number>>;

/** What the page hands to the code in the browser. */
export interface AppData {
  readonly lang: Language;
  /** The languages that people are answered in, and what each is called. */
  readonly languages: readonly { readonly code: Language; readonly name: string }[];
  readonly texts: Readonly<Record<AppText, string>>;
  /** The account, to know one's own conversations. */
  readonly account: string;
  /** True for who speaks with people. */
  readonly speaks: boolean;
  readonly supervises: boolean;
  /** "Please call …", in the person's language; null where no telephone is configured. */
  readonly call: ByLanguage<string> | null;
}
