import { stopwords as english } from '@orama/stopwords/english';
import { stopwords as spanish } from '@orama/stopwords/spanish';
import { plainFold } from '../peer.ts';

/** Words that a team would leave out of both languages, as they are and without accents: those of @orama/stopwords. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  [...spanish, ...english].flatMap(word => [word, plainFold(word)]),
);
