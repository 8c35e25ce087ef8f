import { type LocaleFiles, type Sentences, spokenIn } from '../../answer/index.ts';
import { isBaseLanguage, type Language, OFFICIAL_LANGUAGE } from '../../language/index.ts';

type Tree = { readonly [key: string]: Tree | string };

/**
 * The sentences of `locales/` without i18next, which would be a third of the code that a phone has to fetch: keys
 * with dots, values in double braces, plurals by `count`. A test compares every sentence with i18next's.
 */
export function plainSentences(files: LocaleFiles): Sentences {
  const say: (...asked: Parameters<Sentences>) => string = (lang, key, values = {}) => {
    const [namespace = '', path = ''] = key.split(':');
    const { count } = values;
    const tongues = new Set<Language>([lang, isBaseLanguage(lang) ? lang : OFFICIAL_LANGUAGE]);
    const found = [...tongues].flatMap(one => {
      const forms =
        typeof count === 'number' ? [`_${new Intl.PluralRules(one).select(count)}`, '_other', ''] : [''];
      return forms.flatMap(form => find(files, one, namespace, path + form) ?? []);
    });
    if (found[0] === undefined) throw new Error(`locales/${lang} has no sentence "${key}"`);
    return found[0].replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(values[name] ?? ''));
  };
  return Object.assign(say, spokenIn(files));
}

function find(files: LocaleFiles, lang: Language, namespace: string, path: string): string | undefined {
  let found: Tree | string | undefined = files[lang]?.[namespace] as Tree | undefined;
  for (const step of path.split('.')) found = typeof found === 'object' ? found[step] : undefined;
  return typeof found === 'string' ? found : undefined;
}
