import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API_VERSION } from '../../../src/channel/whatsapp/index.ts';
import { createLog } from '../../../src/observe/index.ts';
import { openStore, type Store } from '../../../src/store/index.ts';
import { brokenAssistant, failElsewhere, sentences, until } from '../doubles.ts';
import { FakeGraph } from './fake-graph.ts';
import { notification, status, text } from './payloads.ts';
import { type Served, type ServeOptions, serve } from './served.ts';

let graph: FakeGraph;
const running: Served[] = [];
beforeEach(async () => {
  graph = await new FakeGraph().listen();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map(served => served.stop()));
  await graph.close();
  expect(graph.faults).toEqual([]);
});

async function open(options: Partial<ServeOptions> = {}): Promise<Served> {
  const served = await serve({ graphUrl: graph.url, ...options });
  running.push(served);
  return served;
}

const answers = (count: number) => until(() => graph.sent.length >= count && graph.sent);
const nothingOwed = (served: Served) => until(async () => (await served.store.depth()).sends === 0);
const aWhile = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
const sends = () => graph.order.filter(kind => kind === 'send').length;

describe('a reply that Meta does not take at once', () => {
  it.each([
    ['too many messages of the number', { status: 400, code: 130429 }],
    ['too many messages to this person', { status: 400, code: 131056 }],
    ['too many calls of the account', { status: 400, code: 80007 }],
    ['too many calls of the app', { status: 400, code: 4 }],
    ['something went wrong', { status: 500, code: 131000 }],
    ['overloaded', { status: 500, code: 131016 }],
    ['429 without a code', { status: 429, retryAfter: 0 }],
    ['500 without a code', { status: 500 }],
    ['503 of a proxy', { status: 503 }],
    ['a connection that breaks', 'cut'],
  ] as const)('(%s) is sent again until it is, and once', async (_name, answer) => {
    graph.next.push(answer, answer);
    const served = await open();
    await served.say(text('hola'));
    await answers(1);
    await nothingOwed(served);
    await aWhile(100);
    expect([sends(), graph.sent.length]).toEqual([3, 1]);
  });

  it('waits as long as Meta asks for', async () => {
    graph.next.push({ status: 429, retryAfter: 1 });
    const served = await open();
    const before = Date.now();
    await served.say(text('hola'));
    await answers(1);
    expect(graph.sent[0]!.at - before).toBeGreaterThanOrEqual(950);
  });

  it('is sent again when the call takes too long, and that is counted as a possible double', async () => {
    graph.next.push('hang');
    const served = await open({ times: { call: 150 } });
    await served.say(text('hola'));
    await answers(1);
    expect(served.counters.all()).toMatchObject({ 'whatsapp-sends-perhaps-double': 1 });
  });

  it('keeps the order of its conversation and holds up no other', async () => {
    graph.next.push({ status: 400, code: 131056 }, { status: 400, code: 131056 });
    const served = await open({ times: { firstPause: 150 } });
    await served.say(text('uno'), text('dos'));
    await until(() => sends() >= 1);
    await served.say(text('otra persona', { from: '50277776666' }));
    await answers(3);
    const own = graph.sent
      .filter(({ body }) => body.to === '50255551234')
      .map(sent => sent.text.split('\n')[0]);
    expect(own).toEqual(['reply to: uno', 'reply to: dos']);
  });
});

describe('a reply that Meta will never take', () => {
  it.each([131047, 131026, 100, 131051, 131030, 131062])(
    '(%i) is given up after one call, and noted',
    async code => {
      graph.next.push({ status: 400, code });
      const served = await open();
      await served.say(text('hola'));
      await until(() => served.counters.all()['whatsapp-sends-abandoned'] === 1);
      await nothingOwed(served);
      await aWhile(100);
      expect([sends(), graph.sent.length]).toEqual([1, 0]);
      expect(await served.store.audit(0)).toMatchObject([
        { action: 'send-abandoned', detail: { channel: 'whatsapp', reason: `graph-${code}` } },
      ]);
      // The next question is answered all the same.
      await served.say(text('otra'));
      await answers(1);
    },
  );

  it('is given up when its address is gone, 24 hours after the question', async () => {
    let ahead = 0;
    const now = () => Date.now() + ahead;
    const store = await openStore('memory:', { now });
    const served = await open({ store, now });
    graph.always = { status: 500 };
    await served.say(text('hola'));
    await until(() => sends() >= 1);
    ahead = 24 * 3_600_000 + 1;
    await until(() => served.counters.all()['whatsapp-sends-abandoned'] === 1);
  });
});

