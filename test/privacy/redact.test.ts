import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  MARK_PATTERN,
  MARKS,
  PERSONAL_DATA_KINDS,
  type PersonalDataKind,
  redact,
} from '../../src/privacy/index.ts';

/** What is written, and what is left of it. */
const GOES: Record<PersonalDataKind, readonly (readonly [text: string, left: string])[]> = {
  cui: [
    ['DPI 2540 12345 0101', 'DPI ⟦cui⟧'],
    ['2540123450101', '⟦cui⟧'],
    ['CUI 2540-12345-0101.', 'CUI ⟦cui⟧.'],
    ['dpi 2 5 4 0 1 2 3 4 5 0 1 0 1 ok', 'dpi ⟦cui⟧ ok'],
    ['es 254.012.345.010.1', 'es ⟦cui⟧'],
    ['mal escrito: 9999 99999 9999', 'mal escrito: ⟦cui⟧'],
    ['254O-l2345-0I01', '⟦cui⟧'],
    ['2540\n12345\n0101', '⟦cui⟧'],
  ],
  phone: [
    ['llame al 5551-2345 hoy', 'llame al ⟦phone⟧ hoy'],
    ['55512345', '⟦phone⟧'],
    ['+502 5551 2345', '⟦phone⟧'],
    ['00 502 5551 2345', '⟦phone⟧'],
    ['(502) 5551-2345', '⟦phone⟧'],
    ['call (213) 555-0187 please', 'call ⟦phone⟧ please'],
    ['+1 (213) 555 0187', '⟦phone⟧'],
    ['México 962 123 4567', 'México ⟦phone⟧'],
    ['cel55512345gracias', 'cel⟦phone⟧gracias'],
    ['5551-2345, 4123-4567', '⟦phone⟧, ⟦phone⟧'],
    ['cinco cinco cinco uno dos tres cuatro cinco', '⟦phone⟧'],
    ['call five five five, one two three, four five', 'call ⟦phone⟧'],
    ['cincuenta y cinco cincuenta y uno veintitrés cuarenta y cinco', '⟦phone⟧'],
    ['5551 guion 2345', '⟦phone⟧'],
    ['5️⃣5️⃣5️⃣1️⃣2️⃣3️⃣4️⃣5️⃣ sí', '⟦phone⟧ sí'],
    ['555\u200b1\u00ad23\u206045', '⟦phone⟧'],
    ['５５５１－２３４５', '⟦phone⟧'],
    ['٥٥٥١ ٢٣٤٥', '⟦phone⟧'],
    ['५५५१२३४५', '⟦phone⟧'],
    ['𝟓𝟓𝟓𝟏 𝟐𝟑𝟒𝟓', '⟦phone⟧'],
    ['5*5*5*1*2*3*4*5', '⟦phone⟧'],
    ['5_5_5_1/2/3/4/5', '⟦phone⟧'],
    ['en 2016 5551-2345', 'en 2016 ⟦phone⟧'],
    ['tengo una, 5551-2345', 'tengo una, ⟦phone⟧'],
  ],
  passport: [
    ['pasaporte no. A1234567', 'pasaporte no. ⟦passport⟧'],
    ['passport number 254012012', 'passport number ⟦passport⟧'],
    ['mi pasaporte es AB 123456', 'mi pasaporte es ⟦passport⟧'],
    ['lleva el C01234567', 'lleva el ⟦passport⟧'],
    ['libreta no. 12345', 'libreta no. ⟦passport⟧'],
    ['E-123456', '⟦passport⟧'],
  ],
  email: [
    ['juan.perez+x@gmail.com, gracias', '⟦email⟧, gracias'],
    ['juan arroba gmail punto com', '⟦email⟧'],
    ['write john (at) gmail dot com', 'write ⟦email⟧'],
    ['ana guion bajo lopez arroba empresa punto com punto gt', '⟦email⟧'],
    ['ana [at] yahoo [dot] es', '⟦email⟧'],
    ['pedro @ outlook . com ya', '⟦email⟧ ya'],
    ['ｊｕａｎ＠ｇｍａｉｌ．ｃｏｍ', '⟦email⟧'],
    ['ju\u200ban@gmail.com', '⟦email⟧'],
    ['https://ana:clave@example.gt/', 'https://⟦email⟧/'],
  ],
  'a-number': [
    ['A12345678', '⟦a-number⟧'],
    ['A# 123-456-789', '⟦a-number⟧'],
    ['alien number 123456789', 'alien number ⟦a-number⟧'],
    ['A-012345678 in Texas', '⟦a-number⟧ in Texas'],
  ],
  card: [
    ['tarjeta 4111 1111 1111 1111', 'tarjeta ⟦card⟧'],
    ['378282246310005', '⟦card⟧'],
    ['4111-1111-1111-1111', '⟦card⟧'],
  ],
  account: [
    ['GT82TRAJ01020000001210029690', '⟦account⟧'],
    ['IBAN ES91 2100 0418 4502 0005 1332', 'IBAN ⟦account⟧'],
    ['cuenta 3012345678', 'cuenta ⟦account⟧'],
  ],
  number: [
    ['NIT 1234567-8', 'NIT ⟦number⟧'],
    ['SSN 123-45-6789', 'SSN ⟦number⟧'],
    ['caso no. 12345', 'caso no. ⟦number⟧'],
    ['CURP GOMC900101HDFRRS09', 'CURP ⟦number⟧'],
  ],
  handle: [
    ['búscame: @juan_90.', 'búscame: ⟦handle⟧.'],
    ['https://www.facebook.com/juan.perez ¿sí?', '⟦handle⟧ ¿sí?'],
    ['instagram: mari_lopez', 'instagram: ⟦handle⟧'],
    ['t.me/juanito', '⟦handle⟧'],
  ],
  link: [['https://x.gt/?nombre=Juan+Perez&lang=es', 'https://x.gt/?nombre=⟦link⟧&lang=es']],
  name: [
    ['Me llamo Juan Pérez y vengo solo', 'Me llamo ⟦name⟧ y vengo solo'],
    ['me llamo juan perez y vengo solo', 'me llamo ⟦name⟧ y vengo solo'],
    ['mi nombre es María de los Ángeles Ruiz.', 'mi nombre es ⟦name⟧.'],
    ['my name is John Smith and I need help', 'my name is ⟦name⟧ and I need help'],
    ['soy Juan Pérez López, hola', 'soy ⟦name⟧, hola'],
  ],
  address: [
    ['vivo en la 5a avenida 3-45 zona 1', 'vivo en la ⟦address⟧'],
    ['my address is 123 Main St. Apt 4, can you help?', 'my address is ⟦address⟧, can you help?'],
  ],
  birth: [
    ['nací el 3 de mayo de 1990 en Xela', 'nací el ⟦birth⟧ en Xela'],
    ['DOB 05/03/1990', 'DOB ⟦birth⟧'],
    ['I was born in Texas on May 3rd, 1990', 'I was born in Texas on ⟦birth⟧'],
    ['nací el tres de mayo de mil novecientos noventa', 'nací el ⟦birth⟧'],
  ],
};

