import {
  BASE_LANGUAGES,
  type BaseLanguage,
  fold,
  isFunctionWord,
  type Language,
  words,
} from '../../../src/language/index.ts';
import { misspeltCopy, type Row, randomFrom } from '../../../src/retrieval/index.ts';
import { WordSource } from './word-source.ts';

/** A question for a generated collection, and the id of the entry that it was made from. */
export interface Question {
  asked: string;
  misspelt: string;
  id: string;
}

export interface Collection {
  rows: Row[];
  questions: Question[];
  /** Words in all rows, and how many different ones. */
  tokens: number;
  vocabulary: number;
}

/** A word as counted here. */
const WORD = /[\p{L}\p{N}]+/gu;
/** What is drawn anew, unless it is a function word. */
const CONTENT = /(\p{L}{4,})/gu;
/** Words that an entry comes back to, and how often a content word is one of them. */
const TOPIC_WORDS = 5;
const TOPIC_SHARE = 0.3;
/** Least and most clauses of official texts in an answer. */
const CLAUSES = [2, 4] as const;
/** Share of the words of an entry's question that somebody who asks for it leaves out. */
const LEFT_OUT = 0.3;

/** A text cut at its content words: what stays as it stands, and the words to be drawn anew. */
type Frame = readonly { kept: string; own: string | null }[];

interface Source {
  questions: Frame[];
  clauses: Frame[];
  /** The first function words of questions. */
  openings: string[];
  words: WordSource;
}

/**
 * A collection of any size out of the project's own: each entry has a question and an answer of a few clauses in
 * one language, taken at random from the project's questions and official texts; function words and punctuation
 * stay, content words are drawn from a {@link WordSource}. The same for the same seed.
 */
export function makeCollection(
  rows: readonly Row[],
  size: number,
  questionCount: number,
  seed: number,
): Collection {
  const random = randomFrom(seed);
  const sources = { es: sourceOf(rows, 'es', random), en: sourceOf(rows, 'en', random) };
  const entries = Array.from({ length: size }, (_, i): Row => {
    const lang = BASE_LANGUAGES[i % BASE_LANGUAGES.length]!;
    const { questions, clauses, words: from } = sources[lang];
    const topic = Array.from({ length: TOPIC_WORDS }, () => from.draw());
    const fill = (frame: Frame) =>
      frame
        .map(
          ({ kept, own }) =>
            kept +
            (own === null ? '' : random() < TOPIC_SHARE ? from.repeat(pick(topic, random)) : from.draw(own)),
        )
        .join('');
    const [least, most] = CLAUSES;
    const count = least + Math.floor(random() * (most - least + 1));
    const text = Array.from({ length: count }, () => fill(pick(clauses, random))).join(' ');
    return { id: `entry-${i}`, lang, questions: [fill(pick(questions, random))], text };
  });
  const questions = Array.from({ length: questionCount }, () =>
    questionFor(pick(entries, random), sources, random),
  );
  return { rows: entries, questions, ...counted(entries) };
}

/** The opening of another question, then what is left of the entry's own. */
function questionFor(
  { id, lang, questions }: Row,
  sources: Record<BaseLanguage, Source>,
  random: () => number,
): Question {
  const own = questions![0]!.split(/\s+/).filter(() => random() >= LEFT_OUT);
  const asked = [pick(sources[lang as BaseLanguage].openings, random), ...own].join(' ');
  return { id, asked, misspelt: misspeltCopy(words(asked), random).join(' ') };
}

function sourceOf(rows: readonly Row[], lang: Language, random: () => number): Source {
  const own = rows.filter(row => row.lang === lang);
  const long = (text: string) => text.split(' ').length >= 4;
  const questions = own.flatMap(row => row.questions ?? []).filter(long);
  const clauses = own.flatMap(({ text }) => text?.split(/(?<=[,;.])\s+/) ?? []).filter(long);
  const frames = { questions: questions.map(frameOf), clauses: clauses.map(frameOf) };
  const known = [...frames.questions, ...frames.clauses].flatMap(frame =>
    frame.flatMap(({ own: word }) => word ?? []),
  );
  const openings = questions.map(question => words(question).filter(isFunctionWord).slice(0, 3).join(' '));
  return { ...frames, openings, words: new WordSource(known, random) };
}

function frameOf(text: string): Frame {
  const frame: { kept: string; own: string | null }[] = [];
  // Split by a pattern with a group: kept text and words take turns.
  const parts = text.split(CONTENT);
  let kept = '';
  parts.forEach((part, i) => {
    const isWord = i % 2 === 1 && !isFunctionWord(fold(part));
    if (isWord) frame.push({ kept, own: part.toLowerCase() });
    kept = isWord ? '' : kept + part;
  });
  return [...frame, { kept, own: null }];
}

function counted(rows: readonly Row[]): { tokens: number; vocabulary: number } {
  const seen = new Set<string>();
  let tokens = 0;
  for (const { text, questions } of rows) {
    for (const word of `${text} ${questions![0]}`.toLowerCase().match(WORD) ?? []) {
      seen.add(word);
      tokens++;
    }
  }
  return { tokens, vocabulary: seen.size };
}

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)]!;
}
