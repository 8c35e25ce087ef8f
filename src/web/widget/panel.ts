import type { Language } from '../../language/index.ts';
import type { Composer } from './composer.ts';
import { button, el, icon } from './dom.ts';
import type { Facts } from './facts.ts';
import type { Say } from './say.ts';

export interface PanelParts {
  readonly say: Say;
  readonly title: string | null;
  readonly composer: Composer;
  readonly languages: Facts['languages'];
  lang(): Language;
  onOpen(): void;
  onLanguage(chosen: Facts['languages'][number]): void;
  onDelete(): void;
  onExit(): void;
}

/** The launcher and the window of the chat. */
export interface Panel {
  readonly launcher: HTMLButtonElement;
  readonly dialog: HTMLDialogElement;
  readonly log: HTMLElement;
  readonly typing: HTMLElement;
  open(): void;
  isOpen(): boolean;
  /** Something new is out of view, or is not any more. */
  unseen(isUnseen: boolean, show?: () => void): void;
  banner(content: readonly (Node | string)[] | null): void;
  label(): void;
}

/** Where the chat takes the whole screen, and the page behind it cannot be reached. */
const WHOLE_SCREEN = '(max-width: 40rem), (max-height: 30rem)';

export function createPanel(parts: PanelParts): Panel {
  const { say, composer, lang } = parts;
  const caption = el('span', {});
  const launcher = button(
    { class: 'launcher', 'aria-haspopup': 'dialog', 'aria-expanded': 'false' },
    caption,
    open,
  );
  launcher.prepend(icon('chat'));

  const heading = el('h2', { id: 'title', tabindex: '-1' });
  const subtitle = el('p', { class: 'subtitle' });
  const closer = button({ class: 'close' }, icon('close'), close);
  const closeName = el('span', { class: 'off' });
  closer.append(closeName);
  const languages = parts.languages.map(each => ({
    each,
    to: button({ class: 'tool', lang: each.code }, each.name, () => parts.onLanguage(each)),
  }));
  const remove = button({ class: 'tool', 'aria-expanded': 'false' }, '', () => confirm(true));
  const exit = button({ class: 'tool exit' }, '', parts.onExit);
  const question = el('p', { id: 'delete' });
  const yes = button({ class: 'tool' }, '', () => {
    confirm(false);
    parts.onDelete();
  });
  const no = button({ class: 'tool' }, '', () => confirm(false));
  const confirmation = el(
    'div',
    { class: 'confirm', role: 'group', 'aria-labelledby': 'delete', hidden: '' },
    question,
    yes,
    no,
  );
  const banner = el('div', { class: 'banner', hidden: '' });
  const log = el('div', { class: 'log', role: 'log', 'aria-relevant': 'additions', tabindex: '0' });
  const typing = el('p', { class: 'typing', 'aria-hidden': 'true', hidden: '' }, el('i'), el('i'), el('i'));
  const typingText = el('span', {});
  typing.append(typingText);
  const jumpText = el('span', {});
  const jump = button({ class: 'jump', hidden: '' }, jumpText, () => {});
  jump.append(icon('down'));
  const dialog = el(
    'dialog',
    { 'aria-labelledby': 'title' },
    el(
      'div',
      { class: 'head' },
      el('div', { class: 'names' }, heading, subtitle),
      closer,
      el('div', { class: 'bar' }, ...languages.map(({ to }) => to), remove, exit),
      confirmation,
    ),
    banner,
    el('div', { class: 'middle' }, log, jump),
    typing,
    composer.form,
  );
  const wholeScreen = matchMedia(WHOLE_SCREEN);

  function open(): void {
    if (dialog.open) {
      close();
      return;
    }
    show();
    launcher.setAttribute('aria-expanded', 'true');
    parts.onOpen();
    // A keyboard on the screen would hide what the assistant says of itself.
    if (matchMedia('(pointer: coarse)').matches) heading.focus();
    else composer.input.focus();
  }

  function show(): void {
    if (wholeScreen.matches) dialog.showModal();
    else dialog.show();
  }

  function close(): void {
    dialog.close();
  }

  function confirm(asks: boolean): void {
    confirmation.hidden = !asks;
    remove.setAttribute('aria-expanded', String(asks));
    (asks ? yes : remove).focus();
  }

  dialog.addEventListener('close', () => {
    if (dialog.open) return; // it has only changed its kind
    launcher.setAttribute('aria-expanded', 'false');
    launcher.focus();
  });
  dialog.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (confirmation.hidden) close();
    else confirm(false);
  });
  // The window became wide or narrow: it changes its kind and stays open.
  wholeScreen.addEventListener('change', () => {
    if (!dialog.open) return;
    const focused = (dialog.getRootNode() as ShadowRoot).activeElement;
    dialog.close();
    show();
    if (focused instanceof HTMLElement) focused.focus();
  });

  return {
    launcher,
    dialog,
    log,
    typing,
    open,
    isOpen: () => dialog.open,
    unseen(isUnseen, shows) {
      jump.hidden = !isUnseen;
      if (shows) jump.onclick = shows;
    },
    banner(content) {
      banner.hidden = content === null;
      banner.replaceChildren(...(content ?? []));
    },
    label() {
      const own = lang();
      dialog.lang = own;
      launcher.lang = own;
      caption.textContent = say(own, 'launcher');
      heading.textContent = parts.title ?? say(own, 'title');
      subtitle.textContent = say(own, 'subtitle');
      closeName.textContent = say(own, 'close');
      for (const { each, to } of languages) to.hidden = each.code === own;
      remove.textContent = say(own, 'delete');
      exit.replaceChildren(icon('exit'), say(own, 'exit'));
      question.textContent = say(own, 'deleteAsk');
      yes.textContent = say(own, 'deleteYes');
      no.textContent = say(own, 'deleteNo');
      log.setAttribute('aria-label', say(own, 'log'));
      typingText.textContent = say(own, 'typing');
      jumpText.textContent = say(own, 'newAnswer');
      composer.label();
    },
  };
}
