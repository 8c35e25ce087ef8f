import { createHmac } from 'node:crypto';
import { type BotFramework, serveBotFramework } from '../../src/channel/botframework/index.ts';
import { serveDirectLine } from '../../src/channel/directline/index.ts';
import type { Routes } from '../../src/channel/http/index.ts';
import { registerWhatsApp, type WhatsApp } from '../../src/channel/whatsapp/index.ts';
import { createLimiter, type Limiters } from '../../src/instances/index.ts';
import { loadKeys } from '../../src/privacy/keys.ts';
import { ACCESS_TOKEN, type Body, type FakeGraph, PHONE_NUMBER_ID } from '../channel/whatsapp/fake-graph.ts';
import { APP_SECRET, notification, signature, text, VERIFY_TOKEN } from '../channel/whatsapp/payloads.ts';
import { QUICK } from '../channel/whatsapp/served.ts';
import type { ChannelParts } from './served.ts';

/** The website's channel, WhatsApp and Teams beside a desk, joined as the service joins them. */
export function channels(graph: FakeGraph) {
  let whatsapp: WhatsApp | null = null;
  let bots: BotFramework | null = null;
  return {
    register(routes: Routes, parts: ChannelParts): void {
      const keys = loadKeys({ dataKey: 'k'.repeat(40), file: null });
      const limiters: Limiters = (_name, options) => createLimiter(options);
      serveDirectLine(routes, {
        ...parts,
        limiters,
        pseudonym: (kind: string, value: string) =>
          createHmac('sha256', 'test').update(`${kind}:${value}`).digest('base64url').slice(0, 22),
        tokenKeys: ['current'],
        secret: null,
        publicUrl: parts.url,
        origins: [parts.url],
        ratePerMinute: 0,
      });
      whatsapp = registerWhatsApp(routes, {
        ...parts,
        keys,
        limiters,
        config: {
          phoneNumberId: PHONE_NUMBER_ID,
          accessToken: ACCESS_TOKEN,
          appSecret: APP_SECRET,
          verifyToken: VERIFY_TOKEN,
          graphUrl: graph.url,
        },
        publicUrl: 'https://asistente.example.org',
        ratePerMinute: 0,
        times: QUICK,
      });
      // Without an app id: Teams as in local development, on this machine only.
      bots = serveBotFramework(routes, {
        ...parts,
        keys,
        limiters,
        published: () => ({ edition: 'sha256:test', documents: [] }),
        config: null,
        serviceHosts: [],
        listensOnLoopback: true,
        production: false,
        publicUrl: 'https://asistente.example.org',
        ratePerMinute: 0,
      });
    },
    async start() {
      await whatsapp!.start();
      await bots!.start();
    },
    async stop() {
      await whatsapp!.stop(2_000);
      await bots!.stop(2_000);
    },
  };
}

/** Somebody on the website. */
export async function visitor(url: string) {
  const call = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${url}/v3/directline${path}`, init);
    return (await answer.json()) as { [key: string]: never } & {
      token: string;
      conversationId: string;
      id: string;
      activities: { text: string; from: { id: string; role?: string }; channelData?: { igm?: Body } }[];
    };
  };
  const { token } = await call('/tokens/generate', { method: 'POST', headers: { Origin: url } });
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const { conversationId } = await call('/conversations', { method: 'POST', headers });
  return {
    conversation: conversationId,
    say: (said: string) =>
      call(`/conversations/${conversationId}/activities`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ type: 'message', text: said, locale: 'es-GT', from: { id: 'dl_visitor01' } }),
      }),
    /** All that was said so far. */
    async heard() {
      return (await call(`/conversations/${conversationId}/activities`, { headers })).activities;
    },
  };
}

/** Somebody writes on WhatsApp. */
export async function writeOnWhatsApp(url: string, said: string): Promise<number> {
  const raw = JSON.stringify(notification([text(said)]));
  const answer = await fetch(`${url}/webhooks/whatsapp`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Hub-Signature-256': signature(raw) },
    body: raw,
  });
  return answer.status;
}
