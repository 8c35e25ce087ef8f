import type { BaseLanguage } from '../language/index.ts';

/**
 * Other forms of the words on the lists (plurals, persons, participles), made by rule, so that their endings are
 * learnt too. Irregular words come out wrong ("penso"); they still end the way words of the language end.
 */
const SPANISH_VERBS: Readonly<Record<string, readonly string[]>> = {
  ar: split(
    'o as a amos an e es emos en ando ado ada ados aste aron aba aban are ara aran aria arme arlo arla arse ame alo',
  ),
  er: split(
    'o es e emos en a as amos an iendo ido ida idos io iste ieron ia ian ere era eran eria erme erlo erse',
  ),
  ir: split(
    'o es e imos en a as amos an iendo ido ida idos io iste ieron ia ian ire ira iran iria irme irlo irse',
  ),
};

export const FORMS: Readonly<Record<BaseLanguage, (word: string) => string[]>> = { es: spanish, en: english };

function spanish(word: string): string[] {
  const [, stem, ending] = /^([a-zñ]{3,})(ar|er|ir)$/.exec(word) ?? [];
  if (stem && ending) return SPANISH_VERBS[ending]!.map(other => stem + other);
  if (word.length < 4) return [];
  const short = word.slice(0, -1);
  switch (word.at(-1)) {
    case 'o':
      return [`${word}s`, `${short}a`, `${short}as`, `${short}ito`];
    case 'a':
      return [`${word}s`, `${short}ita`];
    case 'e':
      return [`${word}s`];
    case 'z':
      return [`${short}ces`];
    default:
      return /[lrndj]$/.test(word) ? [`${word}es`] : [];
  }
}

function english(word: string): string[] {
  if (!/^[a-z]{4,10}$/.test(word) || /(s|ed|ing|ly|tion)$/.test(word)) return [];
  const short = word.slice(0, -1);
  if (/[^aeiou]y$/.test(word)) return [`${short}ies`, `${short}ied`, `${word}ing`];
  const stem = word.endsWith('e') ? short : word;
  const plural = /(x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
  return [plural, `${stem}ed`, `${stem}ing`, `${stem}er`, `${stem}ers`, `${word}ly`];
}

function split(endings: string): string[] {
  return endings.split(' ');
}
