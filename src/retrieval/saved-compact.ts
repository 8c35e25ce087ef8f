import { type Language, stem } from '../language/index.ts';
import { addedTo, languagesIn, type SavedLanguages } from './added-languages.ts';
import { type FrontCoded, frontCoded, numbersIn, stringsIn, varints } from './byte-stream.ts';
import { type ClassifierHead, classifierHead } from './classifier.ts';
import { type Contents, type Numbers, pack } from './container.ts';
import { IdList } from './id-list.ts';
import { derive, type Kept, type Parts, ready } from './parts.ts';
import type { Rows } from './postings.ts';
import { isIn, type Usage } from './vocabulary.ts';
import { WordList } from './word-list.ts';

/** The compact form's header: what is no array of numbers. */
interface Head extends SavedLanguages {
  form: 'compact';
  ids: readonly string[];
  background: string[];
  contentOnly: boolean;
  concepts: string[];
  calibration: Kept['calibration'];
  classifier: ClassifierHead | null;
  lineCount: number;
}

/** A stem is said by how many letters of the word it lacks; from here on, an "i" follows ("policy", "polici"). */
const WITH_I = 64;
/** A stem that is neither is written out. */
const OTHER = 128;

export function compactForm(parts: Parts): Uint8Array {
  const { ids, background, usage, rows, phrases, calibration, classifier } = parts;
  const head: Head = {
    form: 'compact',
    ids: ids.all(),
    background,
    contentOnly: parts.contentOnly,
    concepts: phrases.concepts,
    calibration,
    classifier: classifier && classifierHead(classifier),
    lineCount: usage.lineCount,
    ...addedTo(usage.languages),
  };
  const words = Array.from({ length: usage.words.length }, (_, i) => usage.words.at(i));
  const { rankOf } = ranksOf(usage);
  return pack(head, {
    ...front('words', frontCoded(words)),
    'words.levels': usage.levels,
    'words.langs': usage.langs,
    conceptLevels: usage.conceptLevels,
    ...stems(words, usage),
    'rows.ids': varints(differences(rows.ids)),
    'rows.langs': rows.langs,
    'rows.lengths': varints(lengths(rows.starts)),
    'rows.words': varints(bags(rows, word => rankOf[word]!)),
    'rows.conceptLengths': varints(lengths(rows.conceptStarts)),
    'rows.concepts': varints(rows.concepts),
    ...front('phrases', frontCoded(phrases.keys)),
    'phrases.counts': varints(phrases.owners.map(({ length }) => length)),
    'phrases.owners': varints(phrases.owners.flat()),
    ...(classifier
      ? {
          'classifier.buckets': varints(differences(classifier.buckets)),
          'classifier.codes': classifier.codes,
          'classifier.codewords': classifier.codewords,
          'classifier.biases': classifier.biases,
          'classifier.outputs': classifier.outputs,
        }
      : {}),
  });
}

export function fromCompact(contents: Contents<object>): Parts {
  const head = contents.head as Head;
  const bytes = (name: string) => contents.array(name, 'u8');
  const numbers = (name: string) => numbersIn(bytes(name));
  const strings = (name: string) => stringsIn({ alike: bytes(`${name}.alike`), rest: bytes(`${name}.rest`) });
  const words = strings('words');
  const usage: Usage = {
    words: WordList.of(words),
    languages: languagesIn(head),
    levels: bytes('words.levels'),
    langs: bytes('words.langs'),
    conceptLevels: bytes('conceptLevels'),
    lineCount: head.lineCount,
  };
  const { wordOf } = ranksOf(usage);
  const rowStarts = startsOf(numbers('rows.lengths'));
  const owners = numbers('phrases.owners');
  const ownerStarts = startsOf(numbers('phrases.counts'));
  const kept: Kept = {
    ids: IdList.of(head.ids),
    background: head.background,
    contentOnly: head.contentOnly,
    usage,
    rows: {
      ids: sums(numbers('rows.ids')),
      langs: bytes('rows.langs'),
      starts: rowStarts,
      words: wordsIn(numbers('rows.words'), rowStarts, wordOf),
      conceptStarts: startsOf(numbers('rows.conceptLengths')),
      concepts: numbers('rows.concepts'),
    } satisfies Rows,
    phrases: {
      concepts: head.concepts,
      keys: strings('phrases'),
      owners: Array.from({ length: ownerStarts.length - 1 }, (_, i) => [
        ...owners.subarray(ownerStarts[i]!, ownerStarts[i + 1]!),
      ]),
    },
    calibration: head.calibration,
    classifier: head.classifier && {
      ...head.classifier,
      buckets: sums(numbers('classifier.buckets')),
      codes: bytes('classifier.codes'),
      codewords: contents.array('classifier.codewords', 'i8'),
      biases: contents.array('classifier.biases', 'f32'),
      outputs: contents.array('classifier.outputs', 'i8'),
    },
  };
  return ready(
    kept,
    derive(kept, {
      word: i => words[i]!,
      stem: stemReader(words, usage.languages, bytes, strings('stems')),
    }),
  );
}

