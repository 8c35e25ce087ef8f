import { describe, expect, it } from 'vitest';
import { plainSentences } from '../../../src/web/offline/sentences.ts';
import { templates } from '../../answer/provenance.ts';
import { seedLocales, seedSentences } from '../../seed.ts';

describe('sentences without i18next', () => {
  it('are those of i18next: every one, in both languages, with its values and its plurals', () => {
    const locales = seedLocales();
    const plain = plainSentences(locales);
    const say = seedSentences();
    let compared = 0;
    for (const lang of ['es', 'en'] as const) {
      for (const [namespace, file] of Object.entries(locales[lang])) {
        for (const [path, template] of templates(file)) {
          const key = `${namespace}:${path.replace(/_(?:one|many|other)$/, '')}`;
          const names = [...template.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!);
          for (const count of [0, 1, 2, 5, 1_000_000]) {
            const values = { ...Object.fromEntries(names.map(name => [name, `«${name}» $& {{x}}`])), count };
            expect(plain(lang, key, values), key).toBe(say(lang, key, values));
            compared++;
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(1_000);
  });

  it('fail for a key that there is not', () => {
    expect(() => plainSentences(seedLocales())('es', 'assistant:nothing')).toThrow(/no sentence/);
  });
});
