import { setTimeout as pause } from 'node:timers/promises';
import type { Language } from '../../language/index.ts';
import type { Json } from '../../store/index.ts';
import { type HttpAnswer, HttpError, type HttpRequest, json } from '../http/index.ts';
import { asObject, IntakeStopped } from '../intake/index.ts';
import type { Authorizer } from './authorize.ts';
import { type ClientActivity, isSilent, readClientActivity } from './client-activity.ts';
import { requestLanguage, unknownConversation } from './conversations.ts';
import type { Limits } from './limits.ts';
import { readPage, readWatermark } from './log-page.ts';
import { CHANNEL, type Opener } from './opener.ts';
import type { DirectLineParts } from './parts.ts';
import type { Grant } from './tokens.ts';

/** How long a client that polls too often waits for its empty answer. */
const POLL_PAUSE_MS = 1_000;
const MOST_PAUSED = 500;
/** Above this, what is wrong with a file is its size already. */
const FILE_BYTES = 4 * 1024 * 1024;

interface Calls {
  read(request: HttpRequest): Promise<HttpAnswer>;
  post(request: HttpRequest): Promise<HttpAnswer>;
  upload(request: HttpRequest): Promise<HttpAnswer>;
}

/** Reading a conversation by polling, and writing into it. */
export function createActivityCalls(
  parts: DirectLineParts,
  { authorizer, limits, open }: { authorizer: Authorizer; limits: Limits; open: Opener },
): Calls {
  const { store, intake, counters, log } = parts;
  let paused = 0;

  /** `dl_` ids are random by agreement; any other could be a name, so the conversation's pseudonym stands for it. */
  function fromId(grant: Grant, body: Json): string {
    const claimed = grant.user ?? asObject(asObject(body).from).id;
    if (typeof claimed === 'string' && /^dl_\w{8,64}$/.test(claimed)) return claimed;
    return `user_${parts.pseudonym('directline-user', grant.conversation)}`;
  }

  async function withinLimits(request: HttpRequest, grant: Grant, activity: ClientActivity): Promise<void> {
    const wait = await limits.message(grant.conversation, request.client);
    if (wait === null || intake.isUrgent(grant.conversation, activity.text)) return;
    counters.add('messages-limited');
    throw limited(activity.hint ?? requestLanguage(request, parts.sentences.languages), wait);
  }

  /**
   * A conversation ends ten minutes after it was opened when nobody writes. Who holds its token and writes later
   * has only read for a while: it is opened anew under the same id. The secret alone names any id: 404.
   */
  async function openAgain(request: HttpRequest, grant: Grant): Promise<void> {
    const who = await authorizer.caller(request);
    if (who?.kind !== 'token') throw unknownConversation();
    await open(grant.conversation, requestLanguage(request, parts.sentences.languages));
  }

  function limited(lang: Language, seconds: number): HttpError {
    const message = parts.sentences(lang, 'channel:limited', { count: seconds });
    return new HttpError(429, 'TooManyRequests', message, { 'Retry-After': String(seconds) });
  }

  async function emptyAnswer(request: HttpRequest, watermark: number): Promise<HttpAnswer> {
    if (paused < MOST_PAUSED) {
      paused++;
      await pause(POLL_PAUSE_MS, null, { signal: request.signal }).catch(() => {});
      paused--;
    }
    return json(200, { activities: [], watermark: String(watermark) });
  }

  return {
    /** Never 429 and never 5xx: the official client would stop polling for good, and still say that it is online. */
    async read(request) {
      const id = request.params.conversation ?? '';
      await authorizer.forConversation(request, id);
      const watermark = readWatermark(request.query.get('watermark')) ?? 0;
      if ((await limits.poll(id)) !== null) return emptyAnswer(request, watermark);
      const page = await readPage(store, id, watermark).catch((error: unknown) => {
        log.warn({ err: error }, 'a poll was answered empty');
        return undefined;
      });
      if (page === undefined) return emptyAnswer(request, watermark);
      if (page === null) throw unknownConversation();
      return json(200, { activities: page.activities, watermark: String(page.watermark) });
    },

    async post(request) {
      const conversation = request.params.conversation ?? '';
      const grant = await authorizer.forConversation(request, conversation);
      const body = await request.json();
      const activity = readClientActivity(body, fromId(grant, body), parts);
      if ((await store.conversation(conversation)) === null) await openAgain(request, grant);
      if (isSilent(activity.type)) return json(200, { id: `${conversation}|${request.id}` });
      await withinLimits(request, grant, activity);
      try {
        const { id } = await intake.accept({
          conversation,
          channel: CHANNEL,
          text: activity.text,
          key: activity.clientActivityId,
          hint: activity.hint ?? requestLanguage(request, parts.sentences.languages),
          media: activity.media,
          introduced: true,
          activity: activity.logged,
        });
        return json(200, { id });
      } catch (error) {
        if (error instanceof IntakeStopped) {
          throw new HttpError(503, 'Restarting', 'The service is restarting: try again.', {
            'Retry-After': '5',
          });
        }
        log.error({ err: error, request: request.id }, 'a message could not be kept');
        throw new HttpError(502, 'BotRejectedActivity', 'The message could not be taken: try again.', {
          'Retry-After': '5',
        });
      }
    },

    /** Files are not taken. The call is refused, and the conversation says what can be done instead. */
    async upload(request) {
      const conversation = request.params.conversation ?? '';
      const grant = await authorizer.forConversation(request, conversation);
      if ((await store.conversation(conversation)) === null) throw unknownConversation();
      const lang = requestLanguage(request, parts.sentences.languages);
      const wait = await limits.message(grant.conversation, request.client);
      if (wait !== null) throw limited(lang, wait);
      await intake.remark(conversation, { text: '', media: true, hint: lang });
      const tooLarge = Number(request.headers['content-length'] ?? 0) > FILE_BYTES;
      const message = parts.sentences(lang, 'channel:noFiles');
      throw tooLarge
        ? new HttpError(413, 'FileTooLarge', message)
        : new HttpError(415, 'FilesNotTaken', message);
    },
  };
}
