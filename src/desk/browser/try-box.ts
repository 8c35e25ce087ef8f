import { call } from './api.ts';

/** How long nobody types before the draft is asked. */
const PAUSE_MS = 300;

/** The editors' box "what would people get?": asks the draft while somebody types. */
export function bindTryBox(page: Document): void {
  const form = page.querySelector<HTMLFormElement>('form[data-try]');
  const place = page.querySelector<HTMLElement>('[data-try-answer]');
  const input = form?.querySelector<HTMLInputElement>('input[name=q]');
  if (!form || !place || !input) return;
  let timer = 0;
  let asking = new AbortController();
  const ask = async () => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const text = input.value.trim();
    if (text === '') {
      place.textContent = '';
      return;
    }
    try {
      const answer = await call<{ text: string }>('editions/try', { text }, signal);
      place.textContent = answer.text;
    } catch {
      // The button still asks, and says what is wrong.
    }
  };
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), PAUSE_MS);
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    void ask();
  });
}
