/**
 * Who is measured, and how a person uses it. `find`, `open`, `send` and `said` run in the page: as text, for nothing of
 * this file exists there.
 */
export interface Contestant {
  readonly name: string;
  readonly url: string;
  /** The element in which one writes, when it is there and takes text; else null. An expression. */
  readonly find: string;
  /** Opens the chat where it has to be opened; called until {@link Contestant.find} finds. Statements. */
  readonly open: string;
  /** Sends the text `text` from the input `input`. Statements. */
  readonly send: string;
  /** All that stands in the conversation. An expression. */
  readonly said: string;
}

/** What is asked, and what only the reply holds. */
export const QUESTION = '¿cuál es la visión?';
export const IN_REPLY = 'entidad referente';

export function contestants(at: { foreign: string; peers: string }): Contestant[] {
  return [
    {
      name: 'this widget',
      url: at.foreign,
      find: 'document.querySelector("igm-chat")?.shadowRoot?.querySelector("dialog[open] [data-igm-composer]")',
      open: 'document.querySelector("igm-chat")?.shadowRoot?.querySelector(".launcher")?.click()',
      send: 'input.value = text; input.form.requestSubmit()',
      said: 'document.querySelector("igm-chat")?.shadowRoot?.querySelector(".log")?.textContent',
    },
    {
      name: 'deep-chat 2.4.2',
      url: `${at.peers}/deep-chat`,
      find: 'document.querySelector("deep-chat")?.shadowRoot?.querySelector("#text-input[contenteditable=true]")',
      open: '',
      send: `input.focus(); input.textContent = text; input.dispatchEvent(new InputEvent('input', { bubbles: true }));
        input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))`,
      said: 'document.querySelector("deep-chat")?.shadowRoot?.querySelector("#messages")?.textContent',
    },
    ...(['minimal', 'full'] as const).map(kind => ({
      name: `botframework-webchat 4.18.1, ${kind}`,
      url: `${at.peers}/webchat-${kind}`,
      find: 'document.querySelector("[data-id=webchat-sendbox-input]:not([readonly]):not([disabled])")',
      open: '',
      send: `Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, text);
        input.dispatchEvent(new Event('input', { bubbles: true }));
        input.form.requestSubmit()`,
      said: 'document.getElementById("chat")?.textContent',
    })),
  ];
}