const STAYS: Record<string, readonly string[]> = {
  dates: [
    '15/01/2024',
    '2024-01-15',
    '15.01.2024',
    '15 de enero de 2024',
    'January 15, 2024',
    'del 15/01/2024 al 20/01/2024',
    '15/01/2024 - 20/01/2024',
    '15/01/2024 10:30',
    '2024-01-15, 2024-02-20 y 2024-03-25',
    'mi pasaporte vence el 15/01/2030',
  ],
  years: ['2016-2024', '2019, 2020 y 2021', 'de 2016 a 2024', 'el plan 2020-2024', 'en 2016, 2017, 2018'],
  'articles, laws and forms': [
    '(Artículo 10, numeral 05, Ley de Acceso a la Información Pública)',
    'artículos 10, 11, 12, 13, 14 y 15',
    'Decreto 44-2016',
    'Decretos 44-2016, 95-98 y 12-2002',
    'Acuerdo 4-2019',
    'Acuerdo Gubernativo No. 83-2017',
    'I-589, DS-160, I-94',
    'form I-589 2024',
    'N-400 or I-485?',
  ],
  'hours and times': ['08:00-16:00', 'de 8:00 a 16:00', '8 a.m. - 4 p.m.', '10:30:00', '24/7'],
  amounts: [
    'Q.100.00',
    'Q100.00, Q250.00 o Q1,500.00',
    '$1,500',
    '10,000 personas',
    '1,000,000 de quetzales',
    '17,263,239 habitantes',
    'entre 1000 y 5000 quetzales',
    '2,500 migrants in 2023, 3,100 in 2024',
  ],
  percentages: ['50%', '50%, 60.5%, 70%, 100%'],
  'short codes': ['911', '110', '1543', '911, 110, 1543'],
  'ordinals and lists': [
    '1º, 2º y 3º',
    'el 1er objetivo y la 5a política',
    '1, 2, 3',
    '1, 2, 3, 4, 5, 6, 7, 8',
    'uno, dos, tres',
  ],
  words: [
    'tod@s l@s niñ@s',
    'soy guatemalteco',
    'Soy Estudiante Universitario',
    'me llamó la atención',
    'mi nombre está mal escrito',
    'mi nombre es incorrecto',
    'my name is misspelled',
    'Servicio de Impuestos Internos',
    'vivo en Guatemala desde 2016',
    'I live in Los Angeles',
    'nací en Guatemala',
    'look at igm.gob.gt',
    'https://igm.gob.gt/servicios?lang=es',
    'COVID-19',
  ],
};

