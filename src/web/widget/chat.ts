import type { Language } from '../../language/index.ts';
import type { Away } from './away.ts';
import { createBackoff } from './backoff.ts';
import { CallError } from './calls.ts';
import { createFrameLanguage } from './frame-language.ts';
import { isOver, type Line, type LineEvents } from './line.ts';
import { plainAnswer } from './plain-answer.ts';
import type { Session, Unsent } from './session.ts';
import type { Transcript } from './transcript.ts';
import type { Activity, Answer } from './wire.ts';

export interface ChatParts {
  readonly transcript: Transcript;
  readonly session: Session;
  line(events: LineEvents): Line;
  /** Answers without the server. */
  readonly away: Away;
  lang(): Language;
  /**
   * The conversation goes on in this language: a message of before a reload or of another tab was written in it, or the
   * replies have turned to it.
   */
  onLocale(locale: string | undefined): void;
  /** Whether the server is reached; told on every change. */
  onReach(reached: boolean): void;
}

export interface Chat {
  /** Opens the conversation with the server, or resumes it. */
  open(): void;
  say(text: string): void;
  /** The phone says that there is a network, or that there is none. */
  network(isThere: boolean): void;
  /** From now on the phone can answer: also what has been waiting. */
  ready(): void;
  /** Ends and forgets everything in this browser. */
  end(): void;
}

/** Tries for a message that the server refuses for the moment, before the person is asked. */
const MOST_TRIES = 4;
const RETRY = { first: 1_500, most: 20_000 };

