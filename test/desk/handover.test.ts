import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { LiveEvent } from '../../src/desk/handover/wire.ts';
import { createLocalHub } from '../../src/instances/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { connector } from '../channel/botframework/peers.ts';
import { teamsMessage } from '../channel/botframework/served.ts';
import { until } from '../channel/doubles.ts';
import { FakeGraph } from '../channel/whatsapp/fake-graph.ts';
import { createDatabase, postgresReachable, type TestDatabase } from '../services.ts';
import { channels, visitor, writeOnWhatsApp } from './channels.ts';
import { type Browser, type Served, serve } from './served.ts';

const hasPostgres = await postgresReachable();

/** An open desk: what its stream has said last. */
async function openDesk(served: Served, one: Browser, headers: Record<string, string> = {}) {
  const cookie = [...one.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const socket = new WebSocket(`${served.url.replace('http', 'ws')}/desk/live`, {
    headers: { Cookie: cookie, Origin: served.url, ...headers },
  });
  const last: { [Type in LiveEvent['type']]?: Extract<LiveEvent, { type: Type }> } = {};
  let closed: number | null = null;
  socket.on('message', data => {
    const event = JSON.parse(String(data)) as LiveEvent;
    Object.assign(last, { [event.type]: event });
  });
  socket.on('close', code => {
    closed = code;
  });
  await once(socket, 'open');
  return {
    last,
    closed: () => closed,
    watch: (conversation: string | null) => socket.send(JSON.stringify({ type: 'watch', conversation })),
    end: () => socket.close(),
  };
}

const refused = async (served: Served, headers: Record<string, string>) => {
  const socket = new WebSocket(`${served.url.replace('http', 'ws')}/desk/live`, { headers });
  const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
  socket.on('error', () => {});
  socket.terminate();
  return answer.statusCode;
};

describe('taking a conversation over', () => {
  let graph: FakeGraph;
  let served: Served;
  let whatsapp: ReturnType<typeof channels>;
  let ana: Browser;
  beforeAll(async () => {
    graph = await new FakeGraph().listen();
    whatsapp = channels(graph);
    served = await serve({ channels: whatsapp.register });
    await whatsapp.start();
    for (const id of ['ana', 'luis']) await served.account(id, ['agent']);
    await served.account('sol', ['supervisor']);
    await served.account('eva', ['editor']);
    ana = await served.signedIn('ana');
  }, 30_000);
  afterAll(async () => {
    await served.stop();
    await whatsapp.stop();
    await graph.close();
    expect(graph.faults).toEqual([]);
  });

  const texts = async (who: Awaited<ReturnType<typeof visitor>>) =>
    (await who.heard()).map(({ text }) => text).filter(text => text !== undefined);
  const step = (one: Browser, conversation: string, name: string, body: object = {}) =>
    one.call(`/desk/api/conversations/${encodeURIComponent(conversation)}/${name}`, body);

  it('goes from the person to the agent, in order, and back to the assistant', async () => {
    const desk = await openDesk(served, ana);
    await until(() => desk.last.queue);
    await served.presence.look();
    const person = await visitor(served.url);
    await person.say('quiero hablar con una persona, mi teléfono es 5555 1234');
    const item = await until(() =>
      desk.last.queue?.items.find(one => one.conversation === person.conversation),
    );
    expect(item).toMatchObject({ state: 'waiting', channel: 'directline', lang: 'es', reason: 'asked' });
    expect((await texts(person)).at(-1)).toContain('Una persona le escribirá aquí mismo');

    desk.watch(person.conversation);
    const view = await until(() => desk.last.conversation?.view);
    expect(JSON.stringify(view)).not.toContain('5555');
    expect(view.said.map(({ who }) => who)).toContain('person');

    expect((await step(ana, person.conversation, 'take')).status).toBe(200);
    await person.say('¿cuál es la misión?');
    await until(() => desk.last.conversation?.view.said.some(({ text }) => text.includes('misión')));
    for (const text of ['Uno.', 'Dos.', 'Tres.'])
      expect((await step(ana, person.conversation, 'say', { text })).status).toBe(200);
    expect((await step(ana, person.conversation, 'show', { entry: 'vision', lang: 'es' })).status).toBe(200);
    expect((await step(ana, person.conversation, 'note', { text: 'llamar al 5555 1234' })).status).toBe(200);
    expect((await step(ana, person.conversation, 'return')).status).toBe(200);
    await person.say('¿cuál es la misión?');
    const heard = await until(async () => {
      const all = await person.heard();
      return all.at(-1)?.channelData?.igm?.decision === 'answer' && all;
    });
    const said = heard.slice(heard.findIndex(({ text }) => text?.includes('se unió')));
    expect(said.map(({ text, channelData }) => channelData?.igm?.speaker ?? text)).toEqual([
      'assistant',
      '¿cuál es la misión?',
      'agent',
      'agent',
      'agent',
      'agent',
      'assistant',
      '¿cuál es la misión?',
      'assistant',
    ]);
    expect(said.slice(2, 5).map(({ text }) => text)).toEqual(['Uno.', 'Dos.', 'Tres.']);
    expect(said[5]?.channelData?.igm).toMatchObject({ entry: 'vision', decision: 'held' });
    expect(said[5]?.channelData?.igm?.quotes[0].official).toBe(true);
    await until(() => desk.last.gone?.conversation === person.conversation);
    const [note] = await served.store.handoverNotes(person.conversation);
    expect(note?.text).not.toContain('5555');
    const audit = (await served.store.audit(0)).map(({ actor, action }) => `${actor} ${action}`);
    for (const action of ['viewed', 'take', 'return'])
      expect(audit).toContain(`ana desk-conversation-${action}`);
    desk.end();
  }, 30_000);

  it('answers on the person’s own WhatsApp, as long as its window is open', async () => {
    const before = graph.sent.length;
    await writeOnWhatsApp(served.url, 'quiero hablar con una persona');
    const item = await until(async () =>
      (await served.store.openHandovers()).find(({ channel }) => channel === 'whatsapp'),
    );
    await step(ana, item.conversation, 'take');
    await step(ana, item.conversation, 'say', { text: 'Buenas tardes, *le* atiendo.' });
    await step(ana, item.conversation, 'say', { text: '¿En qué le ayudo?' });
    const sent = await until(() => graph.sent.length >= before + 4 && graph.sent.slice(before));
    expect(sent.slice(1, 4).map(({ text }) => text.replace(/\u200b|\u2060/g, ''))).toEqual([
      expect.stringContaining('se unió'),
      expect.stringContaining('le'),
      '¿En qué le ayudo?',
    ]);
    served.clock.ahead = 24 * 3_600_000 - 60_000;
    const late = await served.signedIn('ana');
    expect((await step(late, item.conversation, 'say', { text: 'Todavía.' })).status).toBe(200);
    served.clock.ahead += 61_000;
    const answer = await step(late, item.conversation, 'say', { text: 'Tarde.' });
    expect([answer.status, (await answer.json()).error.code]).toEqual([404, 'NoHandover']);
    served.clock.ahead = 0;
    await step(ana, item.conversation, 'close');
    expect((await served.store.conversation(item.conversation))?.sealedAddress).toBeNull();
  }, 30_000);

  it('answers proactively on Teams', async () => {
    const teams = await connector();
    const post = (text: string) =>
      fetch(`${served.url}/api/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(teamsMessage(teams.url, text)),
      });
    expect((await post('quiero hablar con una persona')).status).toBeLessThan(300);
    const item = await until(async () =>
      (await served.store.openHandovers()).find(({ channel }) => channel === 'msteams'),
    );
    await step(ana, item.conversation, 'take');
    await step(ana, item.conversation, 'say', { text: 'Buenas **tardes**.' });
    const bodies = await until(() => {
      const all = teams.seen.map(({ body }) => JSON.stringify(body ?? ''));
      return all.some(body => body.includes('Buenas **tardes**.')) && all;
    });
    const at = (part: string) => bodies.findIndex(body => body.includes(part));
    expect(at('se unió')).toBeGreaterThan(at('en la fila'));
    expect(at('tardes')).toBeGreaterThan(at('se unió'));
    await step(ana, item.conversation, 'close');
    await teams.stop();
  }, 30_000);

  it('is refused to who does not hold it, except to end it as a supervisor', async () => {
    const person = await visitor(served.url);
    await person.say('quiero hablar con una persona');
    await until(async () => (await served.store.handover(person.conversation))?.state === 'waiting');
    const luis = await served.signedIn('luis');
    const sol = await served.signedIn('sol');
    expect((await step(luis, person.conversation, 'say', { text: 'hola' })).status).toBe(409);
    expect((await step(ana, person.conversation, 'take')).status).toBe(200);
    const lost = await step(luis, person.conversation, 'take');
    expect([lost.status, (await lost.json()).error.code]).toEqual([409, 'TakenByOther']);
    for (const name of ['say', 'return', 'close'])
      expect((await step(luis, person.conversation, name, { text: 'hola' })).status).toBe(409);
    expect((await step(sol, person.conversation, 'say', { text: 'hola' })).status).toBe(409);
    expect((await step(sol, person.conversation, 'return')).status).toBe(200);
  }, 30_000);

  it('streams only to those who may, and asks again all the time', async () => {
    const cookie = (one: Browser) => [...one.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const eva = await served.signedIn('eva');
    const origin = { Origin: served.url };
    expect(await refused(served, origin)).toBe(401);
    expect(await refused(served, { ...origin, Cookie: cookie(eva) })).toBe(403);
    expect(await refused(served, { Cookie: cookie(ana) })).toBe(403);
    expect(await refused(served, { Cookie: cookie(ana), Origin: 'https://evil.example' })).toBe(403);

    const luis = await served.signedIn('luis');
    const signedOut = await openDesk(served, luis);
    const started = Date.now();
    await luis.post('/desk/sign-out', {});
    expect(await until(() => signedOut.closed(), 8_000)).toBe(4401);
    expect(Date.now() - started).toBeLessThan(5_000);

    await served.account('tmp', ['agent']);
    const lost = await openDesk(served, await served.signedIn('tmp'));
    await served.store.changeAccount('tmp', { roles: ['editor'] });
    expect(await until(() => lost.closed(), 8_000)).toBe(4401);
  }, 30_000);

  it('goes back into the queue when the agent has gone, and the person is told', async () => {
    const person = await visitor(served.url);
    await person.say('quiero hablar con una persona');
    await until(async () => (await served.store.handover(person.conversation))?.state === 'waiting');
    await step(ana, person.conversation, 'take');
    served.clock.ahead = 11 * 60_000;
    await served.desk.requeueAbsent();
    served.clock.ahead = 0;
    expect((await served.store.handover(person.conversation))?.state).toBe('waiting');
    expect((await texts(person)).at(-1)).toContain('volvió a la fila');
  }, 30_000);
});

describe.skipIf(!hasPostgres)('two agents on two instances', () => {
  let database: TestDatabase;
  const stores: Store[] = [];
  const instances: Served[] = [];
  beforeAll(async () => {
    database = await createDatabase();
    for (const worker of ['one', 'two']) {
      const store = await openStore(database.url);
      stores.push(store);
      const graph = await new FakeGraph().listen();
      instances.push(
        await serve({ store, worker, hub: createLocalHub(false), channels: channels(graph).register }),
      );
      await graph.close();
    }
    await instances[0]!.account('ana', ['agent'], 'Ana');
    await instances[0]!.account('luis', ['agent'], 'Luis');
  }, 30_000);
  afterAll(async () => {
    for (const one of instances) await one.stop();
    for (const store of stores) await store.close();
    await database.drop();
  });

  it('who take at the same moment: one gets it, the other is told who has it; both see the same queue', async () => {
    const [first, second] = [instances[0]!, instances[1]!];
    const [ana, luis] = [await first.signedIn('ana'), await second.signedIn('luis')];
    const [here, there] = [await openDesk(first, ana), await openDesk(second, luis)];
    await first.presence.look();
    for (let round = 0; round < 2; round++) {
      const person = await visitor(first.url);
      await person.say('quiero hablar con una persona');
      const inQueue = (desk: typeof here) => () =>
        desk.last.queue?.items.find(({ conversation }) => conversation === person.conversation);
      // No hint passes between these two: the sweep finds it.
      await until(inQueue(here), 10_000);
      await until(inQueue(there), 10_000);
      const path = `/desk/api/conversations/${person.conversation}/take`;
      const answers = await Promise.all([ana.call(path, {}), luis.call(path, {})]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const lost = answers.find(({ status }) => status === 409)!;
      const winner = answers[0]!.status === 200 ? 'Ana' : 'Luis';
      expect((await lost.json()).error).toMatchObject({
        code: 'TakenByOther',
        message: expect.stringContaining(winner),
      });
      const heldBy = (desk: typeof here) => () => inQueue(desk)()?.agentName === winner;
      await until(heldBy(here), 10_000);
      await until(heldBy(there), 10_000);
    }
    here.end();
    there.end();
  }, 60_000);
});
