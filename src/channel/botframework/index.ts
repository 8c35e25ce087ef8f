/**
 * Bot Framework activities at `POST /api/messages`: Teams, and every channel of Azure Bot Service. The official
 * CloudAdapter verifies tokens and speaks to connectors; in front of it stands a guard, because alone it lets
 * through what it should not (see `gate.ts`).
 *
 * A message is kept, acknowledged and answered in its own time: the reply goes out from the store's queue to the
 * sealed address of the conversation. A program that asks for it (`deliveryMode: expectReplies`) gets the answer in
 * the response.
 */

import { ConnectorError } from './connector-http.ts';
import { createAdapter, tokenIssuer } from './adapter.ts';
import type { Send } from '../../store/index.ts';
import { errorAnswer, type HttpAnswer, HttpError, type HttpRequest, json, type Routes } from '../http/index.ts';
import { IntakeStopped } from '../intake/index.ts';
import { storeChannel } from './addressee.ts';
import { claimedServiceUrl, requireLocal, unauthorized } from './gate.ts';
import { AZURE_CHANNELS, type InboundActivity, LOCAL_CHANNELS, readInbound } from './inbound.ts';
import { createOutbox, type Delivery, type Outbox } from './outbox.ts';
import { type OutgoingParts, outgoingActivity } from './outgoing.ts';
import type { BotFrameworkParts } from './parts.ts';
import { allowsLoopbackOnly, createServiceUrlRule } from './service-urls.ts';
import { createTurns } from './turns.ts';

export type { BotFrameworkParts } from './parts.ts';

/** The part of the service that runs beside the requests: replies on their way out. */
export type BotFramework = Pick<Outbox, 'start' | 'stop'>;