describe('redact', () => {
  for (const kind of PERSONAL_DATA_KINDS) {
    it.each(GOES[kind])(`takes out what is personal (${kind}): %j`, (text, left) => {
      expect(redact(text)).toEqual({ text: left, found: [kind] });
    });
  }

  for (const [what, texts] of Object.entries(STAYS)) {
    it.each(texts)(`leaves ${what} alone: %j`, text => {
      expect(redact(text)).toEqual({ text, found: [] });
    });
  }

  it('leaves the official document as it is', () => {
    const path = new URL('../../knowledge/documents/mision-vision-objetivos/2024-01-15.txt', import.meta.url);
    const document = readFileSync(path, 'utf8');
    expect(redact(document)).toEqual({ text: document, found: [] });
  });

  it('names each kind once, however often it is found', () => {
    const { text, found } = redact('5551-2345 o 5551-2346, correo ana@gmail.com, DPI 2540 12345 0101');
    expect(text).toBe('⟦phone⟧ o ⟦phone⟧, correo ⟦email⟧, DPI ⟦cui⟧');
    expect(found).toEqual(['phone', 'email', 'cui']);
  });

  it('keeps a date beside a number, and a number beside a date goes', () => {
    expect(redact('15/01/2024 5551-2345').text).toBe('15/01/2024 ⟦phone⟧');
    expect(redact('15/01/2024/5551').text).not.toMatch(/\d/);
  });

  it('leaves its own marks alone, and finds nothing across them', () => {
    const marks = Object.values(MARKS).join(' 1234 ');
    expect(redact(marks)).toEqual({ text: marks, found: [] });
    expect(marks.match(MARK_PATTERN)).toEqual(Object.values(MARKS));
  });

  it('takes out what stands inside a mark that is none', () => {
    expect(redact('⟦55512345⟧').text).toBe('⟦⟦phone⟧⟧');
  });

  it('has nothing to do with an empty text', () => {
    expect(redact('')).toEqual({ text: '', found: [] });
  });
});
