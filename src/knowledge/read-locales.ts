import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocaleFiles } from '../answer/sentences.ts';
import { forEachLanguage, inOrder, type Language, languageOf } from '../language/index.ts';

/** A folder in `locales/` that is no language that could be spoken. */
export class LocaleError extends Error {
  readonly code = 'locale-invalid';
}

/**
 * Reads `locales/`: one folder a language, one JSON file a namespace. The languages that the assistant speaks are those
 * folders. Throws on a file that is no JSON, and a {@link LocaleError} for a language that does not say its name.
 */
export function readLocales(folder: string): LocaleFiles {
  const folders = readdirSync(folder, { withFileTypes: true }).filter(item => item.isDirectory());
  const languages = folders.map(({ name }) => {
    const lang = languageOf(name);
    if (lang === null)
      throw new LocaleError(
        `locales/${name}: a language's folder is named by its code of two or three small letters (ISO 639).`,
      );
    return lang;
  });
  return forEachLanguage(inOrder(languages), lang => readLanguage(folder, lang));
}

function readLanguage(folder: string, lang: Language): Record<string, object> {
  const names = readdirSync(join(folder, lang)).filter(name => name.endsWith('.json'));
  const files = Object.fromEntries(
    names.map(name => [
      name.slice(0, -'.json'.length),
      JSON.parse(readFileSync(join(folder, lang, name), 'utf8')) as object,
    ]),
  );
  const { name } = (files.language ?? {}) as { name?: unknown };
  if (typeof name !== 'string' || name.trim() === '')
    throw new LocaleError(
      `locales/${lang}/language.json: write there what the language calls itself, as "name".`,
    );
  return files;
}
