type Child = Node | string | null | undefined | false;
type Attributes = Readonly<Record<string, string | null | undefined | false>>;

/**
 * Makes an element. Strings become text nodes, so that nothing that anybody wrote is ever read as markup; attributes
 * that style or run something are refused.
 */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (/^(?:on|style$|srcdoc$)/.test(name)) throw new TypeError(name);
    if (typeof value === 'string') element.setAttribute(name, value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** A button that does something. */
export function button(attributes: Attributes, label: Child, act: () => void): HTMLButtonElement {
  const made = el('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', act);
  return made;
}

/** Drawings, each one path on a field of 24 by 24. */
const ICONS = {
  chat: 'M4 4h16v12H9l-5 4z',
  close: 'M5 5l14 14M19 5L5 19',
  send: 'M4 12h14M12 5l7 7-7 7',
  down: 'M12 4v15M5 12l7 7 7-7',
  exit: 'M10 4H4v16h6M14 8l4 4-4 4M8 12h10',
} as const;

/** A drawing beside a text that says the same: hidden from screen readers. */
export function icon(name: keyof typeof ICONS): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}
