/**
 * Function words of both languages, folded: they say how something is asked rather than what about. Retrieval
 * weighs them down, it does not drop them ("who" and "when" can decide).
 */
const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  `a al algo alguien algun alguna algunas algunos ante antes aqui asi aun aunque bajo bien cada como con cual cuales
cualquier cuando cuanta cuantas cuanto cuantos de debe debo deben del desde donde dos el ella ellas ellos en entre era eran es esa
esas ese eso esos esta estaba estado estan estar estas este esto estos estoy fue fueron ha haber habia han has hasta hay
he la las le les lo los mas me mi mis mucho muy nada ni no nos nosotros o os otra otras otro otros para pero poco podemos
por porque puede pueden puedo pues que quien quienes se sea sean ser si sido sin sobre solo son soy su sus tal tambien
tan tanto te tener tengo ti tiene tienen todo todos todas tu tus un una unas uno unos usted ustedes va van vos voy y ya yo
favor quiero quisiera saber dime diga digame decir decime quieren hace hacen hacer
about after all also am an and any are as at be been before being between both but by can could did do does doing for
from had has have having he her here him his how i if in into is it its just like may me might more most must my no not
of off on only or other our out over please same she should so some such than that the their them then there these they
this those through to too under until up us very was we were what when where which while who whom whose why will with
would you your tell know want going`.split(/\s+/),
);

export function isFunctionWord(word: string): boolean {
  return FUNCTION_WORDS.has(word);
}
