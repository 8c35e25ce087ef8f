import type { Sentences } from '../answer/index.ts';
import type { HttpRequest } from '../channel/index.ts';
import { LANGUAGES, type Language } from '../language/index.ts';
import type { SignedIn } from './signin/sessions.ts';

/** What a page of the desk is made with. */
export interface DeskView {
  readonly lang: Language;
  /** Null on the few pages that are seen before signing in. */
  readonly session: SignedIn | null;
  readonly path: string;
  /** A sentence of `locales/<lang>/desk.json`. */
  say(key: string, values?: Readonly<Record<string, string | number>>): string;
}

export function deskView(sentences: Sentences, request: HttpRequest, session: SignedIn | null): DeskView {
  const lang = languageOf(request, session);
  return {
    lang,
    session,
    path: request.path,
    say: (key, values) => sentences(lang, `desk:${key}`, values),
  };
}

/** The language that was chosen at the desk, else the browser's, else Spanish. */
function languageOf({ headers, query }: HttpRequest, session: SignedIn | null): Language {
  const known = (lang: string | null | undefined) => LANGUAGES.find(candidate => candidate === lang);
  const preferred = /^\s*en\b/i.test(headers['accept-language'] ?? '') ? 'en' : 'es';
  return known(session?.lang) ?? known(query.get('lang')) ?? preferred;
}
