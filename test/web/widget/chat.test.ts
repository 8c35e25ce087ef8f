import { describe, expect, it } from 'vitest';
import type { Language } from '../../../src/language/index.ts';
import { CallError } from '../../../src/web/widget/calls.ts';
import { type Chat, createChat } from '../../../src/web/widget/chat.ts';
import type { LineEvents } from '../../../src/web/widget/line.ts';
import { createSession, type Session } from '../../../src/web/widget/session.ts';
import type { Delivery, Transcript } from '../../../src/web/widget/transcript.ts';
import type { Activity, Answer } from '../../../src/web/widget/wire.ts';

const ORIGIN = 'https://asistente.example';

/** `sessionStorage` without a browser. */
function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage;
}

function answerTo(replyTo: string, over: Partial<Answer> = {}): Activity {
  const igm = {
    id: replyTo,
    lang: 'es',
    decision: 'answer',
    intent: null,
    reason: null,
    facet: null,
    entry: 'mision',
    entries: ['mision'],
    confidence: 1,
    quotes: [],
    options: [],
    citation: null,
    speaker: 'assistant',
    text: `to ${replyTo}`,
    ...over,
  } as Answer;
  return {
    type: 'message',
    id: `re-${replyTo}`,
    from: { role: 'bot' },
    replyToId: replyTo,
    channelData: { igm },
  };
}

/** A chat with a server that does what the test says. */
function talk({ session = createSession(ORIGIN, storage()), here = null as Answer | null } = {}) {
  const seen: string[] = [];
  const states = new Map<string, Delivery>();
  const posted: { id: string; text: string }[] = [];
  const failures: CallError[] = [];
  const idle: { busy: boolean } = { busy: false };
  let events!: LineEvents;
  let opened = 0;
  let lang: Language = 'es';
  const transcript: Transcript = {
    own(id, text, delivery) {
      seen.push(`own ${text}`);
      states.set(id, delivery);
    },
    deliver: (id, delivery) => void states.set(id, delivery),
    answer: ({ text }, { offline }) => void seen.push(`${offline ? 'offline ' : ''}answer ${text}`),
    notice: key => void seen.push(`notice ${key}`),
    busy(isBusy) {
      idle.busy = isBusy;
    },
    clear: () => void seen.push('clear'),
  };
  const chat: Chat = createChat({
    transcript,
    session,
    lang: () => lang,
    onLocale(locale) {
      lang = locale as Language;
      seen.push(`language ${locale}`);
    },
    onReach: reached => void seen.push(reached ? 'reached' : 'not reached'),
    away: {
      prepare() {},
      ready: () => here !== null,
      answer: async (_text, id) => here && { ...here, id },
      note() {},
      pack: () => Promise.reject(new Error('no pack')),
    },
    line(given) {
      events = given;
      return {
        open: () => void opened++,
        network() {},
        close() {},
        async send(activity) {
          const { text, channelData } = activity as {
            text: string;
            channelData: { clientActivityID: string };
          };
          const failure = failures.shift();
          if (failure?.status === 0) events.onReach(false);
          if (failure) throw failure;
          posted.push({ id: channelData.clientActivityID, text });
          return `log-${text}`;
        },
      };
    },
  });
  const settled = () => new Promise(resolve => setTimeout(resolve, 5));
  const state = (i = 0) => [...states.values()][i]?.state;
  return {
    chat,
    seen,
    posted,
    failures,
    settled,
    state,
    states,
    session,
    idle,
    server: () => events,
    opened: () => opened,
  };
}

