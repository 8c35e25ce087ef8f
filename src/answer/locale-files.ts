import { type ByLanguage, inOrder, type Language, localesOf } from '../language/index.ts';

/**
 * Says a sentence of `locales/`: its key is `namespace:key` (`assistant:greeting`), the namespace being the
 * file's name. Spanish and English have every sentence; what an added language lacks is said in Spanish. Fails for a
 * key that there is not, so that no person ever reads a key.
 */
export interface Sentences {
  (lang: Language, key: string, values?: Readonly<Record<string, string | number>>): string;
  /** The languages that there are, Spanish and English first. */
  readonly languages: readonly Language[];
  /** Every sentence that a language has of its own, to know its words by. */
  texts(lang: Language): string[];
  /** The names by which people ask for a language: what it calls itself, and `asked` in its `language.json`. */
  names(lang: Language): string[];
  /** What the languages are called in one of them, as a list: "Spanish and English", as a disjunction "Spanish or English". */
  list(lang: Language, type: 'conjunction' | 'disjunction'): string;
}

/** Says a sentence of `assistant.json` in a language that was chosen before. */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** The content of `locales/`: language, then namespace (file name), then keys. */
export type LocaleFiles = ByLanguage<Readonly<Record<string, object>>>;

/** What {@link Sentences} has beside the saying of sentences. */
export function spokenIn(files: LocaleFiles): Pick<Sentences, 'languages' | 'texts' | 'names' | 'list'> {
  const languages = languagesOf(files);
  const ownName = (lang: Language) => (files[lang]?.language as { name?: string } | undefined)?.name;
  return {
    languages,
    texts: lang => textsIn(files[lang]),
    names(lang) {
      const { name = '', asked = '' } = (files[lang]?.language ?? {}) as { name?: string; asked?: string };
      return [name, ...asked.split(',')].map(one => one.trim()).filter(one => one !== '');
    },
    list(lang, type) {
      const formats = FORMATS.get(lang) ?? formatsOf(lang);
      FORMATS.set(lang, formats);
      return formats[type].format(languages.map(one => formats.names.of(one) ?? ownName(one) ?? one));
    },
  };
}

export function languagesOf(files: LocaleFiles): Language[] {
  return inOrder(Object.keys(files) as Language[]);
}

/** All strings of a tree of keys. */
function textsIn(tree: object | undefined): string[] {
  return Object.values(tree ?? {}).flatMap((value: object | string) =>
    typeof value === 'string' ? [value] : textsIn(value),
  );
}

/** Made once for each language: making such a format costs more than a whole page. */
const FORMATS = new Map<Language, ReturnType<typeof formatsOf>>();

function formatsOf(lang: Language) {
  const locales = localesOf(lang);
  return {
    names: new Intl.DisplayNames(locales, { type: 'language', fallback: 'none' }),
    conjunction: new Intl.ListFormat(locales),
    disjunction: new Intl.ListFormat(locales, { type: 'disjunction' }),
  };
}
