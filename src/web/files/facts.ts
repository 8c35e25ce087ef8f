import { type LocaleFiles, languagesOf } from '../../answer/index.ts';
import type { Document } from '../../knowledge/entry.ts';
import { fold, forEachLanguage, isBaseLanguage, type Language } from '../../language/index.ts';
import type { Contacts } from '../pages/parts.ts';
import { frequentQuestions } from '../pages/questions.ts';
import type { Facts } from '../widget/facts.ts';

const MOST_QUESTIONS = 6;
/** Whom the anti-fraud notice is about, as the document would name them; folded beginnings of words. */
const INTERMEDIARIES = ['intermediari', 'tramitador', 'gestor', 'coyote'];

/** What the widget's script is given: sentences, and what of the edition must show before any connection. */
export function factsOf(
  documents: readonly Document[],
  { locales, contacts, offline }: { locales: LocaleFiles; contacts: Contacts; offline: string },
): Facts {
  const languages = languagesOf(locales);
  return {
    issued: documents[0]?.issued ?? '',
    documents: Object.fromEntries(documents.map(({ id, shortTitle }) => [id, shortTitle])),
    languages: languages.map(code => ({ code, ...namesOf(locales, code) })),
    questions: forEachLanguage(languages, lang => suggestions(documents, lang)),
    intro: forEachLanguage(languages, lang => introduction(locales, lang)),
    sentences: forEachLanguage(languages, lang => (locales[lang]?.widget ?? {}) as Facts['sentences']['es']),
    contacts,
    noIntermediaries: !documents.some(namesIntermediaries),
    offline,
  };
}

/** Questions for what has one passage or leads on to everything: of a group, its parts say more than its name. */
function suggestions(documents: readonly Document[], lang: Language): string[] {
  return documents
    .flatMap(document => frequentQuestions(document, lang).map(question => ({ ...question, document })))
    .filter(
      ({ entry, document }) =>
        entry.text !== null || leadsToHeadings(entry.children, document, entry.section.es),
    )
    .slice(0, MOST_QUESTIONS)
    .map(({ question }) => question);
}

function leadsToHeadings(children: readonly string[], { entries }: Document, own: string): boolean {
  return entries.some(({ id, section }) => children.includes(id) && section.es !== own);
}

/** What a language calls itself, and what is said for whoever chooses it: its own sentence, or its name alone. */
function namesOf(locales: LocaleFiles, lang: Language): { name: string; wish: string } {
  const { name = lang } = (locales[lang]?.language ?? {}) as { name?: string };
  const { saysLanguage = name } = isBaseLanguage(lang)
    ? (locales[lang].widget as { saysLanguage?: string })
    : {};
  return { name, wish: saysLanguage };
}

/** The same sentences with which the assistant answers "are you a person?". */
function introduction(locales: LocaleFiles, lang: Language): string[] {
  const sentences = { ...locales.es.assistant, ...locales[lang]?.assistant } as Readonly<
    Record<string, string>
  >;
  return ['who', 'can', 'cannot', 'kept'].map(key => sentences[key] ?? '');
}

function namesIntermediaries({ entries }: Document): boolean {
  return entries.some(({ text, section }) => {
    const words = fold(`${section.es} ${text?.es ?? ''}`).split(/[^\p{L}]+/u);
    return words.some(word => INTERMEDIARIES.some(name => word.startsWith(name)));
  });
}