/** A conversation: sends what is written, once and in order, and shows what comes back. */
export function createChat({ transcript, session, away, lang, ...parts }: ChatParts): Chat {
  /** Activities that were shown, by id: a resumed log is read again from its beginning. */
  const shown = new Set<string>();
  /** Messages that have a bubble, by the id that the widget gave them. */
  const own = new Set<string>();
  /** Ids in the log: messages that wait for a reply, and those that have one. */
  const pending = new Set<string>();
  const repliedTo = new Set<string>();
  /** What the phone answered itself, by the widget's id, and by the log's id where the server got it after all. */
  const answeredHere = new Map<string, string>();
  const backoff = createBackoff(RETRY.first, RETRY.most);
  const frameLanguage = createFrameLanguage();
  let reached = true;
  /** A person of the institute has the conversation: they answer in their own time. */
  let withPerson = false;
  let tries = 0;
  let pumping = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const line = parts.line({ onActivity: receive, onReach: reach, onLost: lost });

  const unsent = () => session.read().unsent ?? [];
  const keep = (list: readonly Unsent[]) => session.write({ unsent: list });
  const drop = (id: string) => keep(unsent().filter(message => message.id !== id));

  function reach(isReached: boolean): void {
    reached = isReached;
    parts.onReach(isReached);
    if (!isReached) away.prepare();
    void pump();
  }

  function lost(): void {
    if (shown.size > 0) transcript.notice('newConversation');
    shown.clear();
  }

  function receive(activity: Activity): void {
    const { id = '', type, from, channelData } = activity;
    if (type !== 'message' || shown.has(id)) return;
    shown.add(id);
    if (from?.role === 'user') {
      echo(activity);
      return;
    }
    const answer = channelData?.igm ?? plainAnswer(activity, lang());
    // The widget has introduced itself before there was any connection.
    if (answer.id === 'welcome') return;
    if (answer.intent === 'delete-data') transcript.clear();
    // What replies to no message comes from the desk: a person writes, and nothing is being looked up.
    withPerson = activity.replyToId === undefined;
    if (withPerson) pending.clear();
    repliedTo.add(activity.replyToId ?? '');
    pending.delete(activity.replyToId ?? '');
    if (pending.size === 0) transcript.busy(false);
    // The phone has given this very answer while the server could not be heard.
    if (answeredHere.get(activity.replyToId ?? '') === gist(answer)) return;
    away.note(answer);
    show(answer, false);
  }

  function show(answer: Answer, offline: boolean): void {
    const turned = frameLanguage(answer);
    if (turned !== null && turned !== lang()) parts.onLocale(turned);
    transcript.answer(answer, { offline });
  }

  /** What the person wrote, as the server has it: from this page, from before a reload, or from another tab. */
  function echo({ id = '', text = '', locale, channelData }: Activity): void {
    const key = channelData?.clientActivityID ?? id;
    const isOwn = own.has(key);
    drop(key);
    if (isOwn) {
      const before = answeredHere.get(key);
      if (before !== undefined) answeredHere.set(id, before);
      else transcript.deliver(key, { state: 'sent' });
      return;
    }
    own.add(key);
    transcript.own(key, text, { state: 'sent' });
    parts.onLocale(locale);
  }

  function say(text: string): void {
    const message = { id: randomId(), text };
    own.add(message.id);
    keep([...unsent(), message]);
    transcript.own(message.id, text, { state: 'sending' });
    void pump();
  }

  /** Sends what waits, one after the other. */
  async function pump(): Promise<void> {
    if (pumping) return;
    pumping = true;
    clearTimeout(timer);
    try {
      for (let next = unsent()[0]; next !== undefined; next = unsent()[0]) {
        if (!(await deliver(next))) break;
      }
    } finally {
      pumping = false;
    }
  }

  /** True when the message is off the list: sent, answered here, or given back to the person. */
  async function deliver(message: Unsent): Promise<boolean> {
    if (!reached && (await answerHere(message))) return true;
    if (!reached) {
      transcript.deliver(message.id, { state: 'waiting' });
      transcript.busy(false);
      return false;
    }
    transcript.busy(!withPerson);
    try {
      const id = await line.send(activityOf(message, lang()));
      // The reply may be quicker than the word that the message was taken.
      if (!repliedTo.has(id) && !withPerson) pending.add(id);
      if (pending.size === 0) transcript.busy(false);
      tries = 0;
      backoff.reset();
      drop(message.id);
      transcript.deliver(message.id, { state: 'sent' });
      return true;
    } catch (error) {
      return failed(message, error instanceof CallError ? error : new CallError(0));
    }
  }

  async function failed(message: Unsent, error: CallError): Promise<boolean> {
    transcript.busy(false);
    // It came through after all: its echo was quicker than the failure.
    if (!unsent().some(({ id }) => id === message.id)) return true;
    // Nothing came through: the line tells when it does again, and meanwhile the phone may know the answer.
    if (error.status === 0) {
      if (await answerHere(message)) return true;
      transcript.deliver(message.id, { state: 'waiting' });
      return false;
    }
    if ((error.passing || isOver(error.status)) && ++tries < MOST_TRIES) {
      timer = setTimeout(() => void pump(), (error.retryAfter ?? 0) * 1000 || backoff.next());
      return false;
    }
    tries = 0;
    drop(message.id);
    transcript.deliver(message.id, {
      state: 'failed',
      why: error.said,
      retry() {
        keep([...unsent(), message]);
        transcript.deliver(message.id, { state: 'sending' });
        void pump();
      },
    });
    return true;
  }

  async function answerHere(message: Unsent): Promise<boolean> {
    const answer = await away.answer(message.text, message.id, lang());
    if (answer === null) return false;
    if (answer.intent === 'delete-data') {
      // The server has what was said before: only it can delete that.
      transcript.notice('deleteLater');
      return false;
    }
    answeredHere.set(message.id, gist(answer));
    drop(message.id);
    transcript.deliver(message.id, { state: 'offline' });
    show(answer, true);
    return true;
  }

  return {
    open() {
      for (const { id, text } of unsent()) {
        if (own.has(id)) continue;
        own.add(id);
        transcript.own(id, text, { state: 'sending' });
      }
      line.open();
      void pump();
    },
    say,
    network: isThere => line.network(isThere),
    ready: () => void pump(),
    end() {
      clearTimeout(timer);
      line.close({ forget: true });
      session.clear();
    },
  };
}

/** By this two answers are the same. */
function gist({ decision, entry, lang }: Answer): string {
  return `${decision} ${entry} ${lang}`;
}

function activityOf({ id, text }: Unsent, locale: Language): object {
  return { type: 'message', text, textFormat: 'plain', locale, channelData: { clientActivityID: id } };
}

/** `crypto.randomUUID` is there on secure pages only; the widget also stands on others. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
