import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectLanguage } from '../../src/language/index.ts';

describe('detectLanguage', () => {
  it.each([
    ['¿cuánto cuesta el pasaporte?', 'es'],
    ['cuanto cuesta', 'es'],
    ['q documentos piden', 'es'],
    ['xq no contestan', 'es'],
    ['pasaporet vencido', 'es'],
    ['kiero renobar mi livreta', 'es'],
    ['VISION DEL INSTITUTO', 'es'],
    ['how much is a passport', 'en'],
    ['how much', 'en'],
    ['wat r the goals', 'en'],
    ['pls help me', 'en'],
    ['passprot renewal', 'en'],
    ['WHERE IS THE OFFICE', 'en'],
    ["don't know", 'en'],
  ] as const)('recognises "%s" as %s, and is sure', (text, lang) => {
    expect(detectLanguage(text)).toMatchObject({ lang });
    expect(detectLanguage(text).confidence).toBeGreaterThanOrEqual(0.8);
  });

  it.each([
    ['Portuguese', 'eu preciso de ajuda com meu passaporte'],
    ['Portuguese', 'onde fica o escritorio, nao encontro'],
    ['French', "je voudrais renouveler mon passeport, s'il vous plaît"],
    ['French', 'combien de temps il faut attendre'],
    ['Haitian Creole', 'mwen bezwen yon paspo tanpri'],
    ["K'iche'", "jas ub'i' ri awinaq, jawi' katpe wi"],
    ["Q'eqchi'", "ma sa laa ch'ool, b'ar wan li hu"],
    ['Mam', 'chjonte tey, jatumel at tja'],
    ['Kaqchikel', "la ütz awäch, achike rub'i' ri tinamït"],
    ['German', 'ich habe meinen Pass verloren'],
    ['Italian', 'vorrei sapere gli orari di apertura'],
    ['Russian', 'где находится офис'],
    ['Arabic', 'مرحبا أين المكتب'],
    ['Chinese', '护照多少钱'],
    ['Korean', '안녕하세요'],
  ])('recognises %s as another language: "%s"', (_, text) => {
    expect(detectLanguage(text)).toMatchObject({ lang: 'other' });
    expect(detectLanguage(text).confidence).toBeGreaterThanOrEqual(0.8);
  });

  it.each([
    'ok',
    'visa',
    'no',
    'a',
    'IGM',
    'DPI',
    '2024',
    '+502 5555 1234',
    '👍',
    '???',
    '',
    ' ',
    'Guatemala',
    'Maria Lopez',
    'Juan Carlos',
    'jajaja',
    'control',
    'hotel',
    'asdf',
    'www.example.org',
    'ana@example.org',
  ])('does not pretend to know the language of "%s", nor calls it another', text => {
    const { lang, confidence } = detectLanguage(text);
    expect(lang).not.toBe('other');
    expect(confidence).toBeLessThan(0.8);
  });

  it('takes accents, ñ and ¿ for Spanish where the letters alone say little', () => {
    for (const [marked, plain] of [
      ['¿no?', 'no?'],
      ['acá', 'aca'],
      ['ñoño', 'nono'],
    ] as const) {
      const { lang, confidence } = detectLanguage(marked);
      expect(lang).toBe('es');
      const without = detectLanguage(plain);
      expect(confidence).toBeGreaterThan(without.lang === 'es' ? without.confidence : 0);
    }
  });

  it('takes the glottal stops of Mayan spelling, however they are typed', () => {
    for (const stop of ["'", '’', 'ʼ', '´', 'ꞌ']) {
      expect(detectLanguage(`jas ub${stop}i${stop} ri q${stop}ij`).lang).toBe('other');
    }
  });

  it('takes a word in quotation marks for the word', () => {
    expect(detectLanguage("what are the 'goals'").lang).toBe('en');
  });

  it('is not misled by a foreign name within a sentence', () => {
    expect(detectLanguage('my husband Владимир lost his passport').lang).toBe('en');
    expect(detectLanguage('mi esposa se llama Aïcha Öztürk y perdió la visa').lang).toBe('es');
  });

  it('is surer of a sentence than of its first word', () => {
    expect(detectLanguage('director of the office').confidence).toBeGreaterThan(
      detectLanguage('director').confidence,
    );
  });

  it('never throws, and says a language and a probability, whatever is written', () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.string({ maxLength: 300 }),
    );
    fc.assert(
      fc.property(any, text => {
        const { lang, confidence } = detectLanguage(text);
        expect(['es', 'en', 'other']).toContain(lang);
        expect(confidence).toBeGreaterThan(0);
        expect(confidence).toBeLessThanOrEqual(1);
        expect(detectLanguage(text)).toEqual({ lang, confidence });
      }),
    );
  });

  it('says the same of a text in capitals, with spaces around it or typed full-width', () => {
    const words = fc.array(
      fc.constantFrom('pasaporte', 'the', 'goals', 'oficina', 'where', 'quiero', 'bonjour'),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(words, chosen => {
        const text = chosen.join(' ');
        const said = detectLanguage(text);
        expect(detectLanguage(text.toUpperCase())).toEqual(said);
        expect(detectLanguage(`  ${text}\n`)).toEqual(said);
        const wide = text.replace(/[a-z]/g, letter => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
        expect(detectLanguage(wide)).toEqual(said);
      }),
    );
  });

  it.each(["k'", 'ab', '¿á', 'я', '@. ', "''", 'a\u0301'])(
    'takes no longer for a million of "%s" than for a page',
    piece => {
      const started = performance.now();
      detectLanguage(piece.repeat(1_000_000 / piece.length));
      expect(performance.now() - started).toBeLessThan(250);
    },
  );
});
