import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { checkDocument, checkEntries, checkFacets, checkGlossary } from './check-entries.ts';
import type { Document, Entry } from './entry.ts';
import { type Fault, KnowledgeError } from './faults.ts';
import { locator } from './gate/places.ts';
import type { Knowledge } from './knowledge.ts';
import {
  aroundFile,
  documentFile,
  entryFile,
  facetsFile,
  facetWordsFile,
  glossaryFile,
  institutionsFile,
  sentencesFile,
  topicsFile,
} from './schema.ts';
import { unfinishedIn } from './unfinished.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

export type EntryFile = YamlFile<z.infer<typeof entryFile>>;
export type DocumentFile = YamlFile<z.infer<typeof documentFile>>;

/**
 * Reads `knowledge/` whole, or not at all: throws a {@link KnowledgeError} with every fault it found, so that
 * the service never starts half-loaded.
 */
export function readKnowledge(folder: string): Knowledge {
  const { knowledge, unfinished } = readDraft(folder);
  if (unfinished.length > 0) throw new KnowledgeError(unfinished);
  return knowledge;
}

/**
 * Reads `knowledge/` as somebody is working on it: what is still to be written (translations, questions) is told as
 * `unfinished`, and empty in the knowledge. Throws a {@link KnowledgeError} for anything else that is wrong.
 */
export function readDraft(folder: string): { knowledge: Knowledge; unfinished: readonly Fault[] } {
  const found: Fault[] = [];
  const knowledge = read(folder, found);
  if (knowledge === null) throw new KnowledgeError(found);
  const located = locator(folder);
  const unfinished = unfinishedIn(knowledge).map(({ code, place, values }) => ({
    ...located(place),
    code,
    values,
  }));
  return { knowledge, unfinished };
}

function read(folder: string, faults: Fault[]): Knowledge | null {
  const documents = subfolders(join(folder, 'documents')).map(name =>
    readDocument(folder, `documents/${name}`, faults),
  );
  const glossary = readYaml(folder, 'glossary.yaml', glossaryFile, faults);
  const institutions = readYaml(folder, 'asked/institutions.yaml', institutionsFile, faults);
  const facets = readYaml(folder, 'asked/facets.yaml', facetsFile, faults);
  const facetWords = readYaml(folder, 'asked/facet-words.yaml', facetWordsFile, faults);
  const elsewhere = readYaml(folder, 'asked/elsewhere.yaml', sentencesFile, faults);
  const intents = readYaml(folder, 'asked/intents.yaml', sentencesFile, faults);
  const danger = readYaml(folder, 'asked/danger.yaml', sentencesFile, faults);
  const topics = readYaml(folder, 'asked/topics.yaml', topicsFile, faults);
  const around = readYaml(folder, 'asked/around.yaml', aroundFile, faults);
  const known = new Set(documents.flatMap(document => document?.entries.map(entry => entry.id) ?? []));
  if (documents.length === 0) {
    faults.push({ file: 'documents', line: 0, code: 'file-missing', values: {} });
  }
  if (glossary) checkGlossary(glossary, known, faults);
  if (facets) checkFacets(facets, known, faults);
  if (faults.length > 0) return null;
  return {
    documents: documents.filter(document => document !== null),
    glossary: glossary!.data.concepts,
    institutions: institutions!.data.map(institution => ({
      ...institution,
      exact: institution.exact ?? false,
    })),
    asked: {
      facets: facets!.data,
      facetWords: facetWords!.data,
      topics: topics!.data,
      elsewhere: elsewhere!.data,
      intents: intents!.data,
      danger: danger!.data.danger ?? { es: [], en: [] },
      lookalikes: danger!.data.lookalikes ?? { es: [], en: [] },
      around: around!.data,
    },
  };
}

function readDocument(folder: string, path: string, faults: Fault[]): Document | null {
  const document = readYaml(folder, `${path}/document.yaml`, documentFile, faults);
  if (!document) return null;
  const { id, title, short_title, issuer, issued, legal_basis, entries, retired } = document.data;
  const { precedence, valid_from, valid_until } = document.data;
  const files = entries.map(entry => readYaml(folder, `${path}/entries/${entry}.yaml`, entryFile, faults));
  const read = files.filter((file): file is EntryFile => file !== null);
  checkEntries(read, document, faults);
  checkDocument(folder, path, document, faults);
  const listed = new Set(entries.map(entry => `${entry}.yaml`));
  for (const file of namesIn(join(folder, path, 'entries'))) {
    if (!listed.has(file)) {
      const line = document.lineOf(['entries']);
      faults.push({
        file: document.file,
        line,
        code: 'entry-unlisted',
        values: { id: file.replace(/\.yaml$/, '') },
      });
    }
  }
  return {
    id,
    title,
    shortTitle: short_title,
    issuer,
    issued,
    legalBasis: legal_basis,
    ...(precedence === undefined ? {} : { precedence }),
    ...(valid_from === undefined ? {} : { validFrom: valid_from }),
    ...(valid_until === undefined ? {} : { validUntil: valid_until }),
    ...(retired === undefined ? {} : { retired }),
    entries: read.map(
      ({ data: { translation, ...data } }): Entry => ({
        ...data,
        document: id,
        text: data.text ?? null,
        children: data.children ?? [],
        ...(translation === undefined ? {} : { pending: true }),
      }),
    ),
  };
}

function subfolders(folder: string): string[] {
  return namesIn(folder, { foldersOnly: true });
}

/** Sorted names in a folder; none when it is missing. */
function namesIn(folder: string, { foldersOnly = false } = {}): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter(item => !foldersOnly || item.isDirectory())
    .map(item => item.name)
    .sort();
}
