/**
 * Shorthand of text messages, written out. Only forms that stand for one word in practice; a letter that may as
 * well be an initial ("u" in "u de san carlos") still reads right, because it becomes a function word.
 */
const SHORTHAND: ReadonlyMap<string, string> = new Map(
  Object.entries({
    // Spanish
    q: 'que', k: 'que', ke: 'que', qe: 'que',
    xq: 'porque', pq: 'porque', xk: 'porque', porq: 'porque', xke: 'porque', xque: 'porque',
    x: 'por', xfa: 'por favor', porfa: 'por favor', porfis: 'por favor', pf: 'por favor', plis: 'por favor',
    d: 'de', pa: 'para', pal: 'para el', pra: 'para', tmb: 'tambien', tb: 'tambien', tbn: 'tambien', tamb: 'tambien',
    cm: 'como', cmo: 'como', komo: 'como', kmo: 'como', kuanto: 'cuanto', kuando: 'cuando',
    cdo: 'cuando', cnd: 'cuando', dnd: 'donde', dond: 'donde', aki: 'aqui', aka: 'aca',
    kien: 'quien', kienes: 'quienes', qn: 'quien', qien: 'quien', kiere: 'quiere', kiero: 'quiero', qiero: 'quiero', kieren: 'quieren', qieren: 'quieren',
    kual: 'cual', kuales: 'cuales', cul: 'cual', bn: 'bien', ps: 'pues', pss: 'pues', stoy: 'estoy', sta: 'esta', stan: 'estan',
    toy: 'estoy', ntp: 'no te preocupes', msj: 'mensaje', grax: 'gracias', grcs: 'gracias', grx: 'gracias', grasias: 'gracias',
    ola: 'hola', hla: 'hola', wena: 'buena', wenas: 'buenas', saver: 'saber', ay: 'hay', aser: 'hacer', acer: 'hacer', asen: 'hacen', ase: 'hace', acen: 'hacen', ahcer: 'hacer',
    ust: 'usted', uds: 'ustedes', ud: 'usted', gob: 'gobierno', guate: 'guatemala', depto: 'departamento', deptos: 'departamentos',
    // English
    u: 'you', ur: 'your', r: 'are', pls: 'please', plz: 'please', plss: 'please', thx: 'thanks', ty: 'thank you', tnx: 'thanks', thnx: 'thanks',
    wat: 'what', wut: 'what', wht: 'what', whats: 'what is', wats: 'what is', wuts: 'what is', whos: 'who is', wheres: 'where is', hows: 'how is', whens: 'when is',
    wen: 'when', wher: 'where', wer: 'where', ppl: 'people', bc: 'because', cuz: 'because', coz: 'because', b4: 'before', gov: 'government', govt: 'government',
    gonna: 'going to', wanna: 'want to', gotta: 'got to', gimme: 'give me', lemme: 'let me', dont: 'do not', doesnt: 'does not', cant: 'can not', im: 'i am', ive: 'i have', idk: 'i do not know',
    imm: 'immigration', immi: 'immigration', docs: 'documents', doc: 'document', info: 'information', intl: 'international', natl: 'national', msg: 'message', tho: 'though', abt: 'about', w: 'with', wo: 'without', n: 'and',
  }),
);

/** The words of a message with shorthand written out. */
export function writtenOut(folded: readonly string[]): string[] {
  const out: string[] = [];
  for (const word of folded) {
    const full = SHORTHAND.get(word);
    if (full === undefined) out.push(word);
    else if (full.includes(' ')) out.push(...full.split(' '));
    else out.push(full);
  }
  return out;
}
