import {
  type Document,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  stringify,
  type YAMLMap,
} from 'yaml';

/** A change of one value of a YAML file: null takes the key away. `before` names the key that a new one goes before. */
export interface YamlEdit {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  readonly before?: string;
}

const WIDTH = 110;

/**
 * Changes values of a YAML file and nothing else: comments, order and the form of all other lines stay as they are.
 */
export function editYaml(text: string, edits: readonly YamlEdit[]): string {
  const document = parseDocument(text);
  const splices = edits.map(edit => spliceOf(text, document, edit));
  // In one line (`{ es: …, en: … }`), or empty: the file is written anew, comments included.
  if (splices.includes(null)) return throughModel(document, edits);
  return (splices as Splice[])
    .map((splice, i) => ({ ...splice, i }))
    .sort((one, other) => other.from - one.from || other.i - one.i)
    .reduce((result, { from, to, by }) => result.slice(0, from) + by + result.slice(to), text);
}

/** A whole YAML file. Long texts are folded; the lines are joined by a space when they are read. */
export function asYaml(value: unknown): string {
  return stringify(value, { lineWidth: WIDTH });
}

/** A stretch of the text and what is put in its place. */
interface Splice {
  readonly from: number;
  readonly to: number;
  readonly by: string;
}

/** Null where the value does not stand on lines of its own. */
function spliceOf(text: string, document: Document, { path, value, before }: YamlEdit): Splice | null {
  const key = path.at(-1)!;
  const parent = document.getIn(path.slice(0, -1), true);
  if (!isMap(parent) || parent.flow) return null;
  const pair = parent.items.find(item => isPair(item) && isScalar(item.key) && item.key.value === key);
  if (value === null) return pair ? without(text, pair) : { from: 0, to: 0, by: '' };
  const column = columnOf(text, parent);
  if (column === null) return null;
  const line = rendered(String(key), value, column, pair);
  if (pair) {
    const [from, to] = rangeOf(text, pair);
    return { from, to, by: line.slice(column) };
  }
  const next = parent.items.find(item => isScalar(item.key) && item.key.value === before);
  const at = next ? rangeOf(text, next)[0] - column : endOf(text, parent);
  return { from: at, to: at, by: line };
}

function throughModel(document: Document, edits: readonly YamlEdit[]): string {
  for (const { path, value } of edits) {
    if (value === null) document.deleteIn(path);
    else document.setIn(path, value);
  }
  return document.toString({ lineWidth: WIDTH });
}

function rendered(key: string, value: unknown, column: number, pair: Pair | undefined): string {
  const inline = pair !== undefined && isSeq(pair.value) && pair.value.flow === true && Array.isArray(value);
  const text = inline
    ? `${key}: [${(value as string[]).join(', ')}]\n`
    : stringify({ [key]: value }, { lineWidth: WIDTH });
  return text
    .replace(/\n+$/, '')
    .split('\n')
    .map(one => (one === '' ? '' : ' '.repeat(column) + one))
    .join('\n')
    .concat('\n');
}

/** From the key to the end of its last line. */
function rangeOf(text: string, { key, value }: Pair): [number, number] {
  const from = (key as { range: [number, number, number] }).range[0];
  const end = (value as { range?: [number, number, number] } | null)?.range?.[1] ?? text.indexOf('\n', from);
  if (text[end - 1] === '\n') return [from, end];
  const line = text.indexOf('\n', end);
  return [from, line < 0 ? text.length : line + 1];
}

function without(text: string, pair: Pair): Splice {
  const [from, to] = rangeOf(text, pair);
  return { from: text.lastIndexOf('\n', from - 1) + 1, to, by: '' };
}

function columnOf(text: string, map: YAMLMap): number | null {
  const first = map.items[0]?.key as { range?: [number, number, number] } | undefined;
  if (!first?.range) return null;
  return first.range[0] - (text.lastIndexOf('\n', first.range[0] - 1) + 1);
}

function endOf(text: string, map: YAMLMap): number {
  const last = map.items.at(-1);
  return last ? rangeOf(text, last)[1] : text.length;
}
