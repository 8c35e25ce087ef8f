import type { Language } from '../../language/index.ts';
import { el, icon } from './dom.ts';
import type { Say } from './say.ts';
import type { Session } from './session.ts';

/** Longest question that is answered, in code points ("Length" in CONTRACTS.md). */
const LONGEST = 2000;
/** Where the input stops: danger is looked for in as many characters, nothing beyond is ever read. */
const LONGEST_DRAFT = 4000;

export interface Composer {
  readonly form: HTMLFormElement;
  readonly input: HTMLTextAreaElement;
  /** Puts the texts in the widget's language. */
  label(): void;
}

/** The box in which people write. A draft outlives an error, a closed chat and a reload. */
export function createComposer(parts: {
  readonly say: Say;
  readonly session: Session;
  lang(): Language;
  send(text: string): void;
}): Composer {
  const { say, session } = parts;
  const name = el('label', { for: 'q' });
  const hint = el('p', { class: 'hint', id: 'hint' });
  const error = el('p', { class: 'error', id: 'error', hidden: '' });
  const input = el('textarea', {
    id: 'q',
    'data-igm-composer': '',
    rows: '1',
    maxlength: String(LONGEST_DRAFT),
    dir: 'auto',
    autocomplete: 'off',
    autocapitalize: 'sentences',
    enterkeyhint: 'send',
    'aria-describedby': 'hint',
  });
  const caption = el('span', {});
  const submit = el('button', { type: 'submit', class: 'send' }, icon('send'), caption);
  const form = el(
    'form',
    { class: 'composer' },
    el('div', { class: 'line' }, name, hint),
    error,
    el('div', { class: 'row' }, input, submit),
  );
  input.value = session.read().draft ?? '';

  function complain(key: string | null): void {
    error.hidden = key === null;
    error.textContent = key === null ? '' : say(parts.lang(), key, { max: LONGEST });
    input.setAttribute('aria-describedby', key === null ? 'hint' : 'error hint');
    if (key === null) input.removeAttribute('aria-invalid');
    else input.setAttribute('aria-invalid', 'true');
  }

  function send(): void {
    const text = input.value.trim();
    if (text === '' || Array.from(text).length > LONGEST) {
      complain(text === '' ? 'empty' : 'tooLong');
      input.focus();
      return;
    }
    complain(null);
    input.value = '';
    session.write({ draft: '' });
    grow();
    input.focus();
    parts.send(text);
  }

  /** As high as its text, up to a few lines. */
  function grow(): void {
    input.rows = Math.min(4, Math.max(1, input.value.split('\n').length));
  }

  form.noValidate = true;
  form.addEventListener('submit', event => {
    event.preventDefault();
    send();
  });
  input.addEventListener('keydown', event => {
    // A key that ends the writing of a character (Japanese, accents on some keyboards) sends nothing.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  input.addEventListener('input', () => {
    session.write({ draft: input.value });
    grow();
    if (input.value.trim() !== '') complain(null);
  });
  grow();

  return {
    form,
    input,
    label() {
      const lang = parts.lang();
      name.textContent = say(lang, 'input');
      hint.textContent = say(lang, 'hint');
      caption.textContent = say(lang, 'send');
      complain(null);
    },
  };
}
