import type { Sentences } from '../answer/index.ts';
import type { HttpRequest } from '../channel/index.ts';
import { isBaseLanguage, type Language } from '../language/index.ts';
import type { SignedIn } from './signin/sessions.ts';

/** What a page of the desk is made with. */
export interface DeskView {
  readonly lang: Language;
  /** Null on the few pages that are seen before signing in. */
  readonly session: SignedIn | null;
  readonly path: string;
  /** The languages of the desk itself, as far as they are translated. */
  readonly languages: readonly Language[];
  /** What a language is called here; an added one, what it calls itself. */
  languageName(lang: Language): string;
  /** What a language calls itself. */
  ownName(lang: Language): string;
  /** A sentence of `locales/<lang>/desk.json`. */
  say(key: string, values?: Readonly<Record<string, string | number>>): string;
}

export function deskView(sentences: Sentences, request: HttpRequest, session: SignedIn | null): DeskView {
  const { languages } = sentences;
  const lang = languageOf(request, session, languages);
  const ownName = (other: Language) => sentences(other, 'language:name');
  return {
    lang,
    session,
    path: request.path,
    languages,
    ownName,
    languageName: other =>
      isBaseLanguage(other) ? sentences(lang, `desk:language.${other}`) : ownName(other),
    say: (key, values) => sentences(lang, `desk:${key}`, values),
  };
}

/** The language that was chosen at the desk, else the browser's, else Spanish. */
function languageOf(
  { headers, query }: HttpRequest,
  session: SignedIn | null,
  languages: readonly Language[],
): Language {
  const known = (lang: string | null | undefined) => languages.find(candidate => candidate === lang);
  const preferred = /^\s*en\b/i.test(headers['accept-language'] ?? '') ? 'en' : 'es';
  return known(session?.lang) ?? known(query.get('lang')) ?? preferred;
}
