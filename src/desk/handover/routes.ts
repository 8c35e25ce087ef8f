import { HttpError, json } from '../../channel/index.ts';
import { spokenOrOfficial } from '../../language/index.ts';
import { createEntries } from '../lookup/entries.ts';
import type { DeskParts } from '../parts.ts';
import { SPEAKING } from '../roles.ts';
import type { DeskRoute, Visit } from '../routes.ts';
import { agentSays, agentShows } from './replies.ts';
import type { Actor, Steps } from './steps.ts';

/** WhatsApp takes 4,096 characters; a person on a phone reads less. */
const LONGEST_SAID = 2_000;
const LONGEST_NOTE = 2_000;

/** What agents do with conversations. What they see of them comes over the stream (`live.ts`). */
export function handoverRoutes(parts: DeskParts, steps: Steps): DeskRoute[] {
  const { store, redact, assistant } = parts;
  const entries = createEntries(parts);
  const spoken = (value: unknown) => spokenOrOfficial(value, parts.sentences.languages);

  /** A step on the conversation that the path names. */
  function route(name: string, handler: (visit: Visit, conversation: string) => Promise<void>): DeskRoute {
    return {
      method: 'POST',
      path: `/desk/api/conversations/:conversation/${name}`,
      kind: 'api',
      roles: SPEAKING,
      async handler(visit) {
        await handler(visit, visit.request.params.conversation ?? '');
        return json(200, { done: true });
      },
    };
  }

  return [
    route('take', async ({ session }, conversation) => {
      const open = await steps.open(conversation);
      await steps.step(open, 'take', actorOf(session, false), [steps.tells(open, 'joined')]);
    }),

    route('say', async ({ session, body }, conversation) => {
      const text = textOf(body.text, LONGEST_SAID);
      const open = await steps.open(conversation);
      await steps.step(open, 'say', actorOf(session, false), [agentSays(spoken(open.lang), text)]);
    }),

    route('show', async ({ session, body }, conversation) => {
      const lang = spoken(body.lang);
      const entry = typeof body.entry === 'string' ? body.entry : '';
      const view = entries.view(entry);
      const written = view?.[lang];
      const reply = written ? agentShows(assistant(), entry, lang, written) : null;
      if (reply === null) throw new HttpError(404, 'NoEntry', 'There is no such entry.');
      await steps.step(await steps.open(conversation), 'say', actorOf(session, false), [reply]);
    }),

    route('note', async ({ session, body }, conversation) => {
      // Notes are kept: what a person told about themselves on the phone does not belong into them.
      const { text } = redact(textOf(body.text, LONGEST_NOTE));
      const open = await steps.open(conversation);
      await store.noteHandover(open.conversation, { agentName: session.name, text });
      parts.intake.said({ id: open.conversation, channel: open.channel }, open.watermark);
    }),

    route('return', async ({ session }, conversation) => {
      const open = await steps.open(conversation);
      await steps.step(open, 'return', actorOf(session, isSupervisor(session)), [
        steps.tells(open, 'returned'),
      ]);
    }),

    route('close', async ({ session }, conversation) => {
      const open = await steps.open(conversation);
      await steps.step(open, 'close', actorOf(session, isSupervisor(session)), [steps.tells(open, 'closed')]);
    }),
  ];
}

function actorOf({ account, name }: Visit['session'], force: boolean): Actor {
  return { account, name, force };
}

function isSupervisor({ roles }: Visit['session']): boolean {
  return roles.includes('supervisor');
}

function textOf(value: unknown, most: number): string {
  const text = typeof value === 'string' ? value.trim().toWellFormed() : '';
  if (text === '') throw new HttpError(400, 'Empty', 'There is no text.');
  if ([...text].length > most) throw new HttpError(400, 'TooLong', `Write at most ${most} characters.`);
  return text;
}
