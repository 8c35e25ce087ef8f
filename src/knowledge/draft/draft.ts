import { fold } from '../../language/index.ts';
import type { Document, Entry, EntryId, Translated } from '../entry.ts';
import { ImportError, type Outline } from '../import/index.ts';
import type { Knowledge } from '../knowledge.ts';
import { idsOf } from './given-ids.ts';
import { type IdGiver, idGiver } from './ids.ts';
import { gramsOf, likeness } from './likeness.ts';
import { matched } from './match.ts';
import { labelOf, titleOf } from './names.ts';
import { leavesOf, olderOf } from './older.ts';
import { type Dropped, withoutEntries } from './references.ts';
import { type Wanted, wantedOf } from './wanted.ts';

export interface DraftOptions {
  /** The document that it is a new edition of, or the id of a new one. By default found by its title and texts. */
  readonly document?: string | undefined;
  /** Date of issue, ISO 8601, for a document that does not tell it. */
  readonly issued?: string | undefined;
}

/** What a new edition of a document makes of the knowledge: nothing is written yet. */
export interface Draft {
  readonly knowledge: Knowledge;
  /** The document that was imported. */
  readonly document: string;
  /** What pointed to an entry that is no more. */
  readonly dropped: readonly Dropped[];
  /** Headings over nothing: they are in no entry. */
  readonly empty: readonly string[];
}

/** From which likeness of titles on, or share of known texts, it is an edition of a document that there is. */
const SAME_TITLE = 0.6;
const SAME_SHARE = 0.3;

/**
 * Puts a document that was read into the knowledge: old entries keep their ids, questions and translations, new ones get
 * ids, removed ones are retired. Throws an {@link ImportError} where the date of issue is missing.
 */
export function draftFrom(knowledge: Knowledge, outline: Outline, options: DraftOptions = {}): Draft {
  const { wanted, empty } = wantedOf(outline);
  const before = documentOf(knowledge, outline, wanted, options.document);
  const issued = options.issued ?? outline.front?.issued;
  if (issued === undefined || issued === null) throw new ImportError('no-date');
  const others = knowledge.documents.filter(document => document !== before);
  const used = knowledge.documents.flatMap(({ entries, retired }) => [
    ...entries.map(({ id }) => id),
    ...(retired ?? []),
  ]);
  const ids = idGiver(used);
  const id =
    before?.id ?? options.document ?? idGiver(knowledge.documents.map(one => one.id)).stem(outline.title);
  const labels = new Set(others.flatMap(({ entries }) => entries).map(({ label }) => fold(label.es)));
  const entries = entriesOf(wanted, before?.entries ?? [], { document: id, ids, labels });
  const kept = new Set(entries.map(entry => entry.id));
  const removed = (before?.entries ?? []).map(entry => entry.id).filter(old => !kept.has(old));
  const retired = [...(before?.retired ?? []), ...removed];
  const { precedence, validFrom, validUntil } = before ?? {};
  const { title, shortTitle, issuer, legalBasis } = headOf(outline, before);
  const document: Document = {
    id,
    title,
    shortTitle,
    issuer,
    issued,
    legalBasis,
    ...(precedence === undefined ? {} : { precedence }),
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validUntil === undefined ? {} : { validUntil }),
    ...(retired.length === 0 ? {} : { retired }),
    entries,
  };
  const documents = before
    ? knowledge.documents.map(one => (one === before ? document : one))
    : [...knowledge.documents, document];
  const { knowledge: clean, dropped } = withoutEntries({ ...knowledge, documents }, new Set(removed));
  return { knowledge: clean, document: id, dropped, empty };
}

function documentOf(
  { documents }: Knowledge,
  { title }: Outline,
  wanted: readonly Wanted[],
  named: string | undefined,
): Document | undefined {
  if (named !== undefined) return documents.find(document => document.id === named);
  const texts = wanted.flatMap(({ text, heading }) => (text === null ? [] : [{ text, heading }]));
  return documents.find(document => {
    if (likeness(gramsOf(document.title.es), gramsOf(title)) >= SAME_TITLE) return true;
    const found = matched(leavesOf(document.entries), texts).filter(match => match >= 0);
    return found.length / Math.max(1, texts.length) >= SAME_SHARE;
  });
}

