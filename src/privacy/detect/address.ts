import { BARRIER } from './fold.ts';
import { type Finding, gapBefore, type Reading, type Token } from './reading.ts';

/** Street addresses, only where a person says that it is theirs: "vivo en la 5a avenida 3-45 zona 1". */

/** Says "this is an address": one street word or one number after it is enough. */
const DECLARED =
  /(?<![\p{L}\p{N}])(?:mi (?:direccion|domicilio|residencia)(?: exacta| actual| de (?:casa|domicilio))? es|(?:direccion|domicilio|home address|address)\s?:|my (?:home |current |mailing )?address is)(?![\p{L}])/gu;
/** Says "I live in": a town follows as often as an address, so two parts of an address are asked for. */
const LIVING =
  /(?<![\p{L}\p{N}])(?:vivo|vivimos|resido|residimos|me hospedo|estoy viviendo|mi casa (?:esta|queda)|alquilo|i live|we live|i reside|i am staying|i'm staying|my house is)\s{1,3}(?:en|por|in|at|on|de)(?![\p{L}])/gu;

const STREET = new Set(
  (
    'avenida av ave calle c calzada callejon boulevard bulevar blvd diagonal ruta via carretera km kilometro colonia col residencial residenciales ' +
    'condominio edificio torre apartamento apto apt apartment lote manzana mz lt casa barrio aldea canton caserio sector finca ' +
    'street st avenue road rd drive dr lane ln court ct way place pl suite unit building floor block house highway hwy parkway'
  ).split(' '),
);
const DISTRICT = new Set(['zona', 'zone', 'z']);
/** How a sentence goes on after an address. */
const ENDS = new Set(
  (
    'y e and pero but quiero necesito que quien donde como cuando cuanto para desde hasta hace porque since because for with i we my mi me tengo soy ' +
    'puedo voy trabajo con es is are estoy busco nos can could what where when how which this please gracias thanks que do does'
  ).split(' '),
);
const ARTICLES = new Set(['la', 'el', 'los', 'las', 'the', 'una', 'un', 'a']);
const LONGEST_ADDRESS = 28;

export function findAddresses(reading: Reading): Finding[] {
  return [...findAfter(reading, DECLARED, 1), ...findAfter(reading, LIVING, 2)];
}

function findAfter(reading: Reading, announcement: RegExp, parts: number): Finding[] {
  const found: Finding[] = [];
  let index = 0;
  for (const match of reading.text.matchAll(announcement)) {
    const end = match.index + match[0].length;
    while (index < reading.tokens.length && reading.tokens[index]!.start < end) index++;
    const address = addressFrom(reading, index, end, parts);
    if (address) found.push(address);
  }
  return found;
}

function addressFrom(reading: Reading, index: number, announced: number, parts: number): Finding | null {
  let first = index;
  while (ARTICLES.has(reading.tokens[first]?.text ?? '')) first++;
  const tokens: Token[] = [];
  for (let at = first; at < first + LONGEST_ADDRESS; at++) {
    const token = reading.tokens[at];
    if (!token || ENDS.has(token.text) || isEnd(reading, at, announced, tokens.at(-1))) break;
    tokens.push(token);
  }
  if (tokens.length === 0 || countParts(tokens) < parts) return null;
  return { kind: 'address', start: tokens[0]!.start, end: tokens.at(-1)!.end };
}

function isEnd(reading: Reading, at: number, announced: number, previous: Token | undefined): boolean {
  const token = reading.tokens[at]!;
  const gap = previous ? gapBefore(reading, at) : reading.text.slice(announced, token.start);
  if (/[?!¿¡;@]/.test(gap) || gap.includes(BARRIER) || gap.length > 6) return true;
  const abbreviated =
    previous !== undefined &&
    (previous.text.length <= 3 || STREET.has(previous.text) || /\d/.test(token.text));
  return previous !== undefined && /\.\s/.test(gap) && !abbreviated;
}

/** Street words and house numbers; the number of a district says little and does not count. */
function countParts(tokens: readonly Token[]): number {
  let parts = 0;
  for (const [index, { text }] of tokens.entries()) {
    const previous = tokens[index - 1]?.text ?? '';
    if (STREET.has(text) || DISTRICT.has(text)) parts++;
    else if (
      /^\d/.test(text) &&
      !DISTRICT.has(previous) &&
      !/^\d/.test(previous) &&
      !/^(?:19|20)\d\d$/.test(text)
    )
      parts++;
  }
  return parts;
}
