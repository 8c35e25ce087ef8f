import { el } from './dom.ts';

/** Puts a text on the clipboard; false where the browser does not let us. */
export async function copyText(text: string, near: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyTheOldWay(text, near); // pages without https have no clipboard
  }
}

function copyTheOldWay(text: string, near: HTMLElement): boolean {
  const field = el('textarea', { class: 'off', 'aria-hidden': 'true', tabindex: '-1', readonly: '' });
  field.value = text;
  const focused = (near.getRootNode() as ShadowRoot).activeElement;
  near.append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}