function front(name: string, { alike, rest }: FrontCoded): Record<string, Numbers> {
  return { [`${name}.alike`]: alike, [`${name}.rest`]: rest };
}

/** The words of each row as ascending ranks, each less the one before it. */
function bags({ starts, words }: Rows, rankOf: (word: number) => number): Uint32Array {
  const steps = words.map(rankOf);
  for (let row = 0; row + 1 < starts.length; row++) {
    const bag = steps.subarray(starts[row]!, starts[row + 1]!).sort();
    for (let i = bag.length - 1; i > 0; i--) bag[i]! -= bag[i - 1]!;
  }
  return steps;
}

/** Reads {@link bags} back, each in the order of the words' numbers. */
function wordsIn(steps: Uint32Array, starts: Uint32Array, wordOf: Uint32Array): Uint32Array {
  for (let row = 0; row + 1 < starts.length; row++) {
    let rank = 0;
    for (let i = starts[row]!; i < starts[row + 1]!; i++) {
      rank += steps[i]!;
      steps[i] = wordOf[rank]!;
    }
    steps.subarray(starts[row]!, starts[row + 1]!).sort();
  }
  return steps;
}

/** Words by how often they are used, the most used first: their ranks are small numbers where it matters. */
function ranksOf({ words, levels }: Usage): { rankOf: Uint32Array; wordOf: Uint32Array } {
  const wordOf = Uint32Array.from({ length: words.length }, (_, word) => word).sort(
    (a, b) => levels[b]! - levels[a]! || a - b,
  );
  const rankOf = new Uint32Array(words.length);
  wordOf.forEach((word, rank) => {
    rankOf[word] = rank;
  });
  return { rankOf, wordOf };
}

/** The stem of each word in each language that it occurs in, as what it takes to make it of the word. */
function stems(words: readonly string[], { languages, langs }: Usage): Record<string, Numbers> {
  const odd: string[] = [];
  const codes = (lang: Language, n: number) =>
    Uint8Array.from(
      words.flatMap((word, i) => {
        if (!isIn(langs[i]!, n)) return [];
        const made = stem(word, lang);
        if (word.startsWith(made) && word.length - made.length < WITH_I) return word.length - made.length;
        const most = made.slice(0, -1);
        if (made.endsWith('i') && word.startsWith(most) && word.length - most.length < WITH_I)
          return WITH_I + word.length - most.length;
        odd.push(`${lang} ${word} ${made}`);
        return OTHER;
      }),
    );
  const sections = Object.fromEntries(languages.map((lang, n) => [`stems.${lang}`, codes(lang, n)]));
  return { ...sections, ...front('stems', frontCoded(odd.sort())) };
}

/** Reads {@link stems} back; must be asked for each word and language once, in their order. */
function stemReader(
  words: readonly string[],
  languages: readonly Language[],
  bytes: (name: string) => Uint8Array,
  odd: readonly string[],
): (i: number, lang: Language) => string {
  const codes = new Map(languages.map(lang => [lang, { of: bytes(`stems.${lang}`), next: 0 }]));
  const written = new Map(
    odd.map(line => {
      const [lang, word, made] = line.split(' ');
      return [`${lang} ${word}`, made!];
    }),
  );
  return (i, lang) => {
    const word = words[i]!;
    const stems = codes.get(lang)!;
    const code = stems.of[stems.next++]!;
    if (code >= OTHER) return written.get(`${lang} ${word}`)!;
    if (code >= WITH_I) return `${word.slice(0, word.length - code + WITH_I)}i`;
    return code === 0 ? word : word.slice(0, -code);
  };
}

function lengths(starts: Uint32Array): Uint32Array {
  return starts.subarray(1).map((start, i) => start - starts[i]!);
}

function startsOf(counts: Uint32Array): Uint32Array {
  const starts = new Uint32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) starts[i + 1] = starts[i]! + counts[i]!;
  return starts;
}

/** Each less the one before it; around zero where it falls, which 32 bits bear. */
function differences(values: Uint32Array): Uint32Array {
  return values.map((value, i) => {
    const step = (value - (i === 0 ? 0 : values[i - 1]!)) | 0;
    return (step << 1) ^ (step >> 31);
  });
}

function sums(steps: Uint32Array): Uint32Array {
  let sum = 0;
  return steps.map(step => {
    sum += (step >>> 1) ^ -(step & 1);
    return sum;
  });
}
