import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { BaseLanguage } from '../language/index.ts';
import { ROOT } from './root.ts';

/** What the language detector learns from: how people ask (`knowledge/`) and lists of words. */
export interface LanguageTexts {
  own: Readonly<Record<BaseLanguage, { lines: string[]; words: string[]; shorthand: string[] }>>;
  /** Every other language by its code: phrases of `knowledge/`, words of the lists. */
  others: ReadonlyMap<string, { lines: string[]; words: string[] }>;
  /** Words that say nothing about the language: names, abbreviations, words that both languages write alike. */
  shared: string[];
}

const KNOWLEDGE = join(ROOT, 'knowledge');
const ENTRIES = 'documents/mision-vision-objetivos/entries';
const ASKED = ['danger', 'elsewhere', 'facet-words', 'facets', 'intents'].map(name => `asked/${name}.yaml`);
const WORDS = join(ROOT, 'src/language/detect/words');
/** Lists of other languages that have a file of their own; `misc.txt` holds some more, a line with its code each. */
const OTHERS = ['pt', 'fr', 'ht', 'de', 'it', 'quc', 'kek', 'mam', 'cak'];

export function readLanguageTexts(): LanguageTexts {
  const lines: Record<BaseLanguage, string[]> = { es: [], en: [] };
  const entries = readdirSync(join(KNOWLEDGE, ENTRIES)).sort();
  for (const file of [...entries.map(name => `${ENTRIES}/${name}`), ...ASKED, 'glossary.yaml']) {
    collect(readYaml(file), null, lines);
  }
  const phrases = readYaml('asked/other-languages.yaml') as Record<string, string[]>;
  const others = new Map(
    OTHERS.map(code => [code, { lines: phrases[code] ?? [], words: readWords(code) }] as const),
  );
  for (const line of readLines('misc')) {
    const [, code, text] = /^(\w+): (.*)/.exec(line)!;
    const there = others.get(code!) ?? { lines: phrases[code!] ?? [], words: [] };
    there.words.push(...text!.split(' '));
    others.set(code!, there);
  }
  const own = (lang: BaseLanguage) => ({
    lines: lines[lang],
    words: [...readWords(lang), ...readWords(`${lang}-more`)],
    shorthand: readWords(`${lang}-sms`),
  });
  return { own: { es: own('es'), en: own('en') }, others, shared: readWords('shared') };
}

/** Every string below a key `es` or `en`. */
function collect(node: unknown, lang: BaseLanguage | null, into: Record<BaseLanguage, string[]>): void {
  if (typeof node === 'string') {
    if (lang) into[lang].push(node);
  } else if (Array.isArray(node)) {
    for (const item of node) collect(item, lang, into);
  } else if (node !== null && typeof node === 'object') {
    for (const [key, value] of Object.entries(node)) {
      collect(value, key === 'es' || key === 'en' ? key : lang, into);
    }
  }
}

function readYaml(file: string): unknown {
  return parse(readFileSync(join(KNOWLEDGE, file), 'utf8'));
}

function readLines(name: string): string[] {
  const text = readFileSync(join(WORDS, `${name}.txt`), 'utf8');
  return text.split('\n').filter(line => line !== '' && !line.startsWith('#'));
}

function readWords(name: string): string[] {
  return readLines(name).flatMap(line => line.split(' '));
}
