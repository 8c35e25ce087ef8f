/** What the widget does on the institute's own pages only. */
export interface OwnPage {
  /** Lets the page start without a connection from now on. Resolves when that works, or cannot. */
  keep(): Promise<void>;
}

/** A page that was loaded anew past its worker is never taken over: then the next one is. */
const TAKEN_MS = 10_000;

/**
 * Null on a page of somebody else's. `ask`: the page's form works without a script; where there is no network the
 * chat takes its question.
 */
export function ownPage(origin: string, ask: (question: string) => void): OwnPage | null {
  if (location.origin !== origin) return null;
  const form = document.querySelector<HTMLFormElement>('form.ask');
  const input = form?.querySelector<HTMLInputElement>('[name=q]');
  form?.addEventListener('submit', event => {
    const question = input?.value.trim() ?? '';
    if (navigator.onLine || question === '') return;
    event.preventDefault();
    ask(question);
    input!.value = '';
  });
  return {
    async keep() {
      try {
        const { serviceWorker } = navigator;
        // What this page fetches from now on is kept only once the worker has taken the page over.
        const taken = new Promise(resolve => {
          if (serviceWorker.controller) resolve(null);
          else serviceWorker.addEventListener('controllerchange', resolve, { once: true });
          setTimeout(resolve, TAKEN_MS);
        });
        await serviceWorker.register('/sw.js');
        await taken;
      } catch {
        // No service workers, or not on this page: the chat works without a connection while the page is open.
      }
    },
  };
}
