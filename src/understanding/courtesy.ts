import { isFunctionWord, words, writtenOut } from '../language/index.ts';

/**
 * What people say around a question without asking anything by it: greetings, courtesy, fillers, names for whoever
 * answers. A question must be understood the same with and without it, so it is taken off both ends, of what is
 * learned from as of what is asked. Cries for help stay: they may be the message.
 */
const BEFORE = `hola | holi | holis | holaa | buenas | buenos dias | buen dia | buenas tardes | buenas noches | buena tarde | buena noche |
muy buenas | muy buenos dias | muy buen dia | muy buenas tardes | muy buenas noches | saludos | saludos cordiales | que tal |
que onda | que hubo | quiubo | alo | bueno | oiga | oigan | oye | oi | mire | mira | miren | mire que | mira que | mire es que |
fijese | fijate | fijense | fijese que | fijate que | fijese usted | es que | disculpe | disculpa | disculpen |
disculpe la molestia | disculpe que lo moleste | disculpe que la moleste | perdon | perdone | perdone la molestia |
perdon la molestia | con permiso | una pregunta | una preguntita | una duda | una dudita | una consulta | una consultita |
una pregunta rapida | tengo una pregunta | tengo una duda | tengo una consulta | mi pregunta es | mi duda es | mi consulta es |
la pregunta es | lo que quiero saber es | lo que quisiera saber es | pregunta | consulta | solo una pregunta | solo queria saber |
solo quiero saber | nada mas queria saber | nomas queria saber | queria preguntar | queria preguntarle | queria saber |
queria consultar | quisiera saber | quisiera preguntar | quisiera preguntarle | quisiera consultar | quisiera informacion sobre |
quiero preguntar | quiero preguntarle | quiero saber | yo quiero saber | yo queria saber | yo quisiera saber |
necesito saber | necesitaba saber | me gustaria saber | me urge saber | me interesa saber | ando averiguando | quisiera que me dijera |
quisiera que me informara | queria ver | queria ver si me puede decir | quisiera ver si me puede decir | para saber |
para ver si me puede decir | a ver si me puede decir | me puede decir | me podria decir | me puedes decir | me podrias decir |
me pueden decir | me podrian decir | puede decirme | podria decirme | puedes decirme | podrias decirme | me dice | me dices |
me puede informar | me podria informar | me pueden informar | me informa | digame | dime | diganme | decime | ayudeme a saber |
sabe usted | usted sabe | sabe | sabes | sabra | sabran | no sabe | no sabra | no sabran | alguien sabe |
alguien me puede decir | alguien me dice | por favor | porfavor | un favor | hagame un favor | hagame el favor | haceme un favor |
señor | señora | señorita | seño | licenciado | licenciada | lic | joven | jovenes | amigo | amiga | amigos | mano | vos | vos mano |
mijo | mija | mucha | muchachos | compa | usted | bot | robot | chatbot | asistente | asistente virtual | asistente igm | eh | em |
mm | mmm | este | ah | ahh | oh | uy | pues | pos | a ver | aver | entonces | ok | okey | oka | va pues | o sea | y | espero que este bien |
espero se encuentre bien | espero que esten bien | como esta | como estan | como estas | como le va | bendiciones |
gracias | muchas gracias | mil gracias | gracias por la informacion | gracias por su ayuda | gracias por todo | quise decir |
queria decir | me referia a | me equivoque | no mejor | mejor | no espere | ah bueno | ah ok | ah ya | ya | va | vaya | bueno entonces |
ok gracias | ahora | tambien |
hi | hello | hey | heya | hiya | yo | howdy | good morning | good afternoon | good evening | good day | greetings | hi there |
hello there | hey there | excuse me | sorry | sorry to bother you | pardon me | quick question | quick one | question |
just a question | just a quick question | one question | i have a question | i've got a question | i got a question |
i had a question | my question is | the question is | i was wondering | i was just wondering | i'm wondering | just wondering |
just curious | i'm curious | wondering | i wonder | i would like to know | i'd like to know | i'd love to know | i just want to know |
i just wanted to know | i want to know | i wanted to know | i wanted to ask | i want to ask | i'd like to ask | i need to know |
i'm trying to find out | trying to find out | want to know | would like to know | what i want to know is | need to know |
can you tell me | could you tell me | can you please tell me | could you please tell me | would you please tell me |
will you tell me | please tell me | tell me | can you let me know | could you let me know | please let me know | let me know |
may i ask | may i know | can i ask | can i ask you | can i ask you something | do you know | do you guys know |
do you happen to know | would you know | any idea | anybody know | anyone know | does anyone know | please | kindly | um | uh | umm |
uhh | er | so | so like | ok so | okay so | okay | ok | alright | aight | well | like | dear sir | dear madam | dear sirs |
dear sir or madam | to whom it may concern | sir | madam | ma'am | miss | mister | bro | dude | buddy | folks | guys | assistant |
i hope you are well | hope you are well | i hope you're doing well | hope you're doing well | hope all is well | how are you |
how are you doing | how's it going | and | thanks | thank you | thanks for the info | thank you for your help | i meant | i mean |
no wait | wait | actually | rather | no sorry | got it | great | cool | perfect | nice | now | also | but`;

