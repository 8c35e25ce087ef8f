import { BASE_LANGUAGES, type Language } from '../../language/index.ts';
import { type Accent, accentOf, type Shades } from './accent.ts';
import { createAway, savesData } from './away.ts';
import { createCalls } from './calls.ts';
import { type Chat, createChat } from './chat.ts';
import { createComposer } from './composer.ts';
import { button, el } from './dom.ts';
import type { Facts } from './facts.ts';
import { createLine } from './line.ts';
import { withContactLinks } from './links.ts';
import { ownPage } from './own-page.ts';
import { createPanel, type Panel } from './panel.ts';
import { createSay, dayOf } from './say.ts';
import { createScroll } from './scroll.ts';
import { createSession } from './session.ts';
import { createSpeech } from './speech.ts';
import styles from './styles.css';
import { createTranscript } from './transcript.ts';

/** Where a quick exit leads, unless the page says something else (`data-exit`). */
const NEUTRAL = 'https://www.google.com/';
/** What is not needed yet waits until the page has been still for this long, in milliseconds. */
const STILL_MS = 1_500;

/**
 * `<igm-chat>`: the assistant on any page. Attributes: `data-lang` (`es`, `en` …), `data-position` (`right`, `left`),
 * `data-color` (`#rrggbb`), `data-title`, `data-exit` (an address of the web).
 */
export function defineChat(facts: Facts, origin: string): void {
  const say = createSay(facts);
  customElements.define(
    'igm-chat',
    class extends HTMLElement {
      #started = false;

      connectedCallback(): void {
        if (this.#started) return; // moved on its page
        this.#started = true;
        start(this, facts, origin, say);
      }
    },
  );
}

function start(host: HTMLElement, facts: Facts, origin: string, say: ReturnType<typeof createSay>): void {
  const { position, color = null, title = null, exit = NEUTRAL } = host.dataset;
  const root = host.attachShadow({ mode: 'open' });
  const frame = el('div', { class: `frame ${position === 'left' ? 'left' : 'right'}` });
  root.adoptedStyleSheets = [sheet(styles), sheet(accentRules(accentOf(color)))];

  const session = createSession(origin);
  let lang = languageOf(host.dataset.lang) ?? languageOf(document.documentElement.lang) ?? 'es';
  let isReached = true;
  let chat: Chat;

  const composer = createComposer({ say, session, lang: () => lang, send });
  const panel: Panel = createPanel({
    say,
    title,
    composer,
    languages: facts.languages,
    lang: () => lang,
    onOpen: () => chat.open(),
    onLanguage({ code, wish }) {
      setLanguage(code);
      if (transcript.hasMessages()) send(wish);
      else transcript.greet();
    },
    onDelete: () => send(say(lang, 'saysDelete')),
    onExit() {
      chat.end();
      speech?.stop();
      frame.remove();
      location.replace(/^https?:\/\//.test(exit) ? exit : NEUTRAL);
    },
  });
  const scroll = createScroll(panel.log, panel.dialog, isUnseen =>
    panel.unseen(isUnseen, () => scroll.toNewest()),
  );
  const speech = createSpeech(languages => {
    for (const each of BASE_LANGUAGES) frame.classList.toggle(`speaks-${each}`, languages.includes(each));
  });
  const away = createAway({
    origin,
    module: facts.offline,
    onReady() {
      banner();
      chat.ready();
    },
  });
  const transcript = createTranscript({
    say,
    facts,
    speech,
    scroll,
    log: panel.log,
    typing: panel.typing,
    lang: () => lang,
    pack: away.pack,
    send,
    onAnswer() {},
  });
  chat = createChat({
    transcript,
    session,
    away,
    lang: () => lang,
    line: events => createLine({ ...events, calls: createCalls(origin), session }),
    onLocale(locale) {
      const spoken = languageOf(locale);
      if (spoken) setLanguage(spoken);
    },
    onReach(reached) {
      if (reached && !isReached) transcript.notice('online');
      isReached = reached;
      banner();
    },
  });

  function send(text: string): void {
    chat.say(text);
    // The button that was pressed may be gone.
    if (root.activeElement === null) composer.input.focus();
  }

  function languageOf(tag: string | undefined): Language | null {
    const primary = tag?.split('-')[0];
    return facts.languages.find(({ code }) => code === primary)?.code ?? null;
  }

  function setLanguage(to: Language): void {
    if (to === lang) return;
    lang = to;
    panel.label();
    banner();
  }

  /** Says above the conversation what works without a connection, and whom one can call. */
  function banner(): void {
    if (isReached) {
      panel.banner(null);
      return;
    }
    const date = dayOf(lang, facts.issued);
    const { emergency, phone } = facts.contacts;
    const lines = [
      say(lang, away.ready() ? 'offlineBanner' : 'offlineLoading', { date }),
      ...(emergency ? [say(lang, 'emergency', { number: emergency })] : []),
      ...(phone ? [say(lang, 'phone', { phone })] : []),
    ];
    panel.banner(lines.map(line => el('p', {}, ...withContactLinks(line, facts.contacts))));
  }

  function keepOffer(): HTMLElement {
    const offer = el(
      'p',
      { class: 'keep' },
      button({ class: 'tool' }, say(lang, 'offlineFetch'), () => {
        keep();
        offer.textContent = say(lang, 'offlineReady');
      }),
    );
    return offer;
  }

  panel.label();
  transcript.greet();
  frame.append(panel.dialog, panel.launcher);
  root.append(frame);
  addEventListener('online', () => chat.network(true));
  addEventListener('offline', () => chat.network(false));
  const own = ownPage(origin, question => {
    if (!panel.isOpen()) panel.open();
    send(question);
  });
  /** Our own pages first learn to start without a connection, so that what is fetched then is kept for that too. */
  async function keep(): Promise<void> {
    await own?.keep();
    away.prepare();
  }
  if (savesData()) panel.log.append(keepOffer());
  else whenStill(() => void keep());
}

function sheet(rules: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(rules);
  return made;
}

/** Both come from {@link accentOf}, which gives nothing but `#rrggbb`. */
function accentRules({ light, dark }: Accent): string {
  const rule = ({ accent, on, band }: Shades) =>
    `.frame{--accent:${accent};--on-accent:${on};--band:${band}}`;
  return `${rule(light)}@media (prefers-color-scheme:dark){${rule(dark)}}`;
}

function whenStill(work: () => void): void {
  const soon = () => {
    setTimeout(() => {
      if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: STILL_MS });
      else work(); // Safari
    }, STILL_MS);
  };
  if (document.readyState === 'complete') soon();
  else addEventListener('load', soon, { once: true });
}
