import { classify } from './classifier.ts';
import { type ConfidenceFeatures, probability } from './confidence.ts';
import { featuresOf } from './features.ts';
import type { Parts } from './parts.ts';
import { forget, type Reading, readQuery } from './reading.ts';
import { bestRows } from './rows.ts';
import { queryTokens } from './tokens.ts';
import type { Explanation, Hit, SearchOptions } from './types.ts';

/** An id's score is its best row and, at this weight, the mean of its best three: many ways agree. */
const AGREEMENT = 0.5;
/** How much the classifier's log-probability and the rows' likeness count against each other. */
const TRAINED_WEIGHT = 0.75;
const LIKENESS_WEIGHT = 6;
/** The classifier is never taken to be surer than this that an id is wrong. */
const FLOOR = 1e-3;
/** An id that no row proposes is considered from this share of the classifier's probability on. */
const LEAST_SHARE = 0.02;
/** Rows of another language than the query's count this much. */
const OTHER_LANGUAGE_WEIGHT = 0.97;
const DEFAULT_LIMIT = 10;

interface Candidate {
  id: number;
  /** Likeness of its best three rows. */
  best: number;
  second: number;
  third: number;
  coverage: number;
  trained: number;
  score: number;
}

/** What a search came to. */
interface Found {
  reading: Reading;
  candidates: Candidate[];
  shares: number[];
  /** The classifier's probabilities: of the ids; of an answered question; of each kind of background question. */
  trained: Float32Array;
  features: ConfidenceFeatures;
  /** Probability that the best id answers at all. */
  answered: number;
}

/** Looks a query up. Never throws; an empty or wholly unknown query has no hits. */
export function search(parts: Parts, query: string, options: SearchOptions = {}): Hit[] {
  return hitsOf(parts, find(parts, query, options), options);
}

/** The same with what it was made of. */
export function explain(parts: Parts, query: string, options: SearchOptions = {}): Explanation {
  const found = find(parts, query, options);
  const { reading, trained, features, answered } = found;
  return {
    hits: hitsOf(parts, found, options),
    background: byName(parts.background, trained.subarray(parts.ids.length + 1)),
    // Made when it is asked for: a collection may have very many ids.
    get trained() {
      return trained.length === 0 ? {} : byName(parts.ids.all(), trained);
    },
    features: found.candidates.length === 0 ? { ...features } : { ...features, answered },
    concepts: reading.concepts.map(concept => parts.phrases.concepts[concept]!),
    words: reading.explained,
  };
}

function find(parts: Parts, query: string, options: SearchOptions): Found {
  parts.scratch.stamp = (parts.scratch.stamp + 1) >>> 0;
  const reading = readQuery(queryTokens(query), parts, options);
  const trained = classes(parts, reading);
  const candidates = candidatesOf(parts, reading, trained, options);
  forget(reading, parts);
  candidates.sort((a, b) => b.score - a.score || a.id - b.id);
  const shares = softmax(candidates, parts.calibration.temperature);
  const features = featuresFrom(reading, candidates, shares, elsewhere(parts, trained));
  const answered = probability(parts.calibration, features);
  return { reading, candidates, shares, trained, features, answered };
}

function hitsOf(
  parts: Parts,
  { candidates, shares, answered }: Found,
  { limit = DEFAULT_LIMIT }: SearchOptions,
): Hit[] {
  return candidates
    .slice(0, limit)
    .map(({ id, score }, i) => ({ id: parts.ids.at(id), score, confidence: answered * shares[i]! }));
}

function classes(parts: Parts, { words, concepts }: Reading): Float32Array {
  if (!parts.classifier || !parts.opened || words.length === 0) return new Float32Array(0);
  const names = concepts.map(concept => parts.phrases.concepts[concept]!);
  return classify(parts.classifier, parts.opened, featuresOf(words, names));
}

/** The classifier's probability that it is a background question. */
function elsewhere(parts: Parts, trained: Float32Array): number {
  let sum = 0;
  for (let c = parts.ids.length + 1; c < trained.length; c++) sum += trained[c]!;
  return sum;
}

function byName(names: readonly string[], values: Float32Array): Record<string, number> {
  const named: Record<string, number> = {};
  if (values.length > 0) for (let i = 0; i < names.length; i++) named[names[i]!] = values[i]!;
  return named;
}

function candidatesOf(
  parts: Parts,
  reading: Reading,
  trained: Float32Array,
  options: SearchOptions,
): Candidate[] {
  const byId = new Map<number, Candidate>();
  const candidate = (id: number) => {
    let found = byId.get(id);
    if (found === undefined) {
      found = { id, best: 0, second: 0, third: 0, coverage: 0, trained: 0, score: 0 };
      byId.set(id, found);
    }
    return found;
  };
  for (const { row, likeness, coverage } of bestRows(parts, reading)) {
    const found = candidate(parts.rows.ids[row]!);
    const sameLang =
      options.lang === undefined || parts.usage.languages[parts.rows.langs[row]!] === options.lang;
    addRow(found, sameLang ? likeness : likeness * OTHER_LANGUAGE_WEIGHT);
    if (coverage > found.coverage) found.coverage = coverage;
  }
  if (reading.terms.length > 0) {
    for (let id = 0; id < Math.min(trained.length, parts.ids.length); id++) {
      if (byId.has(id) || trained[id]! > LEAST_SHARE) candidate(id).trained = trained[id]!;
    }
  }
  const candidates = [...byId.values()];
  for (const found of candidates) {
    const mean = (found.best + found.second + found.third) / 3;
    found.score = (LIKENESS_WEIGHT * (found.best + AGREEMENT * mean)) / (1 + AGREEMENT);
    if (parts.classifier) found.score += TRAINED_WEIGHT * Math.log(found.trained + FLOOR);
  }
  return candidates;
}

/** Keeps the likenesses of an id's three best rows. */
function addRow(found: Candidate, likeness: number): void {
  if (likeness > found.best) {
    found.third = found.second;
    found.second = found.best;
    found.best = likeness;
  } else if (likeness > found.second) {
    found.third = found.second;
    found.second = likeness;
  } else if (likeness > found.third) found.third = likeness;
}

function softmax(candidates: readonly Candidate[], temperature: number): number[] {
  const exps = candidates.map(({ score }) => Math.exp((score - candidates[0]!.score) / temperature));
  const sum = exps.reduce((a, b) => a + b, 0);
  return exps.map(e => e / sum);
}

function featuresFrom(
  reading: Reading,
  candidates: readonly Candidate[],
  shares: readonly number[],
  elsewhere: number,
): ConfidenceFeatures {
  const count = Math.max(1, reading.explained.length);
  let [unknown, repaired] = [0, 0];
  for (const { how } of reading.explained) {
    if (how === 'unknown') unknown++;
    else if (how === 'repaired') repaired++;
  }
  const top = candidates[0];
  return {
    coverage: top?.coverage ?? 0,
    closeness: top?.best ?? 0,
    margin: (shares[0] ?? 0) - (shares[1] ?? 0),
    trained: top?.trained ?? 0,
    elsewhere,
    unknown: unknown / count,
    repaired: repaired / count,
    brief: 1 / count,
  };
}
