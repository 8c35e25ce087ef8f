import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocaleFiles } from '../answer/sentences.ts';
import { LANGUAGES } from '../language/index.ts';

/** Reads `locales/`: one folder a language, one JSON file a namespace. Throws on a file that is no JSON. */
export function readLocales(folder: string): LocaleFiles {
  const files = { es: {}, en: {} } as Record<string, Record<string, object>>;
  for (const lang of LANGUAGES) {
    for (const file of readdirSync(join(folder, lang)).filter(name => name.endsWith('.json'))) {
      files[lang]![file.slice(0, -'.json'.length)] = JSON.parse(
        readFileSync(join(folder, lang, file), 'utf8'),
      );
    }
  }
  return files as unknown as LocaleFiles;
}
