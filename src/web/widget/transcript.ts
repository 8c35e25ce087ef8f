import type { Language } from '../../language/index.ts';
import { type AnswerParts, answerContent } from './answer.ts';
import { button, el } from './dom.ts';
import { dayOf, type Say } from './say.ts';
import type { Scroll } from './scroll.ts';
import type { Answer } from './wire.ts';

/** What became of a message that the person wrote. */
export type Delivery =
  | { readonly state: 'sending' | 'sent' | 'waiting' | 'offline' }
  | { readonly state: 'failed'; readonly why: string | null; retry(): void };

/** Where the conversation is shown. */
export interface Transcript {
  own(id: string, text: string, delivery: Delivery): void;
  deliver(id: string, delivery: Delivery): void;
  /** `offline`: answered on this phone. */
  answer(answer: Answer, options: { offline: boolean }): void;
  notice(key: string): void;
  /** Whether something is being looked up for the person. */
  busy(isBusy: boolean): void;
  /** Takes away all that was said. */
  clear(): void;
}

export interface TranscriptParts extends AnswerParts {
  readonly say: Say;
  /** `role="log"`: the one place that is read aloud when something is added to it. */
  readonly log: HTMLElement;
  readonly typing: HTMLElement;
  readonly scroll: Scroll;
  lang(): Language;
  /** Something was answered: where the chat is closed, the launcher says so. */
  onAnswer(): void;
}

interface Greeting {
  /** Says who the assistant is and what can be asked; again after the language was switched. */
  greet(): void;
  /** False before anything was said. */
  hasMessages(): boolean;
}

/** So many messages are laid out together. */
const STRETCH = 20;

/** The conversation on the screen. */
export function createTranscript(parts: TranscriptParts): Transcript & Greeting {
  const { log, typing, scroll, say, facts } = parts;
  const own = new Map<string, { bubble: HTMLElement; state: HTMLElement; delivery: Delivery | null }>();
  let greeting: HTMLElement | null = null;
  let stretch: HTMLElement | null = null;

  function add(bubble: HTMLElement, isOwn: boolean): void {
    if (stretch === null || stretch.childElementCount >= STRETCH) {
      stretch = el('div', { class: 'stretch' });
      log.append(stretch);
    }
    stretch.append(bubble);
    scroll.added(bubble, isOwn);
  }

  function greet(): void {
    const lang = parts.lang();
    const asks = (facts.questions[lang] ?? []).map(question =>
      el(
        'li',
        {},
        button({ class: 'way' }, question, () => parts.send(question)),
      ),
    );
    const made = speakerBubble(
      'assistant',
      lang,
      say,
      ...(facts.intro[lang] ?? facts.intro.es).map(sentence => el('p', {}, sentence)),
      el(
        'div',
        { class: 'ways' },
        el('p', { class: 'ways-title' }, say(lang, 'questions')),
        el('ul', {}, ...asks),
      ),
    );
    made.classList.add('greeting');
    if (greeting?.isConnected) greeting.replaceWith(made);
    else log.prepend(made);
    greeting = made;
  }

  function stateText(delivery: Delivery): string {
    return say(parts.lang(), `state.${delivery.state}`);
  }

  function deliver(id: string, delivery: Delivery): void {
    const message = own.get(id);
    if (!message || message.delivery?.state === delivery.state) return;
    message.delivery = delivery;
    const { state, bubble } = message;
    const lang = parts.lang();
    state.lang = lang;
    bubble.dataset.state = delivery.state;
    if (delivery.state !== 'failed') {
      // A change of text is not read aloud: only that a message was not sent is worth an interruption.
      state.textContent = stateText(delivery);
      bubble.querySelector('.trouble')?.remove();
      return;
    }
    state.textContent = '';
    const retry = button({ class: 'tool' }, say(lang, 'retry'), () => {
      delivery.retry();
      parts.onAnswer();
    });
    bubble.append(
      el('div', { class: 'trouble', lang }, el('p', {}, stateText(delivery), ' ', delivery.why ?? ''), retry),
    );
  }

  return {
    greet,
    hasMessages: () => log.querySelector('.bubble:not(.greeting)') !== null,
    own(id, text, delivery) {
      const lang = parts.lang();
      const state = el('span', { class: 'state' });
      const bubble = el(
        'article',
        { class: 'bubble own', 'data-id': id },
        el('div', { class: 'line' }, el('p', { class: 'who', lang }, say(lang, 'who.you')), state),
        el('p', { class: 'said', dir: 'auto' }, text),
      );
      own.set(id, { bubble, state, delivery: null });
      deliver(id, delivery);
      add(bubble, true);
    },
    deliver,
    answer(answer, { offline }) {
      const made = speakerBubble(answer.speaker, answer.lang, say, ...answerContent(answer, offline, parts));
      made.dataset.decision = answer.decision;
      if (answer.entry !== null) made.dataset.entry = answer.entry;
      if (answer.decision === 'urgent') made.classList.add('urgent');
      add(made, false);
      parts.onAnswer();
    },
    notice(key) {
      const lang = parts.lang();
      const text = say(lang, key, { date: dayOf(lang, facts.issued) });
      add(el('p', { class: 'notice', lang }, el('b', {}, say(lang, 'who.notice')), ` ${text}`), false);
    },
    busy(isBusy) {
      typing.hidden = !isBusy;
      if (isBusy) scroll.follow();
    },
    clear() {
      own.clear();
      log.replaceChildren();
      stretch = null;
      greeting = null;
      greet();
    },
  };
}

/** A bubble with a label of who speaks: neither colour nor side says it alone. */
function speakerBubble(
  speaker: Answer['speaker'],
  lang: Language,
  say: Say,
  ...content: readonly HTMLElement[]
): HTMLElement {
  const who = el('p', { class: 'who' }, say(lang, `who.${speaker}`));
  return el('article', { class: `bubble ${speaker}`, lang }, who, ...content);
}
