import { empty, type Handler, HttpError } from '../http/index.ts';
import { namesInUse } from '../intake/index.ts';
import type { Flood } from './flood.ts';
import { createMarks } from './marks.ts';
import { namesOf } from './names.ts';
import { type Inbound, readNotification } from './notification.ts';
import { CHANNEL, type WhatsAppParts } from './parts.ts';
import type { Receipts } from './receipts.ts';
import { claimedSignature, isSigned, sameSecret } from './signature.ts';

/** Meta puts up to a thousand updates into one POST, at most 3 MB. */
const BODY = { bytes: 3 * 1024 * 1024 };
const LONGEST_CHALLENGE = 200;

/** The two calls that Meta makes: one to see that the address is ours, one with what people write. */
export function createWebhook(
  parts: WhatsAppParts,
  { flood, receipts, nudge }: { flood: Flood; receipts: Receipts; nudge(conversation: string): void },
): { verify: Handler; receive: Handler } {
  const { store, intake, keys, log, counters, config } = parts;
  const marks = createMarks(keys);

  /** Meta has taken a message: where that is not written down yet (we were killed in between), it is now. */
  async function reconcile(mark: string): Promise<void> {
    const place = marks.read(mark);
    if (place !== null && (await store.settleAt(place))) counters.add('whatsapp-sends-reconciled');
  }

  /** Resolves once the message is kept: answering it is not waited for. */
  async function take(message: Inbound): Promise<void> {
    const names = keys.namings.map(naming => namesOf(message.person, message.id, naming));
    const { conversation, key } = await namesInUse(names, store);
    const sealedAddress = keys.seal(JSON.stringify(message.address), conversation);
    if (await flood.stops(conversation, message, sealedAddress)) return;
    const taken = await intake.accept({
      conversation,
      channel: CHANNEL,
      text: message.text,
      media: message.media,
      key,
      // The first reply is sent with an introduction.
      introduced: true,
      sealedAddress,
      activity: text => ({
        type: 'message',
        channelId: CHANNEL,
        from: { id: conversation, role: 'user' },
        text,
        textFormat: 'plain',
      }),
    });
    if (taken.duplicate) return;
    receipts.show(conversation, message.id);
    void taken.answered.then(() => nudge(conversation));
  }

  /** One person's messages in their order, all persons at once. The first failure, once all were tried. */
  async function takeAll(messages: readonly Inbound[]): Promise<void> {
    const ofPerson = Map.groupBy(messages, ({ person }) => person);
    const results = await Promise.allSettled(
      [...ofPerson.values()].map(async own => {
        for (const message of own) await take(message);
      }),
    );
    const failed = results.find(({ status }) => status === 'rejected');
    if (failed !== undefined) throw (failed as PromiseRejectedResult).reason;
  }

  return {
    /** https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests */
    verify({ query }) {
      const challenge = query.get('hub.challenge') ?? '';
      const right =
        query.get('hub.mode') === 'subscribe' &&
        sameSecret(query.get('hub.verify_token') ?? '', config.verifyToken) &&
        challenge.length <= LONGEST_CHALLENGE;
      if (!right) throw new HttpError(403, 'NotVerified', 'The verify token is not the one of this service.');
      return { status: 200, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: challenge };
    },

    async receive(request) {
      const claimed = claimedSignature(request.headers['x-hub-signature-256']);
      const signed = claimed !== null && isSigned(await request.bytes(BODY), claimed, config.appSecret);
      if (!signed) {
        counters.add('whatsapp-unsigned');
        throw new HttpError(401, 'NotSigned', 'The body is not signed with the app secret of this service.');
      }
      const notification = readNotification(await request.json(BODY), config.phoneNumberId);
      counters.add('whatsapp-silent', notification.silent);
      for (const graph of notification.undelivered) {
        counters.add('whatsapp-undelivered');
        log.warn({ code: 'whatsapp-undelivered', graph }, 'a reply was taken by Meta and not delivered');
      }
      for (const graph of notification.troubles) {
        counters.add('whatsapp-troubles');
        log.error({ code: 'whatsapp-trouble', graph }, 'Meta reports trouble with the account or the app');
      }
      try {
        await Promise.all(notification.taken.map(reconcile));
        await takeAll(notification.messages);
      } catch (error) {
        log.error({ err: error, request: request.id }, 'a message could not be kept: Meta sends it again');
        throw new HttpError(503, 'NotKept', 'The messages could not be kept: send them again.', {
          'Retry-After': '5',
        });
      }
      return empty(200);
    },
  };
}