const AFTER = `gracias | muchas gracias | mil gracias | muchisimas gracias | gracias de antemano | muchas gracias de antemano |
de antemano gracias | de antemano muchas gracias | gracias por su ayuda | gracias por la ayuda | gracias por su atencion |
gracias por la informacion | y gracias | por favor | porfavor | porfis | si fuera tan amable | si es tan amable | si me hace el favor |
si no es molestia | si no es mucha molestia | se lo agradezco | le agradezco | te lo agradezco | se lo agradeceria |
se lo agradeceria mucho | le agradeceria mucho | quedo atento | quedo atenta | quedo a la espera | espero su respuesta | feliz dia |
feliz tarde | feliz noche | que tenga buen dia | que tenga feliz dia | que este bien | buen dia | buenas noches | buenas tardes |
bendiciones | saludos | dios le bendiga | dios lo bendiga | dios la bendiga | que dios le bendiga | vos | usted | seño | señor |
señora | señorita | mano | mucha | muchachos | amigo | amiga | compa | joven | pues | hombre | va | vaa | me puede decir |
me podria decir | me puede decir por favor | me dice | me dicen | me podria informar | me puede informar | quisiera saber |
queria saber | quiero saber | es lo que quiero saber | es para una tarea | es para la tarea | es para un trabajo | es para mi tesis |
es para mi tarea | es para la escuela | es para la universidad | es para una investigacion | si sabe | si me puede decir |
me regala la informacion | entonces | mejor | tambien | lol | lmao | xd | xdd | ok | oki |
thanks | thank you | thanks a lot | thank you so much | thank you very much | many thanks | thanks so much | thanks in advance |
thank you in advance | thanks in advance for your help | thanks for your help | thank you for your help | thank you for your time |
thanks for your time | and thanks | please | cheers | much appreciated | appreciate it | i appreciate it | i'd appreciate it |
any help is appreciated | have a nice day | have a good day | have a great day | god bless | god bless you | bro | dude | man | buddy |
sir | madam | ma'am | miss | guys | folks | if you can | if you could | if possible | if you don't mind | if you know | asap |
though | is what i want to know | that's what i want to know | can you tell me | could you tell me | do you know |
it's for school | it's for homework | it's for my homework | it's for a school project | it's for a paper | it's for class |
i was wondering | just wondering | just curious | tysm | tyvm | then | instead | rather | too | as well`;

const LONGEST_PHRASE = 7;
const before = compiled(BEFORE);
const after = compiled(AFTER);
/** Words that a phrase begins or ends with: most messages are looked at no further. */
const opens = new Set([...before].map(phrase => phrase.split(' ')[0]!));
const closes = new Set([...after].map(phrase => phrase.split(' ').at(-1)!));
const LAUGHTER = /^(?:(?:ja){2,}j?|(?:je){2,}|(?:ha){2,}h?|(?:he){2,}|jj+)$/;

/** The text without what is said around it; as it is where nothing else would be left. */
export function withoutCourtesy(text: string): string {
  const said = writtenOut(words(text));
  const rest = core(said);
  if (rest.length === said.length) return text;
  return rest.some(word => !isFunctionWord(word)) ? rest.join(' ') : text;
}

/** Whether a text is said around a question and asks nothing itself ("oiga asistente"). */
export function isOnlyCourtesy(text: string): boolean {
  return core(writtenOut(words(text))).length === 0;
}

function core(said: readonly string[]): readonly string[] {
  let from = 0;
  let to = said.length;
  for (let length = 1; length > 0; from += length) length = phraseAt(said, from, to);
  for (let length = 1; length > 0; to -= length) length = phraseBefore(said, from, to);
  return said.slice(from, to);
}

/** Length of the longest phrase that begins at `from`; 0 when none does. */
function phraseAt(said: readonly string[], from: number, to: number): number {
  if (from >= to) return 0;
  if (LAUGHTER.test(said[from]!)) return 1;
  if (!opens.has(said[from]!)) return 0;
  for (let length = Math.min(LONGEST_PHRASE, to - from); length > 0; length--)
    if (before.has(said.slice(from, from + length).join(' '))) return length;
  return 0;
}

/** Length of the longest phrase that ends before `to`; 0 when none does. */
function phraseBefore(said: readonly string[], from: number, to: number): number {
  if (from >= to) return 0;
  if (LAUGHTER.test(said[to - 1]!)) return 1;
  if (!closes.has(said[to - 1]!)) return 0;
  for (let length = Math.min(LONGEST_PHRASE, to - from); length > 0; length--)
    if (after.has(said.slice(to - length, to).join(' '))) return length;
  return 0;
}

function compiled(list: string): ReadonlySet<string> {
  return new Set(list.split('|').map(phrase => writtenOut(words(phrase)).join(' ')));
}
