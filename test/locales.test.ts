import { describe, expect, it } from 'vitest';
import { createSentences, UnknownSentence } from '../src/answer/index.ts';
import { BASE_LANGUAGES } from '../src/language/index.ts';
import { templates } from './answer/provenance.ts';
import { seedLocales } from './seed.ts';
import { type Literal, literalsOf, type SourceFile, sourceFiles } from './source.ts';

const locales = seedLocales();
const namespaces = Object.keys(locales.es);
const MOST_WORDS = 25;

/** `assistant:answer.group` -> sentence. Forms of a plural (`_one`, `_other`) are sentences of their own. */
function sentencesOf(lang: 'es' | 'en'): Map<string, string> {
  return new Map(
    Object.entries(locales[lang]).flatMap(([namespace, file]) =>
      templates(file).map(([key, template]) => [`${namespace}:${key}`, template] as const),
    ),
  );
}
const sentences = { es: sentencesOf('es'), en: sentencesOf('en') };

describe('locales/', () => {
  it('has the same files and the same keys in both languages', () => {
    expect(Object.keys(locales.en).sort()).toEqual([...namespaces].sort());
    const keys = (lang: 'es' | 'en') => [...new Set([...sentences[lang].keys()].map(withoutPlural))].sort();
    expect(keys('en')).toEqual(keys('es'));
  });

  it('has every form of a plural that its language needs', () => {
    for (const lang of BASE_LANGUAGES) {
      const needed = new Intl.PluralRules(lang)
        .resolvedOptions()
        .pluralCategories.filter(form => form !== 'many');
      const plural = new Set(
        [...sentences[lang].keys()].filter(key => withoutPlural(key) !== key).map(withoutPlural),
      );
      const missing = [...plural]
        .flatMap(key => needed.map(form => `${key}_${form}`))
        .filter(key => !sentences[lang].has(key));
      expect(missing).toEqual([]);
    }
  });

  it('puts the same values into a sentence in both languages', () => {
    const values = (lang: 'es' | 'en') => {
      const found = new Map<string, Set<string>>();
      for (const [key, sentence] of sentences[lang]) {
        const own = found.get(withoutPlural(key)) ?? new Set();
        for (const [, name] of sentence.matchAll(/\{\{\s*(\w+)/g)) own.add(name!);
        found.set(withoutPlural(key), own);
      }
      return Object.fromEntries([...found].sort().map(([key, names]) => [key, [...names].sort()]));
    };
    expect(values('en')).toEqual(values('es'));
  });

  it('says nothing empty, and says it in two languages: no sentence is left untranslated', () => {
    for (const lang of BASE_LANGUAGES)
      expect([...sentences[lang]].filter(([, text]) => text.trim() === '')).toEqual([]);
    const same = [...sentences.es].filter(
      ([key, text]) => sentences.en.get(key) === text && text.split(/\s+/).length > 3,
    );
    expect(same).toEqual([]);
  });

  it.each(BASE_LANGUAGES)('says nothing in more than 25 words a sentence (%s)', lang => {
    const long = [...sentences[lang]].filter(([, text]) =>
      text
        .split(/(?<=[.?!:;])\s+|\n/)
        .some(
          sentence => sentence.split(/\s+/).filter(word => /[\p{L}\p{N}{]/u.test(word)).length > MOST_WORDS,
        ),
    );
    expect(long).toEqual([]);
  });

  it('speaks to people as "usted"', () => {
    const familiar =
      /(?:^|[\s¿¡("])(?:tú|tu|tus|ti|contigo|puedes|tienes|quieres|debes|eres|vos)(?=$|[\s.,;:?!)"])/iu;
    expect([...sentences.es].filter(([, text]) => familiar.test(text))).toEqual([]);
  });

  it('has no markup and no link in a sentence: the edge decides how it looks', () => {
    for (const lang of BASE_LANGUAGES)
      expect([...sentences[lang]].filter(([, text]) => /[<>]|https?:|\]\(/.test(text))).toEqual([]);
  });
});

describe('a sentence', () => {
  const say = createSentences(locales);

  it('takes its values as they are, and never reads them as a template', () => {
    const hostile = '<b>{{phone}}</b> $t(assistant:who) & "x"';
    expect(say('es', 'assistant:contact.phone', { phone: hostile })).toContain(hostile);
  });

  it('that does not exist is an error with a code, never a key that a person reads', () => {
    expect(() => say('es', 'assistant:no-such-sentence')).toThrow(UnknownSentence);
    expect(() => say('en', 'nowhere:who')).toThrow(expect.objectContaining({ code: 'unknown-sentence' }));
  });
});

describe('src/', () => {
  it('asks only for sentences that exist', () => {
    const known = [...new Set([...sentences.es.keys()].map(withoutPlural))];
    const unknown = sourceFiles.flatMap(file =>
      keysAskedFor(file)
        .filter(({ pattern }) => !known.some(key => pattern.test(key)))
        .map(({ key }) => `${file.path}: ${key}`),
    );
    expect(unknown).toEqual([]);
    expect(sourceFiles.flatMap(keysAskedFor).length).toBeGreaterThan(60);
  });

  it('holds no Spanish sentence: what people read is in locales/ and knowledge/', () => {
    expect(suspects(isSpanishSentence)).toEqual([]);
  });

  it('holds no English sentence but errors for those who run or call it', () => {
    expect(
      suspects((text, literal, file) => isEnglishSentence(text) && !isForOperators(literal, file)),
    ).toEqual([]);
  });
});

/**
 * The keys in calls of `s('…')` and `say(lang, '…')`: strings that are an argument themselves, or a branch of a
 * condition. `${…}` in a key may be anything.
 */
function keysAskedFor({ text }: SourceFile): { key: string; pattern: RegExp }[] {
  const CALL =
    /(?:\bs|\bsay)\(\s*((?:[^'"`()]|\([^()]*\))*?)(?:'([\w:.-]+)'|`([\w:.${}()[\]?' -]+)`)(?:\s*:\s*(?:'([\w:.-]+)'|`([\w:.${}-]+)`))?\s*[,)]/g;
  return [...text.matchAll(CALL)].flatMap(([, , ...found]) =>
    found
      .filter(key => key !== undefined)
      .map(key => {
        const parts = key.split(/\$\{[^}]*\}/).map(part => part.replaceAll('.', '\\.'));
        // A room may bind its namespace, and a place in it, in a say of its own.
        const inNamespace = key.includes(':') ? '' : '[\\w-]+:(?:[\\w.-]+\\.)?';
        return { key, pattern: new RegExp(`^${inNamespace}${parts.join('.+')}$`) };
      }),
  );
}

function suspects(isSuspect: (text: string, literal: Literal, file: SourceFile) => boolean): string[] {
  return sourceFiles.flatMap(file =>
    literalsOf(file).flatMap(literal =>
      literal.value
        .split(/<[^>]*>|\\n/)
        .map(text => text.trim())
        .filter(text => isSuspect(text, literal, file))
        .map(text => `${file.path}:${literal.line} ${text.slice(0, 60)}`),
    ),
  );
}

const SPANISH =
  /(?<![\p{L}])(?:el|la|los|las|un|una|de|del|que|por|para|con|su|sus|usted|está|puede|aquí|escriba|no hay|se)(?![\p{L}])/giu;

function isSpanishSentence(text: string): boolean {
  if (text.includes('|')) return false; // a pattern, a list of options
  const looks = /^[¿¡A-ZÁÉÍÓÚÑ]/u.test(text) || /[.?!:…]$/.test(text);
  return (
    looks &&
    text.split(/\s+/).length >= 3 &&
    (text.match(SPANISH)?.length ?? 0) >= 1 &&
    /[¿¡áéíóúñ]|(?:\s\S+){3}/iu.test(text) &&
    !isEnglishSentence(text)
  );
}

const ENGLISH =
  /\b(?:the|a|an|is|are|of|to|and|or|not|no|with|that|this|it|you|your|for|from|in|at|again|please|write|choose|there)\b/gi;

function isEnglishSentence(text: string): boolean {
  return /^[A-Z]/.test(text) && text.split(/\s+/).length >= 4 && (text.match(ENGLISH)?.length ?? 0) >= 2;
}

/** Rooms whose every string is for those who run the service. */
const OPERATORS_ROOMS = /^(?:cli|store|config|observe|main\.ts|app\b)/;
/** Calls and properties whose strings become an error, a line of the log or of the terminal, or an error's JSON. */
const OPERATORS_CALLS = /(?:Error|Answer|error|fail|fault|reject|refuse|super|warn|info|stderr\.write)\($/;
const OPERATORS_NAMES = /\b(?:message:|REFUSAL =)\s*['"`]$/;

function isForOperators({ before, calls }: Literal, { path }: SourceFile): boolean {
  if (OPERATORS_ROOMS.test(path) || OPERATORS_NAMES.test(before)) return true;
  return calls.slice(-2).some(call => OPERATORS_CALLS.test(call));
}

function withoutPlural(key: string): string {
  return key.replace(/_(?:zero|one|two|few|many|other)$/, '');
}
