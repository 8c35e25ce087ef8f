import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CARD_TYPE } from '../../../src/channel/botframework/card.ts';
import { seedAssistant, seedEditionOpened } from '../../seed.ts';
import { type Provider, provider, TENANT } from './peers.ts';
import { type Served, serve, singleTenant, teamsMessage } from './served.ts';

const SERVICE = 'https://smba.trafficmanager.net/amer/';
let openId: Provider;
let served: Served;

const seed = {
  assistant: () => seedAssistant(),
  published: () => ({ edition: seedEditionOpened().id, documents: seedEditionOpened().documents }),
  serviceHosts: ['smba.trafficmanager.net'],
};

beforeAll(async () => {
  openId = await provider();
  served = await serve({ ...seed, config: singleTenant(openId.metadataUrl) });
});
afterAll(async () => {
  await served.stop();
  await openId.stop();
});

async function query(value: unknown, over: Record<string, unknown> = {}, to = served) {
  const activity = { type: 'invoke', name: 'composeExtension/query', text: undefined, value, ...over };
  const headers = { Authorization: `Bearer ${await openId.token(SERVICE)}` };
  return to.post(teamsMessage(SERVICE, '', activity), headers);
}

const search = (text: string | null, more: object = {}) => ({
  commandId: 'searchFaq',
  parameters: [{ name: 'query', value: text }],
  ...more,
});

describe('the message extension', () => {
  it('finds an entry, with its quotation, its source and a preview', async () => {
    const { status, body } = await query(search('pasaportes'));
    expect(status).toBe(200);
    expect(body.composeExtension).toMatchObject({ type: 'result', attachmentLayout: 'list' });
    const [first] = body.composeExtension.attachments;
    expect(first.contentType).toBe(CARD_TYPE);
    expect(JSON.stringify(first.content)).toContain('Centros de Emisión de Pasaportes');
    expect(JSON.stringify(first.content)).toContain('15 de enero de 2024');
    expect(JSON.stringify(first.content)).not.toContain('Action.Submit');
    expect(first.preview).toMatchObject({
      contentType: 'application/vnd.microsoft.card.thumbnail',
      content: { text: 'Documentos de Identidad personal y de viaje' },
    });
  });

  it('finds while one types, and in English marks the translation', async () => {
    const { body } = await query(search('passp'), { locale: 'en-US' });
    const [first] = body.composeExtension.attachments;
    expect(first.content.lang).toBe('en');
    expect(JSON.stringify(first.content)).toContain('Unofficial translation');
  });

  it.each([
    ['at its first run', { commandId: 'searchFaq', parameters: [{ name: 'initialRun', value: 'true' }] }],
    [
      'at its first run, said as a boolean',
      { commandId: 'searchFaq', parameters: [{ name: 'initialRun', value: true }] },
    ],
    ['without a text', search('')],
    ['with a text that is null', search(null)],
    ['with parameters that are null', { commandId: 'searchFaq', parameters: null }],
    ['with a value that is null', null],
  ])('shows the document %s', async (_what, value) => {
    const { status, body } = await query(value);
    expect(status).toBe(200);
    expect(body.composeExtension.attachments.length).toBeGreaterThan(15);
    expect(JSON.stringify(body).length).toBeLessThan(80_000);
  });

  it('turns pages', async () => {
    const page = async (skip: number) =>
      (await query(search('', { queryOptions: { skip, count: 5 } }))).body.composeExtension.attachments;
    const [first, second] = [await page(0), await page(5)];
    expect([first.length, second.length]).toEqual([5, 5]);
    expect(second[0]).not.toEqual(first[0]);
    expect(await page(999)).toEqual([]);
  });

  it('answers its own tenant only', async () => {
    const foreign = {
      conversation: { id: 'c', tenantId: 'another' },
      channelData: { tenant: { id: 'another' } },
    };
    const nobody = { conversation: { id: 'c' }, channelData: {} };
    for (const over of [foreign, nobody, { ...foreign, channelData: { tenant: { id: TENANT } } }]) {
      const { status, body } = await query(search('pasaportes'), over);
      expect(status).toBe(403);
      expect(body.composeExtension).toBeUndefined();
    }
  });

  it('answers nobody where no tenant is configured', async () => {
    const config = { ...singleTenant(openId.metadataUrl), appType: 'MultiTenant' as const, tenantId: null };
    const open = await serve({ ...seed, config });
    expect((await query(search('pasaportes'), {}, open)).status).toBe(403);
    await open.stop();
  });

  it('knows no other command', async () => {
    expect((await query({ commandId: 'other' })).status).toBe(400);
    expect((await query(search('x'), { name: 'composeExtension/submitAction' })).status).toBe(501);
  });

  it.each(['\u0000', '<script>', '{{DATE()}}', '🛂'.repeat(500), 'x'.repeat(10_000)])(
    'bears any text',
    async text => {
      expect((await query(search(text))).status).toBe(200);
    },
  );
});
