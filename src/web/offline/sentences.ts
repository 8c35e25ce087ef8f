import type { LocaleFiles, Sentences } from '../../answer/sentences.ts';
import type { Language } from '../../language/index.ts';

type Tree = { readonly [key: string]: Tree | string };

/**
 * The sentences of `locales/` without i18next, which would be a third of the code that a phone has to fetch: keys
 * with dots, values in double braces, plurals by `count`. A test compares every sentence with i18next's.
 */
export function plainSentences(files: LocaleFiles): Sentences {
  return (lang, key, values = {}) => {
    const [namespace = '', path = ''] = key.split(':');
    const { count } = values;
    const forms =
      typeof count === 'number' ? [`_${new Intl.PluralRules(lang).select(count)}`, '_other', ''] : [''];
    const [sentence] = forms.flatMap(form => find(files, lang, namespace, path + form) ?? []);
    if (sentence === undefined) throw new Error(`locales/${lang} has no sentence "${key}"`);
    return sentence.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(values[name] ?? ''));
  };
}

function find(files: LocaleFiles, lang: Language, namespace: string, path: string): string | undefined {
  let found: Tree | string | undefined = files[lang][namespace] as Tree | undefined;
  for (const step of path.split('.')) found = typeof found === 'object' ? found[step] : undefined;
  return typeof found === 'string' ? found : undefined;
}
