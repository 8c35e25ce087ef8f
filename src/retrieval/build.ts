import { LANGUAGES, type Language } from '../language/index.ts';
import { type Classifier, type Example, placesIn, placeTable, trainClassifier } from './classifier.ts';
import { type ConceptFinder, compileGlossary, conceptFinder, type Phrases } from './concepts.ts';
import { DEFAULT_CALIBRATION } from './confidence.ts';
import { BUCKETS, type Features, featuresOf } from './features.ts';
import { misspeltCopy } from './misspell.ts';
import { type Kept, type Parts, ready } from './parts.ts';
import type { Ragged } from './postings.ts';
import { randomFrom } from './random.ts';
import { readQuery } from './reading.ts';
import { tokens } from './tokens.ts';
import type { BuildOptions, Row } from './types.ts';
import { buildVocabulary, numbered } from './vocabulary.ts';

const DEFAULT_SEED = 20240115;
/** Up to this many ids the classifier is trained unless told otherwise. */
const TRAIN_UP_TO = 400;
/** A feature is learned when at least this many lines have it: what occurs once says nothing about other texts. */
const LEAST_LINES = 3;
/** Misspelt copies of each question that the classifier learns from. */
const COPIES = 1;
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
  concepts: string[];
  weight: number;
}

/** Builds an index over rows. Takes time in proportion to the rows; runs ahead or in a worker. */
export function build(rows: readonly Row[], options: BuildOptions = {}): Parts {
  const ids = [...new Set(rows.map(row => row.id))];
  const phrases = compileGlossary(options.glossary);
  const concepts = conceptFinder(phrases);
  const numbers = numbered(ids);
  const lines = rows.flatMap(row => linesOf(row, numbers.get(row.id)!, concepts));
  const background = [...new Set(options.background?.map(row => row.id))];
  const kinds = numbered(background);
  const behind = (options.background ?? []).flatMap(row =>
    linesOf(row, numbers.get(row.about ?? '') ?? -1, concepts).map(line => ({
      ...line,
      kind: kinds.get(row.id)! + 1,
    })),
  );
  const kept = keep(ids, background, lines, behind, phrases, options);
  if (!(options.train ?? ids.length <= TRAIN_UP_TO) || ids.length < 2) return ready(kept);
  return ready({
    ...kept,
    classifier: train(ready(kept), [...lines, ...behind], options),
  });
}

/** Every title, text and question is a line of its own. */
function linesOf(row: Row, id: number, concepts: ConceptFinder): Line[] {
  const line = (text: string, weight: number): Line => {
    const words = tokens(text);
    return { row: row.id, id, kind: 0, lang: row.lang, words, concepts: concepts.find(words), weight };
  };
  const lines = (row.questions ?? []).map(question => line(question, 1));
  if (row.title) lines.push(line(row.title, 1));
  if (row.text) lines.push(line(row.text, TEXT_WEIGHT));
  return lines.filter(({ words }) => words.length > 0);
}

function keep(
  ids: string[],
  background: string[],
  lines: readonly Line[],
  behind: readonly Line[],
  phrases: Phrases,
  options: BuildOptions,
): Kept {
  const vocabulary = buildVocabulary([...lines, ...behind]);
  const { wordIds, termIds } = vocabulary;
  return {
    ids,
    background,
    words: vocabulary.words,
    terms: vocabulary.terms,
    termOf: vocabulary.termOf,
    termWeights: vocabulary.weights,
    rowIds: Uint32Array.from(lines, line => line.id),
    rowLangs: Uint8Array.from(lines, line => LANGUAGES.indexOf(line.lang)),
    ...named(
      'rowWordStarts',
      'rowWords',
      ragged(lines.map(line => line.words.map(word => wordIds.get(word)!))),
    ),
    ...named(
      'rowConceptStarts',
      'rowConcepts',
      ragged(lines.map(line => line.concepts.map(concept => termIds.get(concept)!))),
    ),
    phrases,
    calibration: options.calibration ?? DEFAULT_CALIBRATION,
    classifier: null,
    postings: null,
    deletions: null,
  };
}

function ragged(lists: readonly (readonly number[])[]): Ragged {
  const starts = new Uint32Array(lists.length + 1);
  lists.forEach((list, i) => {
    starts[i + 1] = starts[i]! + list.length;
  });
  return { starts, values: Uint32Array.from(lists.flat()) };
}

function named<S extends string, V extends string>(
  startsName: S,
  valuesName: V,
  { starts, values }: Ragged,
): Record<S | V, Uint32Array> {
  return { [startsName]: starts, [valuesName]: values } as Record<S | V, Uint32Array>;
}

/** Learns from every line as it is, reworded, and from misspelt copies, read as a query would be read. */
function train(
  parts: Parts,
  lines: readonly Line[],
  { seed = DEFAULT_SEED, reworded }: BuildOptions,
): Classifier {
  const random = randomFrom(seed);
  const reader = { vocabulary: parts.vocabulary, concepts: parts.concepts, deletions: parts.deletionIndex };
  const plain = lines.map(({ words, concepts }) => featuresOf(words, concepts));
  const kept = frequentBuckets(plain);
  const place = placeTable(kept, BUCKETS);
  const kinds = parts.background.length > 0 ? parts.background.length + 1 : 0;
  const example = ({ id, kind }: Line, features: Features, weight: number): Example => ({
    features: placesIn(place, features),
    labels: [id, kinds > 0 ? kind : -1],
    weights: [kind === 0 ? weight : weight * ABOUT_WEIGHT, weight],
  });
  const examples = lines.flatMap((line, i) => [
    example(line, plain[i]!, line.weight),
    ...Array.from({ length: COPIES }, () => {
      const read = readQuery(misspeltCopy(line.words, random), reader, {}).words;
      return example(line, featuresOf(read, parts.concepts.find(read)), line.weight / COPIES);
    }),
    ...[reworded?.(line.words, { id: line.row, lang: line.lang }, random) ?? []]
      .filter(words => words.length > 0)
      .map(words => example(line, featuresOf(words, parts.concepts.find(words)), line.weight)),
  ]);
  return trainClassifier(examples, [parts.ids.length, kinds], kept, seed);
}

/** Buckets that at least {@link LEAST_LINES} lines have, ascending. */
function frequentBuckets(features: readonly Features[]): Uint32Array {
  const counts = new Uint32Array(BUCKETS);
  for (const { buckets } of features) for (const bucket of buckets) counts[bucket]!++;
  return Uint32Array.from(counts.keys()).filter(bucket => counts[bucket]! >= LEAST_LINES);
}
