import type { Sentences } from '../answer/index.ts';
import { isBaseLanguage, type Language, type Recognise, recogniserOf } from '../language/index.ts';
import type { Index } from '../retrieval/index.ts';
import { type AskedLanguage, askedLanguageOf } from './asked-language.ts';

/** The languages that there are, as messages speak or name them. */
export interface Languages {
  readonly spoken: readonly Language[];
  /** Tells whether a message is in one of the added languages. */
  readonly recognise: Recognise;
  readonly asked: AskedLanguage;
}

/** The languages of `locales/`: an added one is known by its words there and in the knowledge. */
export function languagesOf(say: Sentences, index: Pick<Index, 'wordsIn'>): Languages {
  const hasAdded = !say.languages.every(isBaseLanguage);
  const texts = (lang: Language) => [...say.texts(lang), ...index.wordsIn(lang)];
  return {
    spoken: say.languages,
    recognise: recogniserOf(new Map(hasAdded ? say.languages.map(lang => [lang, texts(lang)]) : [])),
    asked: askedLanguageOf(say),
  };
}
