import { after, type Finding, type Reading } from './reading.ts';
import { MONTH } from './words.ts';

/** Dates of birth: a date that follows a word for being born. */
const BORN =
  /(?<![\p{L}\p{N}])(?:naci|nacio|nacimos|nacieron|nacid[oa]s?|fechas? de nac(?:imiento)?|f(?:ec|echa)?\.?\s?(?:de\s)?nac|dob|d\.\s?o\.\s?b|date of birth|birth\s?date|birthday|bday|born|cumple(?:anos)?|cumplo anos)(?![\p{L}])/gu;

/** How far after that word the date may begin, and how long it may be, in UTF-16 units. */
const REACH = 48;
const LONGEST_DATE = 64;
/** A sentence, or a clause about something else, ends before the date. */
const ELSEWHERE =
  /[.;?!¿¡\n\ue000]\s|\n|\ue000|(?<![\p{L}])(?:y|and|pero|but|me|llegue|entre|vine|came|arrived)(?![\p{L}])/u;

const DAY =
  '(?:\\d{1,2}(?:st|nd|rd|th|ro|er|[oº°])?|primero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|' +
  'dieciseis|diecisiete|dieciocho|diecinueve|veinte|veinti[a-z]{2,6}|treinta(?: y uno)?|first|second|third|fourth|fifth)';
const SPELLED_YEAR =
  "(?:'?\\d{4}|'?\\d{2}|(?:dos )?mil(?: (?:novecientos|ochocientos))?(?: [a-z]{4,12})?(?: y [a-z]{3,6})?|(?:nineteen|twenty)(?:[ -][a-z]{3,9}){1,3})(?![\\p{L}\\p{N}])";
const DATE = new RegExp(
  [
    '\\d{4}\\s?[-/. ]\\s?\\d{1,2}\\s?[-/. ]\\s?\\d{1,2}(?!\\d)',
    '\\d{1,2}\\s?[-/. ]\\s?\\d{1,2}\\s?[-/. ]\\s?(?:\\d{4}|\\d{2})(?!\\d)',
    `${DAY}\\s?(?:de\\s|of\\s|[-/.])?\\s?(?:mes de\\s)?${MONTH}\\.?(?:\\s?(?:del?\\s|,|[-/])?\\s?(?:ano\\s)?${SPELLED_YEAR})?`,
    `${MONTH}\\.?\\s${DAY}(?![\\p{L}\\p{N}])(?:,?\\s?(?:del?\\s)?${SPELLED_YEAR})?`,
    '(?<!\\d)(?:\\d{8}|\\d{6})(?!\\d)',
  ]
    .map(form => `(?<![\\p{L}\\p{N}])${form}`)
    .join('|'),
  'u',
);

export function findBirths(reading: Reading): Finding[] {
  const found: Finding[] = [];
  for (const match of reading.text.matchAll(BORN)) {
    const born = match.index + match[0].length;
    const date = DATE.exec(after(reading, born, REACH + LONGEST_DATE));
    if (!date || date.index > REACH) continue;
    if (ELSEWHERE.test(reading.text.slice(born + 1, born + date.index))) continue;
    found.push({ kind: 'birth', start: born + date.index, end: born + date.index + date[0].length });
  }
  return found;
}
