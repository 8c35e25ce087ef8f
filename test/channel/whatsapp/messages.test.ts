import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedAssistant } from '../../seed.ts';
import { assistantDouble, until } from '../doubles.ts';
import { type Body, FakeGraph } from './fake-graph.ts';
import { message, notification, text } from './payloads.ts';
import { type Served, serve } from './served.ts';

const real = seedAssistant();
let graph: FakeGraph;
let served: Served | undefined;
beforeEach(async () => {
  graph = await new FakeGraph().listen();
});
afterEach(async () => {
  await served?.stop();
  await graph.close();
  expect(graph.faults).toEqual([]);
});

const answers = (count: number) => until(() => graph.sent.length >= count && graph.sent);
const USER = 'GT.13491208655302741918';

describe('a message', () => {
  it('in words, on a button or under a picture reaches the assistant as words', async () => {
    const assistant = assistantDouble();
    served = await serve({ graphUrl: graph.url, assistant });
    const sent: [Body, string][] = [
      [text('uno'), 'uno'],
      [message({ type: 'button', button: { payload: 'dos-id', text: 'dos' } }), 'dos'],
      [interactive({ type: 'button_reply', button_reply: { id: 'mision', title: 'tres' } }), 'tres'],
      [
        interactive({ type: 'list_reply', list_reply: { id: 'vision', title: 'cuatro', description: 'x' } }),
        'cuatro',
      ],
      [interactive({ type: 'button_reply', button_reply: { id: 'cinco' } }), 'cinco'],
      [message({ type: 'image', image: { id: '1', caption: 'seis' } }), 'seis'],
      [message({ type: 'document', document: { id: '1', filename: 'a.pdf', caption: 'siete' } }), 'siete'],
    ];
    for (const [body] of sent) await served.say(body);
    await answers(sent.length);
    expect(assistant.heard.map(heard => heard.text)).toEqual(sent.map(([, words]) => words));
  });

  it('that cannot be read gets a kind sentence in the language of the person', async () => {
    served = await serve({ graphUrl: graph.url, assistant: real });
    await served.say(text('What is the mission of the institute?'));
    await answers(1);
    const unreadable = [
      { type: 'image', image: { id: '1' } },
      { type: 'audio', audio: { id: '1', voice: true } },
      { type: 'video', video: { id: '1' } },
      { type: 'document', document: { id: '1', filename: 'a.pdf' } },
      { type: 'sticker', sticker: { id: '1' } },
      { type: 'location', location: { latitude: 14.6, longitude: -90.5 } },
      { type: 'contacts', contacts: [{ name: { formatted_name: 'Ana' } }] },
      { type: 'order', order: { catalog_id: '1', product_items: [] } },
      { type: 'unsupported', errors: [{ code: 131051, title: 'Message type unknown' }] },
      {
        type: 'interactive',
        interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{}' } },
      },
      { type: 'something_new', something_new: {} },
    ];
    for (const body of unreadable) await served.say(message(body));
    await answers(1 + unreadable.length);
    for (const { text: said } of graph.sent.slice(1)) expect(said).toMatch(/^I can only read text/);
  });

  it('that only tells what was done gets no reply and no receipt', async () => {
    served = await serve({ graphUrl: graph.url });
    await served.say(
      message({ type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍' } }),
      message({
        type: 'system',
        system: { body: 'User A changed from 1 to 2', type: 'user_changed_number' },
      }),
      message({}),
    );
    await served.say(text('hola'));
    await answers(1);
    expect(graph.order).toEqual(['read', 'send']);
  });

  it('is marked as read with "typing" before it is answered', async () => {
    served = await serve({ graphUrl: graph.url });
    const question = text('hola');
    await served.say(question);
    await answers(1);
    expect(graph.order).toEqual(['read', 'send']);
    expect(graph.read[0]).toEqual({
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: question.id,
      typing_indicator: { type: 'text' },
    });
  });

  it('is answered also when it cannot be marked as read', async () => {
    served = await serve({ graphUrl: graph.url, times: { receipt: 100 } });
    graph.readAnswer = 'hang';
    await served.say(text('hola'));
    await answers(1);
    graph.readAnswer = { status: 500 };
    await served.say(text('otra vez', { from: '50244443333' }));
    await answers(2);
  });

  it('is answered once however often it comes, also at once, and also after a restart', async () => {
    served = await serve({ graphUrl: graph.url });
    const question = text('hola');
    await served.say(question, question);
    await Promise.all([1, 2, 3].map(() => served!.say(question)));
    await answers(1);
    const { store } = served;
    await served.stop();
    served = await serve({ graphUrl: graph.url, store });
    await served.say(question);
    await served.say(text('otra'));
    await answers(2);
    expect(graph.sent.map(sent => sent.text.split('\n')[0])).toEqual(['reply to: hola', 'reply to: otra']);
  });
});

describe('a person', () => {
  it('without a telephone number is answered at the business-scoped user id', async () => {
    served = await serve({ graphUrl: graph.url });
    const anonymous = { from: undefined, from_user_id: USER };
    const contacts = [{ profile: { name: 'Ana', username: '@ana' }, user_id: USER }];
    await served.post(notification([text('uno', anonymous)], { contacts }));
    await served.post(notification([text('dos', { from: undefined })], { contacts }));
    const [first, second] = await answers(2);
    for (const { body } of [first!, second!]) {
      expect(body).toMatchObject({ recipient: USER });
      expect(body).not.toHaveProperty('to');
    }
    // One and the same: only the first reply introduces the assistant.
    expect(first!.text).toContain('asistente automático');
    expect(second!.text).not.toContain('asistente automático');
  });

  it('with a number and an id is one person, and is answered at the number', async () => {
    served = await serve({ graphUrl: graph.url });
    await served.say(text('uno', { from_user_id: USER }));
    await served.say(text('dos', { from: undefined, from_user_id: USER }));
    const [first, second] = await answers(2);
    expect(first!.body.to).toBe('50255551234');
    expect(second!.text).not.toContain('asistente automático');
  });

  it('leaves neither number, name nor message id in the store in the clear', async () => {
    served = await serve({ graphUrl: graph.url });
    graph.always = { code: 131016 };
    const question = text('hola, mi número es 5555-1234');
    await served.say(question);
    await until(() => graph.order.includes('send'));
    const job = await until(async () => {
      const [send] = await served!.store.leaseSends({
        worker: 'look',
        now: Date.now() + 5_000,
        leaseMs: 1,
        limit: 1,
      });
      return send;
    });
    const log = await served.store.activitiesAfter(job.conversation, 0);
    const kept = JSON.stringify([job, log, await served.store.conversation(job.conversation)]);
    for (const secret of ['50255551234', '5555-1234', 'Ana', question.id]) expect(kept).not.toContain(secret);
    expect(job.conversation).toMatch(/^wa_[\w-]{22}$/);
    expect(job.sealedAddress).toMatch(/^v1\./);
  });
});

describe('what the assistant offers', () => {
  const conversation = async (...turns: Body[]) => {
    served = await serve({ graphUrl: graph.url, assistant: real });
    for (const [i, turn] of turns.entries()) {
      await served.say(turn);
      await answers(i + 1);
    }
    return graph.sent.at(-1)!;
  };

  it('comes as buttons with the ids of the entries, and is understood as a number, an id, a title and a tap', async () => {
    const offer = await conversation(text('¿Cuál es la misión?'), text('¿Cuál es la misión?'));
    const buttons: Body[] = offer.body.interactive.action.buttons;
    expect(buttons.map(({ reply }) => reply.id)).toContain('vision');
    const at = buttons.findIndex(({ reply }) => reply.id === 'vision');
    const { reply } = buttons[at];
    const picks = [
      text(String(at + 1)),
      text(reply.id),
      text(reply.title),
      interactive({ type: 'button_reply', button_reply: reply }),
    ];
    for (const [i, pick] of picks.entries()) {
      const person = { from: `5025555100${i}` };
      await served!.say(text('¿Cuál es la misión?', person));
      await answers(3 + 2 * i);
      await served!.say({ ...pick, ...person });
      const picked = (await answers(4 + 2 * i)).at(-1)!;
      expect(picked.text).toContain('«Ser la entidad referente de atención al usuario');
    }
  });

  it('comes as a list where there are more than three, and its rows are understood by number and by tap', async () => {
    const same = { from: '50255550001' };
    const offer = await conversation(text('hola', same), text('politica migratoria', same));
    const rows: Body[] = offer.body.interactive.action.sections.flatMap((section: Body) => section.rows);
    expect(rows.map(({ id }) => id).slice(0, 6)).toEqual(
      [1, 2, 3, 4, 5, 6].map(n => `politica-migratoria.${n}`),
    );
    await served!.say(text('3', same));
    await answers(3);
    await served!.say({ ...interactive({ type: 'list_reply', list_reply: rows[2] }), ...same });
    const [byNumber, byTap] = (await answers(4)).slice(2);
    expect(byNumber!.text).toContain('Integrar los compromisos migratorios');
    expect(byTap!.text).toContain('Integrar los compromisos migratorios');
  });
});

function interactive(body: Body): Body {
  return message({ type: 'interactive', interactive: body, context: { id: 'wamid.previous' } });
}
