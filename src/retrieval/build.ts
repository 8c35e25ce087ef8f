import { BASE_LANGUAGES, isFunctionWord, type Language } from '../language/index.ts';
import type { Classifier } from './classifier.ts';
import { type ConceptFinder, compileGlossary, conceptFinder } from './concepts.ts';
import { DEFAULT_CALIBRATION } from './confidence.ts';
import { type Features, featuresOf } from './features.ts';
import { IdList } from './id-list.ts';
import { misspeltCopy } from './misspell.ts';
import { derive, type Kept, type Parts, ready } from './parts.ts';
import type { Rows } from './postings.ts';
import { keptRows } from './prune.ts';
import { randomFrom } from './random.ts';
import { forget, readQuery } from './reading.ts';
import { tokens } from './tokens.ts';
import { type Example, frequentBuckets, trainClassifier } from './training.ts';
import type { BuildOptions, Row } from './types.ts';
import { levelOf, MOST_LANGUAGES, termsOf, type Usage } from './vocabulary.ts';
import { WordList } from './word-list.ts';

const DEFAULT_SEED = 20240115;
/** Up to this many ids the classifier is trained unless told otherwise; and beyond the second not even if told. */
const TRAIN_UP_TO = 400;
const TRAIN_AT_MOST = 1_000;
/** Misspelt copies, and rewordings, of each question that the classifier learns from, each in an epoch of its own. */
const COPIES = 2;
/** A word that stands only in background questions is known when it stands in this many of them … */
const LEAST_BACKGROUND = 3;
/** … or in so many where it is of an added language, which begins with few. */
const LEAST_ADDED = 2;
/** An official text teaches less about how people ask than a question does. */
const TEXT_WEIGHT = 0.5;
/** A question that only touches an id's matter teaches less about that id than one that it answers. */
const ABOUT_WEIGHT = 0.5;

interface Line {
  /** The id of its row: what it is about, or its kind of background. */
  row: string;
  /** The id it is about; −1 for none. */
  id: number;
  /** 0 for a question that is answered, else 1 + the number of its kind of background. */
  kind: number;
  lang: Language;
  words: string[];
  /** Numbers of the concepts that it names. */
  concepts: number[];
  weight: number;
}

/** Builds an index over rows. Takes time in proportion to the rows; runs ahead or in a worker. */
export function build(rows: readonly Row[], options: BuildOptions = {}): Parts {
  const ids = [...new Set(rows.map(row => row.id))];
  const phrases = compileGlossary(options.glossary);
  const lineMaker = lineMakerOf(conceptFinder(phrases));
  const numbers = new Map(ids.map((id, i) => [id, i]));
  const lines = rows.flatMap(row => lineMaker(row, numbers.get(row.id)!, 0));
  const background = [...new Set(options.background?.map(row => row.id))];
  const kinds = new Map(background.map((kind, i) => [kind, i + 1]));
  const behind = (options.background ?? []).flatMap(row =>
    lineMaker(row, numbers.get(row.about ?? '') ?? -1, kinds.get(row.id)!),
  );
  const languages = languagesOf([...lines, ...behind]);
  const usage = usageOf(lines, behind, languages, phrases.concepts.length);
  const kept = (searched: readonly Line[], contentOnly: boolean): Kept => ({
    ids: IdList.of(ids),
    background,
    contentOnly,
    usage,
    rows: rowsOf(searched, usage),
    phrases,
    calibration: options.calibration ?? DEFAULT_CALIBRATION,
    classifier: null,
  });
  const wanted = options.train ?? ids.length <= TRAIN_UP_TO;
  if (!wanted || ids.length < 2 || ids.length > TRAIN_AT_MOST) {
    const plain = kept(lines, false);
    return ready(plain, derive(plain));
  }
  const untrained = kept(enough(lines, usage), true);
  const derived = derive(untrained);
  const reader = ready(untrained, derived);
  const classifier = train(reader, [...lines, ...behind], options);
  return ready({ ...untrained, classifier }, { ...derived, deletions: reader.deletionIndex() });
}

/** Makes lines of rows: every title, text and question is one of its own. Equal words are one string in memory. */
function lineMakerOf(concepts: ConceptFinder): (row: Row, id: number, kind: number) => Line[] {
  const known = new Map<string, string>();
  const once = (word: string) => {
    const same = known.get(word);
    if (same === undefined) known.set(word, word);
    return same ?? word;
  };
  return ({ id: row, lang, title, text, questions = [] }, id, kind) => {
    const line = (content: string, weight: number): Line => {
      const words = tokens(content).map(once);
      return { row, id, kind, lang, words, concepts: concepts.find(words), weight };
    };
    const lines = questions.map(question => line(question, 1));
    if (title) lines.push(line(title, 1));
    if (text) lines.push(line(text, TEXT_WEIGHT));
    return lines.filter(({ words }) => words.length > 0);
  };
}

/** Spanish and English, and what else the lines are in. */
function languagesOf(lines: readonly Line[]): Language[] {
  const languages = [...new Set<Language>([...BASE_LANGUAGES, ...lines.map(({ lang }) => lang)])];
  if (languages.length > MOST_LANGUAGES)
    throw new RangeError(`An index holds ${MOST_LANGUAGES} languages at most, not ${languages.length}.`);
  return languages;
}

