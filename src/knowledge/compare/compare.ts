import { inOrder, type Language } from '../../language/index.ts';
import { languagesIn } from '../check-entries.ts';
import type { Document, Entry, EntryId, Translated } from '../entry.ts';
import type { Knowledge } from '../knowledge.ts';
import { movedIn } from './order.ts';
import { listChanges, type Stretch, wordChanges } from './words.ts';

/** One difference between two states of the knowledge, in the order in which people want to read them. */
export type Difference =
  | {
      readonly kind: 'document-added' | 'document-removed';
      readonly document: string;
      readonly title: string;
    }
  | {
      readonly kind: 'document-changed';
      readonly document: string;
      readonly field: DocumentField;
      readonly words: readonly Stretch[];
    }
  | {
      readonly kind: 'heading-changed';
      readonly document: string;
      readonly words: readonly Stretch[];
      readonly entries: readonly EntryId[];
    }
  | {
      readonly kind: 'entry-added' | 'entry-removed';
      readonly document: string;
      readonly entry: EntryId;
      readonly title: string;
      readonly section: string;
      readonly text: string;
    }
  | {
      readonly kind: 'entry-changed';
      readonly document: string;
      readonly entry: EntryId;
      readonly lang: Language;
      readonly words: readonly Stretch[];
    }
  | {
      readonly kind: 'entry-moved';
      readonly document: string;
      readonly entry: EntryId;
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly kind: 'parts-changed';
      readonly document: string;
      readonly entry: EntryId;
      readonly words: readonly Stretch[];
    }
  | {
      readonly kind: 'name-changed';
      readonly document: string;
      readonly entry: EntryId;
      readonly lang: Language;
      readonly words: readonly Stretch[];
    }
  | {
      readonly kind: 'questions-changed';
      readonly document: string;
      readonly entry: EntryId;
      readonly lang: Language;
      readonly added: readonly string[];
      readonly removed: readonly string[];
    }
  | { readonly kind: 'translation-stale'; readonly document: string; readonly entry: EntryId }
  | {
      readonly kind: 'questions-orphaned';
      readonly document: string;
      readonly entry: EntryId;
      readonly where: string;
      readonly questions: readonly string[];
    };

export type DifferenceKind = Difference['kind'];
const DOCUMENT_FIELDS = [
  'title',
  'issuer',
  'issued',
  'legalBasis',
  'precedence',
  'validFrom',
  'validUntil',
] as const;
export type DocumentField = (typeof DOCUMENT_FIELDS)[number];

/** Everything that an edition would change for those who ask. The same knowledge gives an empty list. */
export function compareKnowledge(before: Knowledge, after: Knowledge): Difference[] {
  const differences: Difference[] = [];
  const old = new Map(before.documents.map(document => [document.id, document]));
  for (const document of after.documents) {
    const was = old.get(document.id);
    old.delete(document.id);
    if (was) differences.push(...documentDifferences(was, document));
    else {
      differences.push({ kind: 'document-added', document: document.id, title: document.title.es });
      differences.push(...document.entries.map(entry => gained('entry-added', entry)));
    }
  }
  for (const document of old.values()) {
    differences.push({ kind: 'document-removed', document: document.id, title: document.title.es });
    differences.push(...document.entries.map(entry => gained('entry-removed', entry)));
  }
  return [...differences, ...orphaned(before, after)];
}

function documentDifferences(before: Document, after: Document): Difference[] {
  const { id: document } = after;
  const fields = DOCUMENT_FIELDS.flatMap((field): Difference[] => {
    const [was, is] = [shown(before[field]), shown(after[field])];
    return was === is ? [] : [{ kind: 'document-changed', document, field, words: wholly(was, is) }];
  });
  const was = new Map(before.entries.map(entry => [entry.id, entry]));
  const is = new Map(after.entries.map(entry => [entry.id, entry]));
  const common = after.entries.filter(entry => was.has(entry.id));
  return [
    ...fields,
    ...headingDifferences(document, was, after),
    ...after.entries.filter(({ id }) => !was.has(id)).map(entry => gained('entry-added', entry)),
    ...before.entries.filter(({ id }) => !is.has(id)).map(entry => gained('entry-removed', entry)),
    ...common.flatMap(entry => entryDifferences(was.get(entry.id)!, entry)),
    ...moves(before, after),
  ];
}

