import { LANGUAGES } from '../language/index.ts';
import { classify, placesIn } from './classifier.ts';
import { CONCEPT_MARK } from './concepts.ts';
import { type ConfidenceFeatures, probability } from './confidence.ts';
import { featuresOf } from './features.ts';
import type { Parts } from './parts.ts';
import { type Reading, readQuery } from './reading.ts';
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
const DEFAULT_LIMIT = 10;

interface Candidate {
  id: number;
  /** Likeness of its best row, and of its best three on average. */
  best: number;
  mean: number;
  coverage: number;
  trained: number;
  score: number;
}

/** Looks a query up. Never throws; an empty or wholly unknown query has no hits. */
export function search(parts: Parts, query: string, options: SearchOptions = {}): Explanation {
  const reading = readQuery(
    queryTokens(query),
    { vocabulary: parts.vocabulary, concepts: parts.concepts, deletions: parts.deletionIndex },
    options,
  );
  const concepts = parts.concepts.find(reading.words);
  const trained = classes(parts, reading, concepts);
  const background = trained.slice(parts.ids.length + 1);
  const named = {
    background: byName(parts.background, background),
    trained: byName(parts.ids, trained),
    concepts: concepts.map(concept => concept.slice(CONCEPT_MARK.length)),
    words: reading.explained,
  };
  const candidates = candidatesOf(parts, reading, trained, options);
  if (candidates.length === 0)
    return { hits: [], features: { ...features(reading, [], [], background) }, ...named };
  candidates.sort((a, b) => b.score - a.score || a.id - b.id);
  const shares = softmax(candidates, parts.calibration.temperature);
  const made = features(reading, candidates, shares, background);
  const answered = probability(parts.calibration, made);
  const hits: Hit[] = candidates
    .slice(0, options.limit ?? DEFAULT_LIMIT)
    .map(({ id, score }, i) => ({ id: parts.ids[id]!, score, confidence: answered * shares[i]! }));
  return { hits, features: { ...made, answered }, ...named };
}

/** The classifier's probabilities: of the ids; of an answered question; of each kind of background question. */
function classes(parts: Parts, reading: Reading, concepts: readonly string[]): Float32Array {
  if (!parts.classifier || reading.words.length === 0) return new Float32Array(0);
  return classify(parts.classifier, placesIn(parts.places, featuresOf(reading.words, concepts)));
}

function byName(names: readonly string[], values: Float32Array): Record<string, number> {
  return values.length === 0 ? {} : Object.fromEntries(names.map((name, i) => [name, values[i]!]));
}

function candidatesOf(
  parts: Parts,
  reading: Reading,
  trained: Float32Array,
  options: SearchOptions,
): Candidate[] {
  const byId = new Map<number, Candidate>();
  const candidate = (id: number) => {
    const found = byId.get(id) ?? { id, best: 0, mean: 0, coverage: 0, trained: 0, score: 0 };
    byId.set(id, found);
    return found;
  };
  const likenesses = new Map<number, number[]>();
  for (const { row, likeness, coverage } of bestRows(parts, reading)) {
    const id = parts.rowIds[row]!;
    const sameLang = options.lang === undefined || LANGUAGES[parts.rowLangs[row]!] === options.lang;
    const list = likenesses.get(id) ?? [];
    list.push(sameLang ? likeness : likeness * 0.97);
    likenesses.set(id, list);
    const found = candidate(id);
    found.coverage = Math.max(found.coverage, coverage);
  }
  for (const [id, list] of likenesses) {
    list.sort((a, b) => b - a);
    const found = candidate(id);
    found.best = list[0]!;
    found.mean = ((list[0] ?? 0) + (list[1] ?? 0) + (list[2] ?? 0)) / 3;
  }
  if (reading.terms.size > 0) {
    for (let id = 0; id < Math.min(trained.length, parts.ids.length); id++) {
      if (byId.has(id) || trained[id]! > LEAST_SHARE) candidate(id).trained = trained[id]!;
    }
  }
  for (const found of byId.values()) {
    const likeness = (found.best + AGREEMENT * found.mean) / (1 + AGREEMENT);
    found.score = LIKENESS_WEIGHT * likeness;
    if (parts.classifier) found.score += TRAINED_WEIGHT * Math.log(found.trained + FLOOR);
  }
  return [...byId.values()];
}

function softmax(candidates: readonly Candidate[], temperature: number): number[] {
  const exps = candidates.map(({ score }) => Math.exp((score - candidates[0]!.score) / temperature));
  const sum = exps.reduce((a, b) => a + b, 0);
  return exps.map(e => e / sum);
}

function features(
  reading: Reading,
  candidates: readonly Candidate[],
  shares: readonly number[],
  background: Float32Array,
): ConfidenceFeatures {
  const count = Math.max(1, reading.explained.length);
  const share = (how: string) => reading.explained.filter(word => word.how === how).length / count;
  const top = candidates[0];
  return {
    coverage: top?.coverage ?? 0,
    closeness: top?.best ?? 0,
    margin: (shares[0] ?? 0) - (shares[1] ?? 0),
    trained: top?.trained ?? 0,
    elsewhere: background.reduce((sum, p) => sum + p, 0),
    unknown: share('unknown'),
    repaired: share('repaired'),
    brief: 1 / count,
  };
}
