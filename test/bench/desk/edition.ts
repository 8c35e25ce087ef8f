import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Document, Entry } from '../../../src/knowledge/index.ts';
import { buildIndex, type Index, loadIndex, type Row, saveIndex } from '../../../src/retrieval/index.ts';
import { type Assistant, createAssistant } from '../../../src/turn/index.ts';
import { ROOT, seedAssistant, seedKnowledge, seedSentences, seedStored } from '../../seed.ts';
import { makeCollection } from '../retrieval/collection.ts';

/** Something to look up, and what somebody would type for it. */
export interface Place {
  readonly assistant: Assistant;
  readonly documents: readonly Document[];
  readonly typed: readonly string[];
}

const SEED = 7;
/** What is typed of a question: so many words of it, the last one begun only. */
const WORDS = 3;

/** The institute's own document. */
export function ownPlace(typed: readonly string[]): Place {
  return {
    assistant: seedAssistant(),
    documents: seedKnowledge().documents as readonly Document[],
    typed,
  };
}

/** A document of `size` entries, each in both languages, recombined from the project's own texts. */
export function madePlace(size: number, lookups: number): Place {
  const own = (seedKnowledge().documents as readonly Document[]).flatMap(({ entries }) => entries);
  const source = own.flatMap(({ id, title, text, questions }): Row[] =>
    (['es', 'en'] as const).map(lang => ({
      id,
      lang,
      title: title[lang],
      ...(text === null ? {} : { text: text[lang] }),
      questions: [...questions[lang]],
    })),
  );
  const { rows, questions } = makeCollection(source, 2 * size, lookups, SEED);
  const entries = Array.from({ length: size }, (_, i) => entryOf(i, rows[2 * i]!, rows[2 * i + 1]!));
  const indexed = rows.map((row, i): Row => ({ ...row, id: `e${Math.floor(i / 2)}` }));
  const [first] = seedKnowledge().documents as readonly Document[];
  const documents = [{ ...first!, entries }];
  const edition = {
    id: `sha256:${size}`,
    documents,
    glossary: [],
    institutions: [],
    index: indexOf(indexed, size),
  };
  return {
    assistant: createAssistant(edition, seedSentences(), {}),
    documents,
    typed: questions.map(({ asked }) => beginning(asked)),
  };
}

/** Building takes minutes at the largest size: the index is kept under `build/` until `knowledge/` changes. */
function indexOf(rows: readonly Row[], size: number): Index {
  const file = join(ROOT, 'build', `bench-desk-${seedStored().id.slice(7, 19)}-${size}-${SEED}.index`);
  if (existsSync(file)) return loadIndex(new Uint8Array(readFileSync(file)));
  const index = buildIndex(rows, { train: false });
  writeFileSync(file, saveIndex(index));
  return index;
}

function entryOf(i: number, es: Row, en: Row): Entry {
  const both = (name: 'text' | 'title') =>
    name === 'text'
      ? { es: es.text ?? '', en: en.text ?? '' }
      : { es: es.questions?.[0] ?? '', en: en.questions?.[0] ?? '' };
  return {
    id: `e${i}`,
    document: 'mision-vision-objetivos',
    section: both('title'),
    title: both('title'),
    label: { es: `e${i}`, en: `e${i}` },
    facets: [],
    text: both('text'),
    children: [],
    questions: { es: [], en: [] },
  };
}

/** The longest words of a question, the last one not yet written to its end. */
function beginning(question: string): string {
  const words = question
    .split(/\s+/)
    .toSorted((a, b) => b.length - a.length)
    .slice(0, WORDS);
  return [...words.slice(0, -1), (words.at(-1) ?? '').slice(0, 4)].join(' ');
}
