import { describe, expect, it } from 'vitest';
import { asObject, createIntake, IntakeStopped } from '../../../src/channel/intake/index.ts';
import { openStore, type Store } from '../../../src/store/index.ts';
import { assistantDouble, brokenAssistant, failElsewhere, incoming, intakeParts, until } from '../doubles.ts';

const textOf = (item: { activity: unknown }) => asObject(item.activity as never).text;

describe('a message that was accepted', () => {
  it('is in the log with its reply, and who listens is told of both', async () => {
    const parts = await intakeParts();
    const seen: number[] = [];
    parts.hub.subscribe('c1', watermark => seen.push(watermark));
    const taken = await createIntake(parts).accept(incoming('¿Cuál es la misión?', { hint: 'es' }));
    expect(taken).toMatchObject({ id: 'c1|0000001', watermark: 1, duplicate: false });
    const answered = await taken.answered;
    expect(answered).toMatchObject({ ids: ['c1|0000001.1'], watermark: 2, reply: { decision: 'answer' } });
    const log = await parts.store.activitiesAfter('c1', 0);
    expect(log.map(textOf)).toEqual(['¿Cuál es la misión?', 'reply to: ¿Cuál es la misión?']);
    expect(log[1]).toMatchObject({
      replyTo: 'c1|0000001',
      activity: {
        type: 'message',
        from: { id: 'igm', role: 'bot' },
        locale: 'es',
        suggestedActions: { actions: [{ type: 'imBack', value: 'Visión del Instituto' }] },
        channelData: { igm: { id: 'c1|0000001', decision: 'answer', entry: 'mision', speaker: 'assistant' } },
      },
    });
    expect(seen).toEqual([1, 2]);
  });

  it('is redacted before anything else sees it', async () => {
    const assistant = assistantDouble();
    const parts = await intakeParts({ assistant: () => assistant });
    const { answered } = await createIntake(parts).accept(incoming('soy Ana, mi número es 5555-1234'));
    await answered;
    expect(JSON.stringify(await parts.store.activitiesAfter('c1', 0))).not.toContain('5555');
    expect(assistant.heard[0]?.text).not.toContain('5555');
    expect(assistant.heard[0]?.redacted).toBe(true);
  });

  it('is answered once however often it comes', async () => {
    const parts = await intakeParts();
    const intake = createIntake(parts);
    const first = await intake.accept(incoming('hola', { key: 'k1' }));
    const again = await Promise.all([1, 2, 3].map(() => intake.accept(incoming('hola', { key: 'k1' }))));
    await first.answered;
    expect(again.map(({ id, duplicate }) => [id, duplicate])).toEqual(Array(3).fill([first.id, true]));
    expect(await parts.store.activitiesAfter('c1', 0)).toHaveLength(2);
  });

  it('is answered after the ones before it, also when all come at once', async () => {
    const parts = await intakeParts();
    const intake = createIntake(parts);
    const taken = await Promise.all(
      ['uno', 'dos', 'tres', 'cuatro'].map(text => intake.accept(incoming(text))),
    );
    await Promise.all(taken.map(({ answered }) => answered));
    const replies = (await parts.store.activitiesAfter('c1', 0)).filter(item => item.replyTo !== null);
    expect(replies.map(textOf)).toEqual(['uno', 'dos', 'tres', 'cuatro'].map(text => `reply to: ${text}`));
    expect((await parts.store.conversation('c1'))?.dialogue).toMatchObject({ misses: 4 });
  });

  it('is answered although many more come than can be at work', async () => {
    const parts = await intakeParts();
    const intake = createIntake(parts);
    await intake.start();
    const names = Array.from({ length: 600 }, (_, i) => `c${i}`);
    await Promise.all(names.map(conversation => intake.accept(incoming('hola', { conversation }))));
    await until(async () => (await parts.store.depth()).jobs === 0);
    const lengths = await Promise.all(
      names.map(async name => (await parts.store.activitiesAfter(name, 0)).length),
    );
    expect(new Set(lengths)).toEqual(new Set([2]));
    await intake.stop(1_000);
  });

  it('gets no reply while an agent holds the conversation', async () => {
    const parts = await intakeParts();
    const { answered } = await createIntake(parts).accept(incoming('agente'));
    expect(await answered).toMatchObject({ ids: [], reply: { decision: 'held' } });
    expect(await parts.store.activitiesAfter('c1', 0)).toHaveLength(1);
  });

  it('is answered anew when somebody else has changed the dialogue meanwhile', async () => {
    const parts = await intakeParts();
    const conflicts = [true, true, false];
    const { store } = parts;
    const complete: typeof store.complete = (job, result) =>
      conflicts.shift() ? Promise.resolve({ outcome: 'conflict' }) : store.complete(job, result);
    const { answered } = await createIntake({ ...parts, store: { ...store, complete } }).accept(
      incoming('hola'),
    );
    expect(await answered).toMatchObject({ watermark: 2 });
  });

  it('is tried again after a failure; at last the person is told', async () => {
    let now = Date.now();
    const clock = () => now;
    const store = await openStore('memory:', { now: clock });
    let turns = 0;
    const assistant = {
      ...assistantDouble(),
      turn() {
        turns++;
        throw new Error('broken');
      },
    };
    const parts = await intakeParts({ store, now: clock, assistant: () => assistant });
    const { answered } = await createIntake(parts).accept(incoming('hello', { hint: 'en' }));
    expect(await answered).toBeNull();
    for (let i = 0; i < 6; i++) {
      now += 60_000;
      const later = createIntake(parts);
      await later.start();
      await later.stop(1_000);
    }
    expect(turns).toBe(5);
    const log = await store.activitiesAfter('c1', 0);
    expect(log).toHaveLength(2);
    expect(textOf(log[1]!)).toBe(parts.sentences('en', 'channel:failed'));
    expect((await store.depth()).jobs).toBe(0);
    expect(await store.audit(0)).toMatchObject([
      { action: 'job-abandoned', detail: { channel: 'directline', reason: 'turn-failed', attempts: 5 } },
    ]);
    expect(await parts.counters.text({ up: {}, gauges: {}, edition: '' })).toContain(
      'igm_dead_letters_total{queue="job",channel="directline"} 1',
    );
  });

  it('is given up, and the person told in their language, also while others change the dialogue', async () => {
    const parts = await intakeParts({ assistant: brokenAssistant });
    const { store } = parts;
    await store.openConversation({ id: 'c1', channel: 'directline' });
    const spoken = { activities: [], dialogue: { lang: 'en' }, expectedVersion: 0 };
    await store.accept({ conversation: 'c1', channel: 'directline', activity: {}, job: {} });
    const [earlier] = await store.lease({ worker: 'x', now: Date.now(), leaseMs: 1, limit: 1 });
    await store.complete(earlier!, spoken);

    let races = 0;
    const complete: Store['complete'] = async (job, result) => {
      if (races++ === 0) return { outcome: 'conflict' };
      return store.complete(job, result);
    };
    const intake = createIntake({ ...parts, store: { ...store, complete } });
    await (await intake.accept(incoming('hola', { hint: 'es' }))).answered;
    await failElsewhere(store, 3);
    await intake.start();
    await intake.stop(1_000);
    const said = (await store.activitiesAfter('c1', 0)).at(-1)!;
    expect(textOf(said)).toBe(parts.sentences('en', 'channel:failed'));
  });

  it('is given up when the process has died with it again and again', async () => {
    const parts = await intakeParts();
    const { store } = parts;
    await store.accept({ ...incoming('hola'), activity: { text: 'hola' }, job: {} });
    for (let i = 0; i < 10; i++) {
      await store.lease({ worker: 'dies', now: Date.now(), leaseMs: 60_000, limit: 1 });
      await store.release('dies');
    }
    const intake = createIntake(parts);
    await intake.start();
    await intake.stop(1_000);
    const said = (await store.activitiesAfter('c1', 0)).at(-1)!;
    expect(textOf(said)).toBe(parts.sentences('es', 'channel:failed'));
  });
});

