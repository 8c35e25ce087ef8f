import { tokens } from './tokens.ts';

/**
 * Function words: the closed class of articles, prepositions, pronouns, question words and auxiliaries. In a text
 * that mixes both languages they tell which of them the sentence is built in ("cuales son los goals": Spanish).
 *
 * Words that both languages write alike ("no", "me", "a", "he", "has", "son") are on neither list.
 */
const SPANISH = list(`
  el la los las un una unos unas lo al del de en con por para sin sobre entre hasta desde hacia segun ante bajo tras
  e o pero sino porque pues aunque mientras que si como cuando donde adonde quien quienes cual cuales cuanto
  cuanta cuantos cuantas yo tu vos usted ustedes ella ellos ellas nosotros nosotras mi mis su sus tus nuestro nuestra
  nuestros nuestras te se nos le les lo ese esa eso esos esas este esta esto estos estas aquel aquella aquellos algo
  alguien alguno alguna algunos algunas algun nada nadie ninguno ninguna ningun todo toda todos todas otro otra otros
  otras mismo misma cada cualquier mas muy tan tanto tambien tampoco ya aun aqui ahi alli alla asi es soy eres somos
  era eran fue fueron ser sido esta estan estoy estas estamos estar hay haber habia hemos han tengo tiene tienen tienes
  tenes puede pueden puedo puedes podes debo debe deben quiero quiere quieren necesito hace hacen hacer
  q k ke qe xq xk pq porq xke x d pa pal dnd cmo kien kual tmb tb xfa porfa ps pz sta stan toy uds ud ust`);
const ENGLISH = list(`
  the an of to in on at by for with from about into over under after before between through during against without
  and or but because if than that though although while what which who whom whose where when why how i you we they it
  she him her his my your our their its them us this these those some any every each either neither all both more most
  much many few less very too so such not nor there here then also just only as is am are was were be been being do
  does did done doing have had having will would shall should can could may might must im ive ill id youre youve thats
  whats wheres hows whos theres theyre weve theyve youll dont doesnt didnt cant couldnt wont wouldnt isnt arent wasnt werent shouldnt want wanna
  gonna gotta need please someone anyone something anything everything nothing nobody
  r ur pls plz plss wat wut wen abt cuz bc thru tho w b4 gimme lemme dunno idk thx n`);
/** "u" and "y" are a word of either language: "u r", "y u no"; "minas u oro". Their neighbours decide. */
const EITHER = new Set(['u', 'y']);

/** Names that begin with an article. */
const NAMES =
  /\b(?:el (?:salvador|progreso|paso|estor|quiche)|la (?:union|paz|libertad|habana)|los (?:angeles|mochis)|las vegas)\b/g;

/**
 * Words that say nothing by themselves: articles, prepositions, conjunctions, weak pronouns, and what one says to
 * fill a pause. Question words, verbs and "you" are no such words: "who are you" says something.
 */
const EMPTY = new Set([
  ...list(`el la los las un una unos unas lo al del de en con por para a y e o u pero que si mi tu su mis tus sus me te
    se nos le les q k ke d x pa pal`),
  ...list('the a an of to in on at by for with from and or but if that my your his her its our their'),
  ...list(
    'ok okay oki okey no nop yes yep yeah ya aja ah eh oh uh um mm mmm hmm jaja jajaja jeje haha hahaha lol xd',
  ),
]);

/** Only the beginning of a longer text is looked at, in UTF-16 code units. */
const LONGEST = 2_000;

/** How many function words of each language a text has, shorthand included ("q", "xq", "u", "pls"). */
export function functionWordLanguage(text: string): { es: number; en: number } {
  const found = plainWords(text).join(' ').replace(NAMES, ' ').split(' ');
  let es = 0;
  let en = 0;
  for (const word of found) {
    if (SPANISH.has(word)) es++;
    else if (ENGLISH.has(word)) en++;
  }
  for (const word of found) {
    if (!EITHER.has(word)) continue;
    if (en > es || (en === es && word === 'u')) en++;
    else es++;
  }
  return { es, en };
}

/** How many words of a text say something by themselves: {@link EMPTY} ones and numbers do not. */
export function contentWordCount(text: string): number {
  return plainWords(text).filter(word => !EMPTY.has(word)).length;
}

/** "don't" as "dont": the lists have no apostrophes. */
function plainWords(text: string): string[] {
  return tokens(text.slice(0, LONGEST)).map(word => word.replaceAll("'", ''));
}

function list(text: string): Set<string> {
  return new Set(text.trim().split(/\s+/));
}
