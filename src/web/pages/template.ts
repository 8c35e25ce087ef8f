/**
 * Markup that is safe by construction. {@link html} escapes every value that is no markup itself; nothing in this
 * file, or outside it, turns a string into markup without escaping.
 *
 * Attributes are always written with double quotes, and no value is ever put into a `<script>`, a `<style>`, an
 * event handler or a comment; data blocks go through {@link dataBlock}, style sheets through {@link styleBlock}.
 */
class Markup {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  /** The markup as a string, to be sent. */
  render(): string {
    return this.#text;
  }
}

/** A piece of markup. Only this file makes one. */
export type Html = Markup;

/** What a template takes: text is escaped; null, undefined and false give nothing. */
export type Renderable = Html | string | number | null | undefined | false | readonly Renderable[];

/** Template tag: html`<p>${text}</p>`. */
export function html(strings: TemplateStringsArray, ...values: readonly Renderable[]): Html {
  let text = strings[0] ?? '';
  values.forEach((value, i) => {
    text += rendered(value) + (strings[i + 1] ?? '');
  });
  return new Markup(text);
}

/** Puts pieces one after another, with `between` between them. */
export function joined(pieces: readonly Renderable[], between: Renderable = ''): Html {
  return new Markup(pieces.map(rendered).join(rendered(between)));
}

/** A heading of level 2 to 6. */
export function heading(level: number, attributes: Html, content: Renderable): Html {
  const tag = `h${Math.min(6, Math.max(2, Math.trunc(level)))}`;
  return new Markup(`<${tag}${attributes.render()}>${rendered(content)}</${tag}>`);
}

/**
 * JSON inside `<script type="application/ld+json">`. Such an element is a data block: a browser stops preparing
 * it before it looks at the content security policy (HTML standard, "prepare the script element"), so it needs
 * neither a nonce nor a hash. `<`, `>` and `&` are written as escapes, so that no value can end the element.
 */
export function dataBlock(type: 'application/ld+json', value: unknown): Html {
  const json = JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return new Markup(`<script type="${type}">${json}</script>`);
}

/** A style sheet of our own inside the page; the policy must allow its hash. Fails on one that could end early. */
export function styleBlock(css: string): Html {
  if (css.includes('<'))
    throw new TypeError('A style sheet inside a page must not contain "<": take it out.');
  return new Markup(`<style>${css}</style>`);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Also drops what no HTML text may hold: control characters and halves of surrogate pairs. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '')
    .replace(/[&<>"']/g, sign => ENTITIES[sign] ?? '');
}

function rendered(value: Renderable): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Markup) return value.render();
  if (typeof value === 'object') return value.map(rendered).join('');
  return escaped(String(value));
}