describe('a token that Meta refuses', () => {
  it.each([190, 10, 131031])(
    '(%i) pauses the channel, tells the operator once, and loses nothing',
    async code => {
      const lines: string[] = [];
      const log = createLog('info', { write: line => void lines.push(line) });
      graph.always = { status: 401, code };
      const served = await open({ log });
      await served.say(text('uno'));
      await until(() => served.whatsapp.paused());
      await served.say(text('dos'), text('tres', { from: '50277776666' }));
      await aWhile(200);
      expect(sends()).toBe(1);
      const pages = lines.map(line => JSON.parse(line)).filter(line => line.code === 'whatsapp-refused');
      expect(pages).toMatchObject([{ level: 50, graph: `graph-${code}` }]);
      expect(served.counters.all()).toMatchObject({ 'whatsapp-refused': 1 });
      await served.stop();

      // With a new token the service is started again: all is answered at once, in order.
      graph.always = null;
      const again = await open({ store: served.store });
      await answers(3);
      await nothingOwed(again);
      const own = graph.sent
        .filter(({ body }) => body.to === '50255551234')
        .map(sent => sent.text.split('\n')[0]);
      expect(own).toEqual(['reply to: uno', 'reply to: dos']);
      expect(lines.join('')).not.toContain('EAAG');
    },
  );

  it('is tried with one message after the pause, and then all go out', async () => {
    graph.always = { status: 401, code: 190 };
    const served = await open({ times: { refused: 300 } });
    const people = ['50255550001', '50255550002', '50255550003', '50255550004'];
    await served.say(text('hola', { from: people[0] }));
    await until(() => served.whatsapp.paused());
    for (const from of people.slice(1)) await served.say(text('hola', { from }));
    await aWhile(150);
    expect(sends()).toBe(1);
    await until(() => sends() === 2);
    graph.always = null;
    await answers(4);
    expect(sends()).toBeLessThanOrEqual(6);
    expect(served.whatsapp.paused()).toBe(false);
  });
});

describe('a success', () => {
  it('that cannot be read is one: the message is not sent again', async () => {
    graph.next.push({ status: 200, raw: 'gateway says ok' });
    const served = await open();
    await served.say(text('hola'));
    await until(() => sends() === 1);
    await nothingOwed(served);
    expect(sends()).toBe(1);
  });

  it('is never looked for at another host', async () => {
    const elsewhere = await new FakeGraph().listen();
    graph.next.push({ status: 307, location: `${elsewhere.url}/${API_VERSION}/1/messages` });
    const served = await open();
    await served.say(text('hola'));
    await answers(1);
    expect(elsewhere.calls).toBe(0);
    await elsewhere.close();
  });
});

describe('a message whose turn fails again and again', () => {
  it('gets one honest sentence, with nothing around it', async () => {
    const served = await open({ assistant: brokenAssistant() });
    await served.say(text('hola'));
    await until(() => served.counters.all()['jobs-failed'] === 1);
    await failElsewhere(served.store, 3);
    const [sent] = await answers(1);
    expect(sent!.text).toBe(sentences('es', 'channel:failed'));
    await nothingOwed(served);
    expect((await served.store.depth()).jobs).toBe(0);
  });
});

describe('a reply that Meta has taken and we could not write down', () => {
  /** As after a kill in between: the send is open and its lease lost. Gives the mark that Meta has. */
  async function taken(): Promise<{ store: Store; mark: string }> {
    const store = await openStore('memory:');
    const away = { ...store, settle: () => Promise.reject(new Error('away')) };
    const first = await serve({ graphUrl: graph.url, store: away, times: { lease: 1_200 } });
    await first.say(text('hola'));
    const [sent] = await answers(1);
    await until(() => first.counters.all()['whatsapp-sends-unrecorded'] === 1);
    await first.stop();
    return { store, mark: sent!.body.biz_opaque_callback_data };
  }
  it('is not sent again when Meta tells of it', async () => {
    const { store, mark } = await taken();
    const served = await open({ store, times: { reconcile: 1_000 } });
    await served.post(notification([], { statuses: [status('sent', { biz_opaque_callback_data: mark })] }));
    expect(served.counters.all()['whatsapp-sends-reconciled']).toBe(1);
    await nothingOwed(served);
    await aWhile(1_300);
    expect(graph.sent).toHaveLength(1);
  });

  it('is sent again, and counted, when Meta says nothing', async () => {
    const { store } = await taken();
    const served = await open({ store });
    await answers(2);
    await nothingOwed(served);
    expect(served.counters.all()['whatsapp-sends-perhaps-double']).toBe(1);
  });

  it('takes no mark for one of ours that is none', async () => {
    const { store, mark } = await taken();
    const served = await open({ store, times: { reconcile: 1_000 } });
    for (const wrong of ['', 'x', mark.slice(0, -2), `${mark}A`, 42, null]) {
      const told = { statuses: [status('sent', { biz_opaque_callback_data: wrong })] };
      expect((await served.post(notification([], told))).status).toBe(200);
    }
    expect((await store.depth()).sends).toBe(1);
  });
});