/** Title, issuer and legal basis: the new Spanish, and the translation of what has not changed. */
function headOf(
  { front, title }: Outline,
  before: Document | undefined,
): Pick<Document, 'title' | 'shortTitle' | 'issuer' | 'legalBasis'> {
  const legal = front?.legalBasis ?? before?.legalBasis.es ?? '';
  const issuer = front?.institution ?? before?.issuer.es ?? '';
  return {
    title: translated(title, before?.title),
    shortTitle:
      before && fold(before.title.es) === fold(title)
        ? before.shortTitle
        : { es: sentenceCase(title), en: '' },
    // The letterhead writes it in capitals; the name as it is written in running text stays.
    issuer:
      before && fold(before.issuer.es) === fold(issuer)
        ? before.issuer
        : { es: sentenceCase(issuer), en: '' },
    legalBasis: translated(legal, before?.legalBasis),
  };
}

function translated(es: string, before: Translated | undefined): Translated {
  return before?.es === es ? before : { es, en: '' };
}

function sentenceCase(text: string): string {
  return text === text.toUpperCase() ? text.charAt(0) + text.slice(1).toLowerCase() : text;
}

interface Naming {
  readonly document: string;
  readonly ids: IdGiver;
  /** Labels of other documents, folded. */
  readonly labels: Set<string>;
}

interface Named extends Naming {
  /** Official headings that are translated already. */
  readonly headings: ReadonlyMap<string, Translated>;
}

function entriesOf(all: readonly Wanted[], before: readonly Entry[], naming: Naming): Entry[] {
  const old = olderOf(all, before);
  const wanted = withoutSoleGroups(all, old);
  const labels = new Set([...naming.labels, ...[...old.values()].map(({ label }) => fold(label.es))]);
  const ids = idsOf(wanted, old, naming.ids);
  const headings = new Map(before.map(({ section }) => [section.es, section]));
  return wanted.map(one => {
    const known = old.get(one);
    const section = translated(one.heading, known?.section);
    const children = one.children.map(child => ids.get(child)!);
    if (!known) return newEntry(one, ids.get(one)!, children, { ...naming, labels, headings });
    const text = one.text === null ? null : { ...(known.text ?? { es: '', en: '' }), es: one.text };
    const stale = known.section.es !== one.heading || (text !== null && text.es !== known.text?.es);
    return {
      ...known,
      section: stale && section.en === '' ? { ...known.section, es: one.heading } : section,
      text,
      children,
      ...(known.pending || stale ? { pending: true as const } : {}),
    };
  });
}

/** A heading over one point needs no entry of its own, unless it had one before. */
function withoutSoleGroups(wanted: readonly Wanted[], old: ReadonlyMap<Wanted, Entry>): Wanted[] {
  const isSole = (one: Wanted) => one.kind === 'group' && one.children.length === 1 && !old.has(one);
  for (const list of wanted.filter(({ kind }) => kind === 'list'))
    list.children.forEach((child, i) => {
      if (isSole(child)) list.children[i] = child.children[0]!;
    });
  return wanted.filter(one => !isSole(one));
}

function newEntry(
  one: Wanted,
  id: EntryId,
  children: EntryId[],
  { document, labels, headings }: Named,
): Entry {
  const name = one.text ?? one.heading;
  const named = one.kind === 'front' || (one.kind === 'leaf' && !one.point) ? one.heading : name;
  return {
    id,
    document,
    section: headings.get(one.heading) ?? { es: one.heading, en: '' },
    title: { es: titleOf(named), en: '' },
    label: { es: labelOf(named, labels), en: '' },
    facets: one.kind === 'front' ? ['who', 'when', 'law'] : [],
    text: one.text === null ? null : { es: one.text, en: '' },
    children,
    questions: { es: [], en: [] },
    pending: true,
  };
}
