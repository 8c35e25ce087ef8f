import { fold, isFunctionWord, type Language, languageOf, stem, words } from '../../language/index.ts';

/** A question as it was kept. */
export interface Asked {
  readonly text: string;
  readonly lang: string;
  readonly decision: string;
  readonly day: string;
  /** What the assistant takes it for (`documentos.1/price`): the same in other words, or in the other language. */
  readonly about?: string | undefined;
}

/** Questions that are alike. */
export interface Group {
  /** The one that is most like the others: how the group is called. */
  readonly text: string;
  readonly lang: Language;
  readonly count: number;
  /** How often in each language, as {@link Asked.lang} says; in the order in which they came. */
  readonly byLang: Readonly<Record<string, number>>;
  readonly byDecision: Readonly<Record<string, number>>;
  /** Monday of each week, and how many. */
  readonly byWeek: ReadonlyMap<string, number>;
  /** Different wordings, the most frequent first; at most {@link MOST_WORDINGS}. */
  readonly wordings: readonly { readonly text: string; readonly count: number }[];
}

/** Questions are alike from this share of common weight on (cosine of their stems). */
const ALIKE = 0.5;
const MOST_WORDINGS = 12;
/** What a question is about weighs a little more than all its words: alike then, whatever the words. */
const MEANING = 1.1;

interface Wording {
  readonly text: string;
  readonly stems: ReadonlyMap<string, number>;
  readonly asked: Asked[];
}

interface Leader {
  readonly stems: ReadonlyMap<string, number>;
  readonly members: Wording[];
}

/**
 * Groups questions by likeness: equal wordings first, then each wording goes to the group whose leader it is most like,
 * the frequent wordings leading. Rare stems weigh more. Time grows with the wordings that share a stem, not with their
 * square.
 */
export function groupQuestions(asked: readonly Asked[]): Group[] {
  const wordings = weighed(asked);
  const leaders: Leader[] = [];
  const byStem = new Map<string, Leader[]>();
  for (const wording of wordings) {
    let best: Leader | null = null;
    let likeness = ALIKE;
    for (const leader of new Set([...wording.stems.keys()].flatMap(one => byStem.get(one) ?? []))) {
      const alike = cosine(wording.stems, leader.stems);
      if (alike >= likeness) [best, likeness] = [leader, alike];
    }
    if (best !== null) best.members.push(wording);
    else {
      const leader: Leader = { stems: wording.stems, members: [wording] };
      leaders.push(leader);
      for (const one of wording.stems.keys()) {
        const list = byStem.get(one) ?? [];
        byStem.set(one, list);
        list.push(leader);
      }
    }
  }
  return leaders.map(groupOf).sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
}

/** Equal wordings together, the most frequent first, with the weights of their stems. */
function weighed(asked: readonly Asked[]): Wording[] {
  const byKey = new Map<string, { text: string; stems: Set<string>; asked: Asked[] }>();
  for (const one of asked) {
    const stems = stemsOf(one);
    const key = stems.size > 0 ? [...stems].sort().join(' ') : fold(one.text);
    const known = byKey.get(key) ?? { text: one.text, stems, asked: [] };
    byKey.set(key, known);
    known.asked.push(one);
  }
  const frequency = new Map<string, number>();
  for (const { stems } of byKey.values())
    for (const one of stems) frequency.set(one, (frequency.get(one) ?? 0) + 1);
  return [...byKey.values()]
    .map(({ text, asked: all, stems }) => ({
      text,
      asked: all,
      stems: withMeaning(
        new Map([...stems].map(one => [one, Math.log(1 + byKey.size / frequency.get(one)!)] as const)),
        all[0]!.about,
      ),
    }))
    .sort((a, b) => b.asked.length - a.asked.length || (a.text < b.text ? -1 : 1));
}

/** The stems, and what the question is about as one more. */
function withMeaning(stems: Map<string, number>, about: string | undefined): Map<string, number> {
  return about === undefined ? stems : stems.set(`about ${about}`, MEANING * norm(stems) || 1);
}

function stemsOf({ text, lang }: Asked): Set<string> {
  const said = words(text.slice(0, 500));
  const content = said.filter(word => !isFunctionWord(word));
  return new Set((content.length > 0 ? content : said).map(word => stem(word, spokenIn(lang))));
}

function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let dot = 0;
  for (const [one, weight] of a) dot += weight * (b.get(one) ?? 0);
  return dot === 0 ? 0 : dot / (norm(a) * norm(b));
}

function norm(vector: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const weight of vector.values()) sum += weight * weight;
  return Math.sqrt(sum);
}

function groupOf({ members }: Leader): Group {
  const all = members.flatMap(({ asked }) => asked);
  const first = members[0]!;
  const byLang: Record<string, number> = {};
  const byDecision: Record<string, number> = {};
  const byWeek = new Map<string, number>();
  for (const { lang, decision, day } of all) {
    byLang[lang] = (byLang[lang] ?? 0) + 1;
    byDecision[decision] = (byDecision[decision] ?? 0) + 1;
    const week = weekOf(day);
    byWeek.set(week, (byWeek.get(week) ?? 0) + 1);
  }
  return {
    text: first.text,
    lang: spokenIn(first.asked[0]!.lang),
    count: all.length,
    byLang,
    byDecision,
    byWeek,
    wordings: members.slice(0, MOST_WORDINGS).map(({ text, asked }) => ({ text, count: asked.length })),
  };
}

function spokenIn(lang: string): Language {
  return languageOf(lang) ?? 'es';
}

/** The Monday of a day's week: `2024-01-15`. */
export function weekOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}
