import { asObject } from '../../channel/index.ts';
import { languageOf } from '../../language/index.ts';
import type { DeskSession, LoggedActivity, OpenHandover, Store } from '../../store/index.ts';
import type { ConversationView, QueueItem, Said } from './wire.ts';

const HOUR_MS = 3_600_000;
/** How long the address of a person is kept after their last message; Meta's window is as long. */
const WINDOW_MS = 24 * HOUR_MS;
/** The newest of a transcript that agents see at once. */
const MOST_SAID = 300;
/** The website's client reads the log: it needs no address. */
const READS_THE_LOG = 'directline';

export function queueItem(open: OpenHandover, session: Pick<DeskSession, 'account'>): QueueItem {
  const { conversation, channel, reason, agentName, requestedAt, lastMessageAt } = open;
  return {
    conversation,
    lang: languageOf(open.lang) ?? 'es',
    channel,
    reason,
    state: open.state === 'held' ? 'held' : 'waiting',
    mine: open.state === 'held' && open.agent === session.account,
    agentName,
    requestedAt,
    lastMessageAt,
    until: writableUntil(open),
  };
}

/** Until when an agent can write; null: as long as the conversation lives. */
export function writableUntil({ channel, lastMessageAt }: OpenHandover): number | null {
  return channel === READS_THE_LOG || lastMessageAt === null ? null : lastMessageAt + WINDOW_MS;
}

/** A conversation with all that agents may see of it: redacted, as it is in the log. */
export async function conversationView(
  store: Pick<Store, 'activitiesAfter' | 'handoverNotes'>,
  open: OpenHandover,
  session: Pick<DeskSession, 'account'>,
): Promise<ConversationView> {
  const logged: LoggedActivity[] = [];
  let from = Math.max(0, open.watermark - MOST_SAID);
  for (;;) {
    const page = await store.activitiesAfter(open.conversation, from);
    logged.push(...page);
    const last = page.at(-1);
    if (last === undefined) break;
    from = last.watermark;
  }
  return {
    item: queueItem(open, session),
    said: logged.flatMap(saidIn),
    notes: await store.handoverNotes(open.conversation),
    watermark: from,
  };
}

function saidIn({ id, at, activity }: LoggedActivity): Said[] {
  const { type, text, from, channelData, locale } = asObject(activity);
  if (type !== 'message' || typeof text !== 'string') return [];
  const igm = asObject(asObject(channelData).igm);
  const person = asObject(from).role !== 'bot';
  return [
    {
      id,
      at,
      who: person ? 'person' : igm.speaker === 'agent' ? 'agent' : 'assistant',
      lang: typeof locale === 'string' ? (locale.split('-')[0] ?? null) : null,
      text,
      urgent: igm.decision === 'urgent',
    },
  ];
}
