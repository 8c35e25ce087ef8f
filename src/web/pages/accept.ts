import type { Language } from '../../language/index.ts';

/** A header's list of choices (`es-GT,en;q=0.8`), best first; what has weight 0 is refused (RFC 9110, 12.4.2). */
function choices(header: string): string[] {
  return header
    .slice(0, 1000)
    .split(',')
    .map((item, at) => {
      const [name = '', ...parameters] = item.split(';').map(part => part.trim().toLowerCase());
      const weight = parameters.find(parameter => parameter.startsWith('q='));
      const q = weight === undefined ? 1 : Number(weight.slice(2));
      return { name, at, q: Number.isFinite(q) ? q : 0 };
    })
    .filter(({ name, q }) => name !== '' && q > 0)
    .sort((a, b) => b.q - a.q || a.at - b.at)
    .map(({ name }) => name);
}

/** The first of our languages that a browser asks for; Spanish when it asks for none of them. */
export function preferredLanguage(acceptLanguage: string, languages: readonly Language[]): Language {
  for (const name of choices(acceptLanguage)) {
    const lang = languages.find(candidate => name === candidate || name.startsWith(`${candidate}-`));
    if (lang) return lang;
  }
  return 'es';
}

export type Encoding = 'br' | 'gzip' | null;

/** The best compression that the client takes. */
export function preferredEncoding(acceptEncoding: string): Encoding {
  const names = choices(acceptEncoding);
  if (names.includes('br')) return 'br';
  return names.includes('gzip') ? 'gzip' : null;
}
