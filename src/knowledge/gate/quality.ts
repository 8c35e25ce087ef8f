import { isFunctionWord, stem, words } from '../../language/index.ts';
import { languagesIn } from '../check-entries.ts';
import { gramsOf, likeness } from '../draft/index.ts';
import type { Document, Entry } from '../entry.ts';
import type { Knowledge } from '../knowledge.ts';
import { type Finding, finding } from './finding.ts';

export interface QualityOptions {
  /** The official text of each document, by its id. What is not given is not compared. */
  readonly sources: ReadonlyMap<string, string>;
  /** The day on which it would be published, ISO 8601. */
  readonly day: string;
}

/** From which likeness on two texts are about the same thing. */
const SAME_MATTER = 0.6;
/** Entries whose texts share a word that stands in more than this many are not compared because of it. */
const MOST_SHARED = 50;
const MARKUP = /[<>`]|\]\(|https?:\/\//i;
/** Little words that make another question of one: "no", "uno" beside "dos", "antes"; "it" may be "IT". */
const TELLING = /^(?:no|not|sin|without|una?|uno|dos|antes|before|after|it)$/;
const NEGATION = /\b(?:no|nunca|ningún|ninguna|jamás|sin|prohibid[oa]s?)\b/giu;
const FIGURE = /\d+(?:[.,/]\d+)*/g;

/** Everything that is not right with the texts themselves. */
export function checkQuality(knowledge: Knowledge, { sources, day }: QualityOptions): Finding[] {
  return [
    ...knowledge.documents.flatMap(document => [
      ...inForce(document, day),
      ...fromSource(document, sources.get(document.id)),
      ...document.entries.flatMap(markup),
    ]),
    ...betweenEntries(knowledge),
    ...alikeQuestions(knowledge),
  ];
}

function inForce({ id, validFrom, validUntil }: Document, day: string): Finding[] {
  if (validUntil !== undefined && validUntil < day)
    return [finding('document-expired', { document: id, path: ['valid_until'] }, { id, day: validUntil })];
  if (validFrom !== undefined && validFrom > day)
    return [finding('document-not-yet', { document: id, path: ['valid_from'] }, { id, day: validFrom })];
  return [];
}

/** What is quoted and cited stands in the official text, letter by letter but for the space between words. */
function fromSource({ id, issued, entries }: Document, source: string | undefined): Finding[] {
  if (source === undefined) return [];
  const official = unspaced(source);
  const [year, month, day] = issued.split('-');
  const dates = [`${day}/${month}/${year}`, `${Number(day)}/${Number(month)}/${year}`, issued];
  const told = dates.some(date => source.includes(date)) || source.includes(` de ${year}`);
  return [
    ...(told
      ? []
      : [finding('date-not-in-source', { document: id, path: ['issued'] }, { id, date: issued })]),
    ...entries.flatMap(({ id: entry, text, section }) => [
      ...(text && !text.es.split('\n').every(line => official.includes(unspaced(line)))
        ? [finding('text-not-in-source', { document: id, entry, path: ['text', 'es'] }, { id: entry })]
        : []),
      ...(official.includes(unspaced(section.es))
        ? []
        : [
            finding('heading-not-in-source', { document: id, entry, path: ['section', 'es'] }, { id: entry }),
          ]),
    ]),
  ];
}

function unspaced(text: string): string {
  return text.replace(/\s+/g, '');
}

function markup(entry: Entry): Finding[] {
  const { id, document, section, title, label, text, questions } = entry;
  const texts = languagesIn(entry).flatMap(lang => [
    { path: ['section', lang], value: section[lang] ?? '' },
    { path: ['title', lang], value: title[lang] ?? '' },
    { path: ['label', lang], value: label[lang] ?? '' },
    { path: ['text', lang], value: text?.[lang] ?? '' },
    ...(questions[lang] ?? []).map((value, i) => ({ path: ['questions', lang, i], value })),
  ]);
  return texts
    .filter(({ value }) => MARKUP.test(value))
    .map(({ path }) => finding('markup-found', { document, entry: id, path }, { id }));
}

/** Two entries that say the same, or about the same thing something else. */
function betweenEntries({ documents }: Knowledge): Finding[] {
  const entries = documents.flatMap(document =>
    document.entries
      .filter(({ text, facets }) => text !== null && !facets.includes('law'))
      .map(entry => ({ entry, document, text: entry.text!.es, grams: gramsOf(entry.text!.es) })),
  );
  const index = new Map<string, number[]>();
  const findings: Finding[] = [];
  entries.forEach(({ entry, document, text, grams }, i) => {
    const near = new Set([...grams.keys()].flatMap(gram => index.get(gram) ?? []));
    for (const other of [...near].map(at => entries[at]!)) {
      const place = { document: document.id, entry: entry.id, path: ['text', 'es'] };
      const twin = other.entry.id;
      if (other.text === text) findings.push(finding('text-repeated', place, { id: entry.id, twin }));
      else if (likeness(grams, other.grams) >= SAME_MATTER && differs(text, other.text)) {
        const prevails = precedes(document, other.document) ? entry.id : twin;
        findings.push(finding('entries-contradict', place, { id: entry.id, twin, prevails }));
      }
    }
    for (const gram of grams.keys()) {
      const list = index.get(gram) ?? [];
      if (list.length < MOST_SHARED) index.set(gram, [...list, i]);
    }
  });
  return findings;
}

/** Other figures, or a "no" that only one of them has. */
function differs(a: string, b: string): boolean {
  const figures = (text: string) =>
    [...text.matchAll(FIGURE)]
      .map(([figure]) => figure)
      .sort()
      .join(' ');
  const negations = (text: string) => [...text.matchAll(NEGATION)].length;
  return figures(a) !== figures(b) || negations(a) !== negations(b);
}

/** Where two documents contradict each other: the higher precedence counts, then the later date. */
function precedes(a: Document, b: Document): boolean {
  const [first, second] = [a.precedence ?? 0, b.precedence ?? 0];
  return first === second ? a.issued >= b.issued : first > second;
}

/** Questions of two entries that differ in nothing but little words. */
function alikeQuestions({ documents }: Knowledge): Finding[] {
  const findings: Finding[] = [];
  const entries = documents.flatMap(document => document.entries);
  for (const lang of new Set(entries.flatMap(languagesIn))) {
    const seen = new Map<string, { entry: string; question: string }>();
    for (const { id, document, questions } of entries) {
      (questions[lang] ?? []).forEach((question, i) => {
        const telling = words(question).filter(word => !isFunctionWord(word) || TELLING.test(word));
        const key = telling.map(word => stem(word, lang)).join(' ');
        const other = seen.get(key);
        if (key !== '' && other && other.entry !== id) {
          const place = { document, entry: id, path: ['questions', lang, i] };
          findings.push(
            finding('questions-alike', place, { question, twin: other.entry, other: other.question }),
          );
        } else seen.set(key, { entry: id, question });
      });
    }
  }
  return findings;
}