/** Which words and concepts the lines have, and how many lines have each. */
function usageOf(
  lines: readonly Line[],
  behind: readonly Line[],
  languages: readonly Language[],
  conceptCount: number,
): Usage {
  const counts = new Map<string, { lines: number; langs: number }>();
  const searched = new Set<string>();
  const concepts = new Uint32Array(conceptCount);
  const count = ({ words, lang, concepts: named }: Line) => {
    const bit = 1 << languages.indexOf(lang);
    for (const word of new Set(words)) {
      const found = counts.get(word) ?? { lines: 0, langs: 0 };
      found.lines++;
      found.langs |= bit;
      counts.set(word, found);
    }
    for (const concept of named) concepts[concept]!++;
  };
  for (const line of lines) {
    count(line);
    for (const word of line.words) searched.add(word);
  }
  behind.forEach(count);
  const isBase = (langs: number) => langs < 1 << BASE_LANGUAGES.length;
  const words = [...counts]
    .filter(
      ([word, { lines: held, langs }]) =>
        searched.has(word) || held >= (isBase(langs) ? LEAST_BACKGROUND : LEAST_ADDED),
    )
    .map(([word]) => word)
    .sort();
  return {
    words: WordList.of(words),
    languages,
    levels: Uint8Array.from(words, word => levelOf(counts.get(word)!.lines)),
    langs: Uint8Array.from(words, word => counts.get(word)!.langs),
    conceptLevels: Uint8Array.from(concepts, levelOf),
    lineCount: lines.length + behind.length,
  };
}

/**
 * The lines that are enough to be found by where a classifier has learned from all: without function words, unless
 * there is nothing else, and without those that say nearly the same as another of their id.
 */
function enough(lines: readonly Line[], usage: Usage): Line[] {
  const { termOf, weights } = termsOf(usage);
  const telling = lines.map(line => {
    const words = line.words.filter(word => !isFunctionWord(word));
    return words.length === 0 ? line : { ...line, words };
  });
  const kept = keptRows(
    telling.map(({ id, lang, words }) => ({
      id,
      lang,
      terms: [...new Set(words.map(word => termOf[usage.languages.indexOf(lang)]![usage.words.find(word)]!))],
    })),
    weights,
  );
  return kept.map(row => telling[row]!);
}

/** Rows are bags: their words are in the order of their numbers. */
function rowsOf(lines: readonly Line[], { words, languages }: Usage): Rows {
  const sorted = lines.map(line => Uint32Array.from(line.words, word => words.find(word)).sort());
  return {
    ids: Uint32Array.from(lines, line => line.id),
    langs: Uint8Array.from(lines, line => languages.indexOf(line.lang)),
    starts: startsOf(sorted),
    words: joined(sorted),
    conceptStarts: startsOf(lines.map(line => line.concepts)),
    concepts: joined(lines.map(line => line.concepts)),
  };
}

function startsOf(lists: readonly ArrayLike<number>[]): Uint32Array {
  const starts = new Uint32Array(lists.length + 1);
  lists.forEach((list, i) => {
    starts[i + 1] = starts[i]! + list.length;
  });
  return starts;
}

function joined(lists: readonly ArrayLike<number>[]): Uint32Array {
  const starts = startsOf(lists);
  const values = new Uint32Array(starts[lists.length]!);
  lists.forEach((list, i) => {
    values.set(list, starts[i]!);
  });
  return values;
}

/** Learns from every line as it is, reworded, and from misspelt copies, read as a query would be read. */
function train(
  parts: Parts,
  lines: readonly Line[],
  { seed = DEFAULT_SEED, reworded }: BuildOptions,
): Classifier {
  const random = randomFrom(seed);
  const kinds = parts.background.length > 0 ? parts.background.length + 1 : 0;
  const names = (concepts: readonly number[]) => concepts.map(concept => parts.phrases.concepts[concept]!);
  const plain = lines.map(({ words, concepts }) => featuresOf(words, names(concepts)));
  const example = ({ id, kind, weight }: Line, variants: readonly Features[]): Example => ({
    variants,
    labels: [id, kinds > 0 ? kind : -1],
    weights: [kind === 0 ? weight : weight * ABOUT_WEIGHT, weight],
  });
  const copies = <T>(make: () => T): T[] => Array.from({ length: COPIES }, make);
  const examples = lines.flatMap((line, i) => {
    const misspelt = copies(() => {
      const reading = readQuery(misspeltCopy(line.words, random), parts, {});
      forget(reading, parts);
      return featuresOf(reading.words, names(reading.concepts));
    });
    const otherwise = copies(() => reworded?.(line.words, { id: line.row, lang: line.lang }, random) ?? [])
      .filter(words => words.length > 0)
      .map(words => featuresOf(words, names(parts.concepts.find(words))));
    return [[plain[i]!], misspelt, otherwise]
      .filter(variants => variants.length > 0)
      .map(variants => example(line, variants));
  });
  return trainClassifier(examples, [parts.ids.length, kinds], frequentBuckets(plain), seed);
}
