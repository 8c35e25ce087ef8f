import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assistantDouble, replyTo, until } from '../doubles.ts';
import { FakeGraph } from './fake-graph.ts';
import { text } from './payloads.ts';
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
const aWhile = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

describe('the pace', () => {
  it('is ten messages at once to one person, then one in its time, and others are not held up', async () => {
    const served = await open({ times: { pace: 300, sweep: 60_000 } });
    const words = Array.from({ length: 12 }, (_, i) => `${i}`);
    // From here, not from when the first arrived: a call may be slow, the pace is counted before it.
    const before = Date.now();
    await served.say(...words.map(word => text(word)));
    await served.say(text('hola', { from: '50277776666' }));
    await answers(13);
    const own = graph.sent.filter(({ body }) => body.to === '50255551234');
    expect(own.map(sent => sent.text.split('\n')[0])).toEqual(words.map(word => `reply to: ${word}`));
    expect(own[10]!.at - before).toBeGreaterThanOrEqual(290);
    expect(own[11]!.at - before).toBeGreaterThanOrEqual(590);
    expect(graph.sent.findIndex(({ body }) => body.to === '50277776666')).toBeLessThan(12);
  });
});

describe('over the limit on a person', () => {
  it('one "please wait" is sent a minute, the rest is dropped and counted, and danger is answered', async () => {
    const served = await open({ ratePerMinute: 3 });
    for (let i = 1; i <= 8; i++) expect((await served.say(text(`mensaje ${i}`))).status).toBe(200);
    await served.say(text('estoy en peligro'));
    await served.say(text('hola', { from: '50277776666' }));
    await answers(6);
    await aWhile(100);
    const own = graph.sent
      .filter(({ body }) => body.to === '50255551234')
      .map(sent => sent.text.split('\n')[0]!);
    expect(own.filter(said => said.startsWith('reply to: mensaje'))).toHaveLength(3);
    expect(own.filter(said => said.startsWith('Llegaron muchos mensajes'))).toHaveLength(1);
    expect(own.at(-1)).toBe('reply to: estoy en peligro');
    expect(own).toHaveLength(5);
    expect(served.counters.all()).toMatchObject({ 'messages-limited': 5 });
  });
});

describe('a stop', () => {
  it('sends what was accepted before it ends', async () => {
    const served = await open();
    for (let i = 0; i < 20; i++)
      await served.say(text(`${i}`, { from: `502555500${String(i).padStart(2, '0')}` }));
    await served.stop();
    expect(graph.sent).toHaveLength(20);
  });

  it('waits for a call under way, so that it is not sent twice', async () => {
    const served = await open();
    graph.onCall = kind => {
      if (kind === 'send') void served.stop();
    };
    await served.say(text('hola'));
    await answers(1);
    await served.stop();
    const again = await open({ store: served.store });
    await aWhile(150);
    expect(graph.sent).toHaveLength(1);
    expect((await again.store.depth()).sends).toBe(0);
  });
});

describe('an agent who holds the conversation', () => {
  it('leaves nothing for the assistant to send', async () => {
    const served = await open();
    await served.say(text('agente'));
    await served.say(text('hola', { from: '50277776666' }));
    await answers(1);
    expect(graph.sent).toHaveLength(1);
  });

  it('has the words sent as they are, without formatting', async () => {
    const said = '*urgente* _ya_ ~no~ `x`\n> cita';
    const assistant = {
      ...assistantDouble(),
      turn: (message: Parameters<typeof replyTo>[0], dialogue: never) => ({
        dialogue,
        reply: { ...replyTo(message), text: said, options: [], speaker: 'agent' as const },
      }),
    };
    const served = await open({ assistant });
    await served.say(text('hola'));
    const [sent] = await answers(1);
    expect(sent!.text).toBe('∗urgente∗ ˍyaˍ ∼no∼ ˋxˋ\n› cita');
  });
});
