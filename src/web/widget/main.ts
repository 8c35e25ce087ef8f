/**
 * The widget's script: `<script src="https://…/widget.js" data-lang="es" async></script>` puts `<igm-chat>` on a
 * page. The server that the script comes from is the one that it talks to. Start reading in `element.ts`.
 */
import { defineChat } from './element.ts';
import type { Facts } from './facts.ts';

/** The server puts the facts in its place: see `files/facts.ts`. */
declare const __IGM_FACTS__: Facts;

const script = document.currentScript as HTMLScriptElement;

if (!customElements.get('igm-chat')) {
  defineChat(__IGM_FACTS__, new URL(script.src).origin);
  if (document.body) place();
  else addEventListener('DOMContentLoaded', place);
}

/** Where the page has put the element itself, that one is used. */
function place(): void {
  if (document.querySelector('igm-chat')) return;
  const chat = document.createElement('igm-chat');
  for (const [name, value] of Object.entries(script.dataset)) chat.dataset[name] = value;
  document.body.append(chat);
}
