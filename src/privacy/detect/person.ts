import { FIRST_NAMES } from './first-names.ts';
import {
  type Finding,
  gapBeforeIsPlain,
  isCapitalised,
  original,
  type Reading,
  type Token,
} from './reading.ts';

/** Names, only where a person introduces themselves or signs: "me llamo Juan Pérez", "I'm Ana María López". */

/** Words that announce a name, and how much evidence the words after them must give. */
const INTRODUCTIONS: readonly { pattern: RegExp; capitals: number }[] = [
  {
    pattern: phrase(
      "me llamo|mi nombre(?: completo)? es|mi nombre(?: completo)?\\s?:|my (?:full )?name is|my name's|my name\\s?:",
    ),
    capitals: 0,
  },
  {
    pattern: phrase(
      'nombre(?:s)?(?: completo)?\\s?:|name\\s?:|(?:le|les|te) (?:saluda|escribe|habla)|call me|me dicen|i am called|paciente\\s?:|solicitante\\s?:',
    ),
    capitals: 1,
  },
  {
    pattern: phrase(
      "soy|i am|i'm|im|this is|habla|aqui|atentamente|sincerely|att|atte|saludos|regards|a nombre de|in the name of|mi (?:facebook|messenger|face) es",
    ),
    capitals: 2,
  },
];

function phrase(alternatives: string): RegExp {
  const spaced = alternatives.replaceAll(' ', '\\s{1,3}');
  return new RegExp(`(?<![\\p{L}\\p{N}'])(?:${spaced})(?![\\p{L}\\p{N}])(?=[\\s,.:]{0,3}[\\p{L}"])`, 'gu');
}

/** Between the parts of a name. */
const PARTICLES = new Set(
  'de del la las los da do dos van von der el al bin ben san santa mc o d y e'.split(' '),
);
const TITLES = new Set(
  'lic licda licdo licenciado licenciada dr dra doctor doctora ing arq sr sra srta mr mrs ms miss don dona prof pastor'.split(
    ' ',
  ),
);
/** Capitalised words after "soy" that say what somebody is, not who. */
const ROLES = new Set(
  (
    'guatemalteco guatemalteca guatemalan salvadoreno salvadorena salvadoran hondureno hondurena honduran nicaraguense nicaraguan mexicano mexicana ' +
    'mexican colombiano colombiana colombian venezolano venezolana venezuelan cubano cubana cuban haitiano haitiana haitian american americano americana ' +
    'estadounidense central centroamericano centroamericana latin latino latina maya mayan garifuna ladino ladina migrante migrant extranjero extranjera ' +
    'foreign foreigner ciudadano ciudadana citizen residente resident estudiante student abogado abogada lawyer periodista journalist testigo ' +
    'madre padre mother father us u s uscis igm instituto direccion ministerio migracion consulado embajada legal permanent permanente'
  ).split(' '),
);
/** Lower-case words that end a name or cannot begin one: how people go on after their name. */
const OTHER_WORDS = new Set(
  (
    'y e o u ni pero que quien necesito necesita quiero quisiera queria deseo tengo tiene soy es estoy esta estaba vivo vengo vine busco perdi ' +
    'me mi mis su sus tu te se lo le no si como cual donde cuando cuanto por para con sin en a al un una desde hasta hace fui voy puedo podria naci ' +
    'tambien ya muy mucho mas mal bien asi todo porque pues ando trabajo hablo llevo salgo salio sale viajo igual aun solo nunca ' +
    'incorrecto incorrecta equivocado diferente distinto distinta correcto escrito comun largo feo atencion ' +
    'and i im am is are was were from live lives can could would want need have has had but not on in at the my your his her with what where when how ' +
    'who please so because to for of a an if or as also just very wrong different misspelled spelled written common long correct mistyped ' +
    'gracias thanks hola hello hi buenas buenos buen dia dias tardes noches porfa favor porfavor'
  ).split(' '),
);
const LONGEST_NAME = 7;
const LOWER_CASE_WORDS = 4;

export function findNames(reading: Reading): Finding[] {
  const found: Finding[] = [];
  for (const { pattern, capitals } of INTRODUCTIONS) {
    let index = 0;
    for (const match of reading.text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      const said = original(reading, match.index, end);
      // In a text of capitals they tell nothing.
      const shouted = said.length > 2 && said === said.toUpperCase() && said !== said.toLowerCase();
      while (index < reading.tokens.length && reading.tokens[index]!.start < end) index++;
      const name = nameFrom(reading, index, capitals, capitals > 0 && shouted);
      if (name) found.push(name);
    }
  }
  return found;
}

/**
 * The name that begins with token `index`. A name in lower case is read to the next common word, and only where
 * `capitals` is 0 or it begins with a first name that everybody knows.
 */
function nameFrom(reading: Reading, index: number, capitals: number, shouted: boolean): Finding | null {
  const first = reading.tokens[index];
  if (!first) return null;
  const upper = isCapitalised(reading, first) && !shouted;
  const known = FIRST_NAMES.has(first.text);
  if (capitals > 0 && !upper && !known) return null;
  let last: Token | null = null;
  let words = 0;
  for (let at = index; at < index + LONGEST_NAME; at++) {
    const token = reading.tokens[at];
    if (!token || (at > index && !gapBeforeIsPlain(reading, at)) || !/^[\p{L}]+$/u.test(token.text)) break;
    const capital = isCapitalised(reading, token) && !shouted;
    if (TITLES.has(token.text) && words === 0) continue;
    if (PARTICLES.has(token.text) && !capital) {
      if (words === 0 || !upper) break;
      continue;
    }
    if (OTHER_WORDS.has(token.text) || (upper && !capital)) break;
    if (ROLES.has(token.text) && capitals === 2) {
      if (known) break;
      return null;
    }
    words++;
    last = token;
    if (!upper && words === LOWER_CASE_WORDS) break;
  }
  return last && words >= Math.max(1, capitals) ? { kind: 'name', start: first.start, end: last.end } : null;
}
