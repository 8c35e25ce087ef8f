/**
 * A strict reader of the HTML that we write: it knows no repairs, so whatever a browser would have to repair is a
 * failure here. Enough of HTML for pages of our own, not for others'.
 */
export interface Element {
  tag: string;
  attributes: Record<string, string>;
  children: (Element | string)[];
  parent: Element | null;
}

const VOID = new Set(['meta', 'link', 'input', 'br']);
const RAW = new Set(['style', 'script']);
/** Elements that may hold only phrasing content. */
const PHRASING_ONLY = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'label',
  'button',
  'q',
  'cite',
  'span',
  'a',
  'dt',
  'code',
  'time',
]);
const PHRASING = new Set([
  'a',
  'q',
  'cite',
  'span',
  'time',
  'br',
  'code',
  'strong',
  'input',
  'label',
  'button',
]);
const PARENTS: Record<string, string[]> = {
  li: ['ul', 'ol'],
  dt: ['div', 'dl'],
  dd: ['div', 'dl'],
  tr: ['thead', 'tbody'],
  th: ['tr'],
  td: ['tr'],
  caption: ['table'],
};

/** Reads a page. Throws on what is not closed, not allowed where it stands, or not quoted. */
export function read(page: string): Element {
  const root: Element = { tag: '#root', attributes: {}, children: [], parent: null };
  let at: Element = root;
  let i = page.startsWith('<!DOCTYPE html>\n') ? '<!DOCTYPE html>\n'.length : fail('no doctype', page);
  while (i < page.length) {
    if (page[i] !== '<') {
      const end = page.indexOf('<', i) < 0 ? page.length : page.indexOf('<', i);
      at.children.push(decoded(page.slice(i, end)));
      i = end;
      continue;
    }
    const closing = /^<\/([a-z0-9]+)>/.exec(page.slice(i, i + 40));
    if (closing) {
      if (closing[1] !== at.tag) fail(`</${closing[1]}> closes <${at.tag}>`, page.slice(i - 200, i + 40));
      at = at.parent ?? root;
      i += closing[0].length;
      continue;
    }
    const opening = /^<([a-z0-9]+)((?: [a-z-]+(?:="[^"]*")?)*)>/.exec(page.slice(i));
    if (!opening) fail('no tag', page.slice(i, i + 120));
    const element: Element = { tag: opening![1]!, attributes: {}, children: [], parent: at };
    for (const [, name, value] of opening![2]!.matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g)) {
      if (name! in element.attributes) fail(`${name} twice`, opening![0]);
      element.attributes[name!] = decoded(value ?? '');
    }
    checkPlace(element);
    at.children.push(element);
    i += opening![0].length;
    if (RAW.has(element.tag)) {
      const end = page.indexOf(`</${element.tag}`, i);
      element.children.push(page.slice(i, end));
      i = end;
      at = element;
    } else if (!VOID.has(element.tag)) {
      at = element;
    }
  }
  if (at !== root) fail('never closed', at.tag);
  return root;
}

function checkPlace({ tag, parent }: Element): void {
  const above = parent!.tag;
  if (PHRASING_ONLY.has(above) && !PHRASING.has(tag)) fail(`<${tag}> inside <${above}>`, '');
  if (PARENTS[tag] && !PARENTS[tag].includes(above)) fail(`<${tag}> inside <${above}>`, '');
  if ((above === 'ul' || above === 'ol') && tag !== 'li') fail(`<${tag}> inside <${above}>`, '');
  if (above === 'dl' && !['div', 'dt', 'dd'].includes(tag)) fail(`<${tag}> inside <dl>`, '');
  for (let up: Element | null = parent; up; up = up.parent) {
    if ((tag === 'a' || tag === 'button' || tag === 'form') && up.tag === tag)
      fail(`<${tag}> inside itself`, '');
    if (tag === 'main' && up.tag === 'main') fail('<main> inside itself', '');
  }
}

function fail(what: string, where: string): never {
  throw new Error(`not valid: ${what}: ${where}`);
}

function decoded(text: string): string {
  const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replace(
    /&(#?\w+);|&/g,
    (_, name: string | undefined) => signs[name ?? ''] ?? fail('entity', text),
  );
}

/** All elements, in the order of the page. */
export function all(root: Element): Element[] {
  return root.children.flatMap(child => (typeof child === 'string' ? [] : [child, ...all(child)]));
}

/** Elements with this tag, below `root`. */
export function tagged(root: Element, tag: string): Element[] {
  return all(root).filter(element => element.tag === tag);
}

/** The element with this id. Throws when there is none, or more than one. */
export function byId(root: Element, id: string): Element {
  const found = all(root).filter(element => element.attributes.id === id);
  return found.length === 1 ? found[0]! : fail(`${found.length} elements with the id`, id);
}

export function textOf(element: Element): string {
  return element.children.map(child => (typeof child === 'string' ? child : textOf(child))).join('');
}

/** The language of an element: its own, or the nearest above. */
export function langOf(element: Element | null): string | undefined {
  return element ? (element.attributes.lang ?? langOf(element.parent)) : undefined;
}

/** What no page of ours may get wrong, whatever it shows: ids, references, labels, languages, inert markup. */
export function checkPage(root: Element): void {
  const elements = all(root);
  const ids = elements.flatMap(({ attributes }) => (attributes.id === undefined ? [] : [attributes.id]));
  if (new Set(ids).size !== ids.length) fail('an id twice', ids.join(' '));
  if (tagged(root, 'h1').length !== 1) fail('not one h1', '');
  if (tagged(root, 'main').length !== 1) fail('not one main', '');
  let level = 1;
  for (const { tag } of elements.filter(element => /^h[1-6]$/.test(element.tag))) {
    if (Number(tag[1]) > level + 1) fail(`h${level} is followed by`, tag);
    level = Number(tag[1]);
  }
  for (const element of elements) {
    const { tag, attributes } = element;
    for (const name of ['aria-labelledby', 'aria-describedby', 'for']) {
      for (const id of attributes[name]?.split(' ') ?? [])
        if (!ids.includes(id)) fail(`${name} leads nowhere`, id);
    }
    if (attributes.href?.startsWith('#') && !ids.includes(decodeURIComponent(attributes.href.slice(1)))) {
      fail('a link leads nowhere', attributes.href);
    }
    if (Object.keys(attributes).some(name => name.startsWith('on') || name === 'style'))
      fail('active markup', tag);
    if (attributes['aria-label'] === '') fail('an empty label', tag);
    if (tag === 'a' && !attributes['aria-label'] && textOf(element).trim() === '')
      fail('a link without a name', '');
    const isOurs = attributes.type === 'application/ld+json' || attributes.src === '/widget.js';
    if (tag === 'script' && !isOurs) fail('a script', textOf(element));
    if (langOf(element) === undefined) fail('no language', tag);
  }
}