describe('a message', () => {
  it('is shown at once, sent, and known again in its echo', async () => {
    const { chat, seen, state, settled, posted, server, idle } = talk();
    chat.say('misión');
    expect([seen, state(), idle.busy]).toEqual([['own misión'], 'sending', true]);
    await settled();
    expect(state()).toBe('sent');
    const { id } = posted[0]!;
    server().onActivity({
      type: 'message',
      id: 'log-misión',
      from: { role: 'user' },
      text: 'misión',
      channelData: { clientActivityID: id },
    });
    server().onActivity(answerTo('log-misión'));
    expect(seen).toEqual(['own misión', 'answer to log-misión']);
    expect(idle.busy).toBe(false);
  });

  it('whose reply is quicker than the word that it was taken leaves nobody waiting', async () => {
    const { chat, settled, server, idle } = talk();
    chat.say('misión');
    server().onActivity(answerTo('log-misión'));
    await settled();
    expect(idle.busy).toBe(false);
  });

  it('is sent after those before it, also when they have to wait', async () => {
    const { chat, failures, posted, settled, server, state } = talk();
    failures.push(new CallError(0));
    chat.say('uno');
    chat.say('dos');
    await settled();
    expect([posted, state(0), state(1)]).toEqual([[], 'waiting', 'sending']);
    server().onReach(true);
    await settled();
    expect(posted.map(({ text }) => text)).toEqual(['uno', 'dos']);
  });

  it('keeps its id through every try, so that the server answers it once', async () => {
    const { chat, failures, posted, settled, server, session } = talk();
    failures.push(new CallError(0));
    chat.say('misión');
    await settled();
    const [kept] = session.read().unsent!;
    server().onReach(true);
    await settled();
    expect(posted).toEqual([kept]);
    expect(session.read().unsent).toEqual([]);
  });

  it('that came through although the call failed is not sent again', async () => {
    const { chat, failures, posted, settled, server, session, state } = talk();
    failures.push(new CallError(0));
    chat.say('misión');
    const { id } = session.read().unsent![0]!;
    server().onActivity({
      type: 'message',
      id: 'log-1',
      from: { role: 'user' },
      text: 'misión',
      channelData: { clientActivityID: id },
    });
    await settled();
    server().onReach(true);
    await settled();
    expect([posted, state()]).toEqual([[], 'sent']);
  });

  it('that is refused is given back, and goes out when the person says so', async () => {
    const { chat, failures, posted, settled, states, state } = talk();
    failures.push(new CallError(400, 'BadArgument', 'No se entiende.'));
    chat.say('misión');
    await settled();
    const delivery = [...states.values()][0]!;
    expect(delivery).toMatchObject({ state: 'failed', why: 'No se entiende.' });
    if (delivery.state === 'failed') delivery.retry();
    await settled();
    expect([state(), posted.length]).toEqual(['sent', 1]);
  });

  it('that was written before a reload is shown and sent after it', async () => {
    const kept = storage();
    createSession(ORIGIN, kept).write({ unsent: [{ id: 'abc', text: 'visión' }] });
    const { chat, seen, posted, settled } = talk({ session: createSession(ORIGIN, kept) });
    chat.open();
    await settled();
    expect(seen).toEqual(['own visión']);
    expect(posted).toEqual([{ id: 'abc', text: 'visión' }]);
  });
});

describe('without the server', () => {
  const here = answerTo('x').channelData!.igm!;

  it('the phone answers, and what it has answered is not sent later', async () => {
    const { chat, failures, seen, settled, server, posted, state, session } = talk({ here });
    failures.push(new CallError(0));
    chat.say('misión');
    await settled();
    expect(seen).toEqual(['own misión', 'not reached', 'offline answer to x']);
    expect([state(), session.read().unsent]).toEqual(['offline', []]);
    server().onReach(true);
    await settled();
    expect(posted).toEqual([]);
  });

  it('an answer that the server gives as well is not shown twice', async () => {
    const { chat, failures, seen, settled, server, session } = talk({ here });
    failures.push(new CallError(0));
    chat.say('misión');
    const { id } = session.read().unsent![0]!;
    await settled();
    server().onActivity({
      type: 'message',
      id: 'log-1',
      from: { role: 'user' },
      text: 'misión',
      channelData: { clientActivityID: id },
    });
    server().onActivity(answerTo('log-1'));
    expect(seen.filter(line => line.includes('answer'))).toEqual(['offline answer to x']);
  });

  it('nothing is said to be deleted: only the server can do that', async () => {
    const { chat, failures, seen, settled, state } = talk({
      here: { ...here, decision: 'chat', intent: 'delete-data' },
    });
    failures.push(new CallError(0));
    chat.say('borrar mis datos');
    await settled();
    expect(seen).toEqual(['own borrar mis datos', 'not reached', 'notice deleteLater']);
    expect(state()).toBe('waiting');
  });
});