describe('the intake', () => {
  it('keeps questions that have no answer, with the day at the office', async () => {
    const now = () => Date.UTC(2026, 0, 2, 3);
    const store = await openStore('memory:', { now });
    const parts = await intakeParts({ store, now });
    const intake = createIntake(parts);
    for (const text of ['¿cuánto cuesta?', 'mi gato', 'la misión', 'x '.repeat(3_000)]) {
      await (await intake.accept(incoming(text))).answered;
    }
    await intake.ask({ text: '¿Cuánto cuesta la visa?', channel: 'web' });
    await intake.stop(1_000); // the page does not wait for it
    const kept = await store.unanswered('2026-01-01');
    expect(
      kept.map(({ text, decision, reason, channel, day }) => [text, decision, reason, channel, day]),
    ).toEqual(
      expect.arrayContaining([
        ['¿cuánto cuesta?', 'related', null, 'directline', '2026-01-01'],
        ['mi gato', 'decline', 'out-of-scope', 'directline', '2026-01-01'],
        ['¿Cuánto cuesta la visa?', 'related', null, 'web', '2026-01-01'],
      ]),
    );
    expect(kept).toHaveLength(3);
  });

  it('forgets a conversation that asks for it, and says so in the same conversation', async () => {
    const parts = await intakeParts();
    const intake = createIntake(parts);
    await (await intake.accept(incoming('¿cuánto cuesta?'))).answered;
    const { answered } = await intake.accept(incoming('borrar mis datos'));
    expect(await answered).toMatchObject({ watermark: 4 });
    const log = await parts.store.activitiesAfter('c1', 0);
    expect(log.map(textOf)).toEqual(['reply to: borrar mis datos']);
    expect(await parts.store.unanswered('2000-01-01')).toEqual([]);
  });

  it('answers a question without a conversation, and keeps nothing of it', async () => {
    const parts = await intakeParts();
    const { reply, text } = await createIntake(parts).ask({
      text: 'la misión, 5555-1234',
      channel: 'web',
      hint: 'en',
    });
    expect(reply.lang).toBe('en');
    expect(text).not.toContain('5555');
    expect((await parts.store.depth()).jobs).toBe(0);
  });

  it('knows a message from somebody in danger', async () => {
    const intake = createIntake(await intakeParts());
    expect(['estoy en peligro', 'hola'].map(text => intake.isUrgent('a', text))).toEqual([true, false]);
  });

  it('hands a channel’s sends to the store with the reply', async () => {
    const parts = await intakeParts();
    const intake = createIntake(parts);
    intake.outlet('whatsapp', {
      sends: reply => [{ activity: 0, payload: { body: reply.text } }],
      sentence: () => [],
    });
    await (await intake.accept(incoming('hola', { channel: 'whatsapp', sealedAddress: 'sealed' }))).answered;
    const [send] = await parts.store.leaseSends({ worker: 'w', now: Date.now(), leaseMs: 1_000, limit: 5 });
    expect(send).toMatchObject({
      payload: { body: 'reply to: hola' },
      sealedAddress: 'sealed',
      id: 'c1|0000001.1',
    });
  });

  it('finishes what it took before it stops, and takes nothing after', async () => {
    const parts = await intakeParts();
    const intake = createIntake(parts);
    const taken = await Promise.all(['uno', 'dos', 'tres'].map(text => intake.accept(incoming(text))));
    await intake.stop(5_000);
    expect(await Promise.all(taken.map(({ answered }) => answered))).not.toContain(null);
    expect((await parts.store.depth()).jobs).toBe(0);
    await expect(intake.accept(incoming('cuatro'))).rejects.toThrow(IntakeStopped);
  });

  it('stops also while the store is away', async () => {
    const away = () => Promise.reject(new Error('no store'));
    const store = await openStore('memory:');
    const intake = createIntake(await intakeParts({ store: { ...store, lease: away, release: away } }));
    await intake.stop(1_000);
    await expect(intake.accept(incoming('hola'))).rejects.toThrow(IntakeStopped);
  });
});