/** A heading that is now worded otherwise, told once, with the entries that stand under it. */
function headingDifferences(
  document: string,
  was: ReadonlyMap<EntryId, Entry>,
  after: Document,
): Difference[] {
  const old = new Set([...was.values()].map(({ section }) => section.es));
  const now = new Set(after.entries.map(({ section }) => section.es));
  const renamed = new Map<string, { from: string; to: string; entries: EntryId[] }>();
  for (const { id, section } of after.entries) {
    const from = was.get(id)?.section.es;
    if (from === undefined || from === section.es || now.has(from) || old.has(section.es)) continue;
    const key = JSON.stringify([from, section.es]);
    const one = renamed.get(key) ?? { from, to: section.es, entries: [] };
    one.entries.push(id);
    renamed.set(key, one);
  }
  return [...renamed.values()].map(({ from, to, entries }) => ({
    kind: 'heading-changed',
    document,
    words: wordChanges(from, to),
    entries,
  }));
}

function moves(before: Document, after: Document): Difference[] {
  const place = new Map(before.entries.map((entry, i) => [entry.id, { entry, i }]));
  const headings = new Set(after.entries.map(({ section }) => section.es));
  const common = after.entries.filter(entry => place.has(entry.id));
  const reordered = movedIn(common.map(entry => place.get(entry.id)!.i));
  return common.flatMap((entry, i): Difference[] => {
    const from = place.get(entry.id)!.entry.section.es;
    const elsewhere = from !== entry.section.es && headings.has(from);
    if (!elsewhere && !reordered.has(i)) return [];
    return [{ kind: 'entry-moved', document: after.id, entry: entry.id, from, to: entry.section.es }];
  });
}

function entryDifferences(before: Entry, after: Entry): Difference[] {
  const { id: entry, document } = after;
  const differences: Difference[] = [];
  const languages = inOrder([...languagesIn(before), ...languagesIn(after)]);
  for (const lang of languages) {
    const words = changes(before.text?.[lang] ?? '', after.text?.[lang] ?? '');
    if (words) differences.push({ kind: 'entry-changed', document, entry, lang, words });
    const name = ({ title, label }: Entry) => `${title[lang] ?? ''} (${label[lang] ?? ''})`;
    const named = changes(name(before), name(after));
    if (named) differences.push({ kind: 'name-changed', document, entry, lang, words: named });
  }
  if (before.children.join() !== after.children.join())
    differences.push({
      kind: 'parts-changed',
      document,
      entry,
      words: listChanges(before.children, after.children),
    });
  for (const lang of languages) {
    const [was, is] = [new Set(before.questions[lang]), new Set(after.questions[lang])];
    const added = [...is].filter(question => !was.has(question));
    const removed = [...was].filter(question => !is.has(question));
    if (added.length + removed.length > 0)
      differences.push({ kind: 'questions-changed', document, entry, lang, added, removed });
  }
  if (isStale(before, after)) differences.push({ kind: 'translation-stale', document, entry });
  return differences;
}

/** The Spanish is another one, a translation is the same; or the draft says itself that nobody has looked. */
function isStale(before: Entry, after: Entry): boolean {
  return after.pending || leftBehind(before.text, after.text) || leftBehind(before.section, after.section);
}

function leftBehind(before: Translated | null, after: Translated | null): boolean {
  if (before?.es === after?.es) return false;
  const languages = Object.keys({ en: '', ...after }) as Language[];
  return languages.some(lang => lang !== 'es' && before?.[lang] === after?.[lang]);
}

/** What people asked for an entry that is no more, and what else pointed to it. */
function orphaned(before: Knowledge, after: Knowledge): Difference[] {
  const there = new Set(after.documents.flatMap(({ entries }) => entries.map(({ id }) => id)));
  const gone = before.documents.flatMap(({ entries }) => entries).filter(({ id }) => !there.has(id));
  return gone.flatMap(({ id, document, questions }): Difference[] => {
    const inVain = Object.values(before.asked.facets).flatMap(by =>
      Object.values(by).flatMap(asked => asked[id] ?? []),
    );
    const orphans = [
      { where: `entries/${id}.yaml`, questions: Object.values(questions).flat() },
      { where: 'asked/facets.yaml', questions: inVain },
    ];
    return orphans
      .filter(({ questions: own }) => own.length > 0)
      .map(orphan => ({ kind: 'questions-orphaned', document, entry: id, ...orphan }));
  });
}

function gained(
  kind: 'entry-added' | 'entry-removed',
  { id, document, title, section, text }: Entry,
): Difference {
  return { kind, document, entry: id, title: title.es, section: section.es, text: text?.es ?? '' };
}

function wholly(before: string, after: string): Stretch[] {
  return [
    { text: before, how: 'removed' },
    { text: after, how: 'added' },
  ];
}

function changes(before: string, after: string): Stretch[] | null {
  return before === after ? null : wordChanges(before, after);
}

function shown(value: string | number | Document['title'] | undefined): string {
  if (value === undefined) return '–';
  return typeof value === 'object' ? value.es : String(value);
}