describe('what comes from the server', () => {
  it('is shown once, however often the log is read', () => {
    const { seen, server } = talk();
    server().onActivity(answerTo('1'));
    server().onActivity(answerTo('1'));
    expect(seen).toEqual(['answer to 1']);
  });

  it('is not greeted twice: the widget has introduced itself', () => {
    const { seen, server } = talk();
    server().onActivity(answerTo('welcome'));
    expect(seen).toEqual([]);
  });

  it('may be a plain text: an apology of the service', () => {
    const { seen, server } = talk();
    server().onActivity({
      type: 'message',
      id: '1',
      from: { role: 'bot' },
      text: 'Algo falló.',
      locale: 'es',
    });
    expect(seen).toEqual(['answer Algo falló.']);
  });

  it('clears the screen when it has deleted the conversation', () => {
    const { seen, server } = talk();
    server().onActivity(answerTo('1', { decision: 'chat', intent: 'delete-data' }));
    expect(seen).toEqual(['clear', 'answer to 1']);
  });

  it('brings back the conversation and its language after a reload', () => {
    const { seen, server } = talk();
    server().onActivity({
      type: 'message',
      id: '1',
      from: { role: 'user' },
      text: 'the vision',
      locale: 'en',
    });
    expect(seen).toEqual(['own the vision', 'language en']);
  });
});

describe('labels and buttons', () => {
  const reply = (id: string, lang: Language, over: Partial<Answer> = {}) => answerTo(id, { lang, ...over });
  const turns = (seen: readonly string[]) => seen.filter(line => line.startsWith('language'));

  it('turn at once to the language that the person asked for', () => {
    const { seen, server } = talk();
    server().onActivity(reply('1', 'es'));
    server().onActivity(reply('2', 'en', { intent: 'switch-language' }));
    server().onActivity(reply('3', 'en'));
    expect(seen).toEqual(['answer to 1', 'language en', 'answer to 2', 'answer to 3']);
  });

  it('turn to the language in which the person goes on, with the second reply in it', () => {
    const { seen, server } = talk();
    for (const [id, lang] of Object.entries({ 1: 'en', 2: 'es', 3: 'en', 4: 'es' }))
      server().onActivity(reply(id, lang as Language));
    expect(turns(seen)).toEqual([]);
    server().onActivity(reply('5', 'en'));
    server().onActivity(reply('6', 'en'));
    expect(turns(seen)).toEqual(['language en']);
  });

  it('turn as well without a connection', async () => {
    const here = reply('x', 'en', { intent: 'switch-language' }).channelData!.igm!;
    const { chat, failures, settled, seen } = talk({ here });
    failures.push(new CallError(0));
    chat.say('in english please');
    await settled();
    expect(turns(seen)).toEqual(['language en']);
  });

  it('stay as they are when an agent writes in their own language', () => {
    const { seen, server } = talk();
    for (const id of ['1', '2']) server().onActivity(reply(id, 'en', { speaker: 'agent' }));
    expect(turns(seen)).toEqual([]);
  });
});

describe('what the browser keeps', () => {
  it('is gone after the end, and nothing but token, draft and unsent messages before', async () => {
    const kept = storage();
    const session: Session = createSession(ORIGIN, kept);
    session.write({ draft: 'y la', conversation: { id: 'c', token: 't', expires: 1 } });
    const { chat, settled } = talk({ session });
    chat.say('misión');
    await settled();
    expect(Object.keys(JSON.parse(kept.getItem(`igm-chat ${ORIGIN}`)!)).sort()).toEqual([
      'conversation',
      'draft',
      'unsent',
    ]);
    chat.end();
    expect(kept.getItem(`igm-chat ${ORIGIN}`)).toBeNull();
  });

  it('that is damaged, or refused by the browser, does no harm', () => {
    const kept = storage();
    kept.setItem(`igm-chat ${ORIGIN}`, '{"draft":');
    expect(createSession(ORIGIN, kept).read()).toEqual({});
    const refusing = {
      getItem: () => null,
      setItem: () => {
        throw new Error('full');
      },
    } as unknown as Storage;
    const session = createSession(ORIGIN, refusing);
    session.write({ draft: 'x' });
    expect(session.read().draft).toBe('x');
  });
});
