import { createHash } from 'node:crypto';
import { loadIndex, saveIndex } from '../retrieval/index.ts';
import type { Edition } from '../turn/index.ts';
import { trainIndex } from '../understanding/index.ts';
import { canonical } from './canonical.ts';
import type { Knowledge } from './knowledge.ts';

/** A state of all documents as it is stored: immutable, its id the hash of its content. */
export interface StoredEdition {
  /** `sha256:` and 64 hexadecimal digits of `content`. */
  id: string;
  /** The whole knowledge as JSON, in its {@link canonical} form. */
  content: string;
  /** The saved search index. */
  index: Uint8Array;
}

/** The content and id of an edition, without its index. */
export function contentOf(knowledge: Knowledge): Pick<StoredEdition, 'id' | 'content'> {
  const content = JSON.stringify(canonical(knowledge));
  return { id: idOf(content), content };
}

export function idOf(content: string): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

/** Trains the index: some seconds. */
export function trainEdition(knowledge: Knowledge): StoredEdition {
  return { ...contentOf(knowledge), index: saveIndex(trainIndex(knowledge)) };
}

/** Makes a stored edition ready to be answered from. */
export function openEdition({ id, content, index }: StoredEdition): Edition {
  const { documents, glossary, institutions } = JSON.parse(content) as Knowledge;
  return { id, documents, glossary, institutions, index: loadIndex(index) };
}
