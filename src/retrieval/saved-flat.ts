import { addedTo, languagesIn, type SavedLanguages } from './added-languages.ts';
import { type ClassifierHead, classifierHead } from './classifier.ts';
import { type Contents, pack } from './container.ts';
import { IdList } from './id-list.ts';
import { type Kept, type Parts, ready } from './parts.ts';
import { WordList } from './word-list.ts';

/** The flat form's header: what is no array of numbers. */
interface Head extends SavedLanguages {
  form: 'flat';
  background: string[];
  contentOnly: boolean;
  phrases: Kept['phrases'];
  calibration: Kept['calibration'];
  classifier: ClassifierHead | null;
  lineCount: number;
  firstConcept: number;
}

export function flatForm(parts: Parts): Uint8Array {
  const { ids, background, usage, rows, phrases, calibration, classifier, terms, postings } = parts;
  const deletions = parts.deletionIndex();
  const head: Head = {
    form: 'flat',
    background,
    contentOnly: parts.contentOnly,
    phrases,
    calibration,
    classifier: classifier && classifierHead(classifier),
    lineCount: usage.lineCount,
    firstConcept: terms.firstConcept,
    ...addedTo(usage.languages),
  };
  return pack(head, {
    'ids.units': ids.units,
    'ids.starts': ids.starts,
    'words.bytes': usage.words.bytes,
    'words.starts': usage.words.starts,
    'words.slots': usage.words.slots,
    'words.levels': usage.levels,
    'words.langs': usage.langs,
    conceptLevels: usage.conceptLevels,
    wordLines: parts.wordLines,
    ...Object.fromEntries(terms.termOf.map((of, n) => [`termOf.${usage.languages[n]}`, of])),
    'terms.weights': terms.weights,
    'terms.stemHashes': terms.stemHashes,
    'terms.stemSlots': terms.stemSlots,
    'rows.ids': rows.ids,
    'rows.langs': rows.langs,
    'rows.starts': rows.starts,
    'rows.words': rows.words,
    'rows.conceptStarts': rows.conceptStarts,
    'rows.concepts': rows.concepts,
    'rows.norms': parts.rowNorms,
    'postings.starts': postings.starts,
    'postings.rows': postings.rows,
    'postings.impacts': postings.impacts,
    'deletions.starts': deletions.starts,
    'deletions.owners': deletions.owners,
    ...(classifier
      ? {
          'classifier.buckets': classifier.buckets,
          'classifier.codes': classifier.codes,
          'classifier.codewords': classifier.codewords,
          'classifier.biases': classifier.biases,
          'classifier.outputs': classifier.outputs,
        }
      : {}),
  });
}

export function fromFlat({ head: given, array }: Contents<object>): Parts {
  const head = given as Head;
  const languages = languagesIn(head);
  const kept: Kept = {
    ids: new IdList(array('ids.units', 'u16'), array('ids.starts', 'u32')),
    background: head.background,
    contentOnly: head.contentOnly,
    usage: {
      words: new WordList(
        array('words.bytes', 'u8'),
        array('words.starts', 'u32'),
        array('words.slots', 'u32'),
      ),
      languages,
      levels: array('words.levels', 'u8'),
      langs: array('words.langs', 'u8'),
      conceptLevels: array('conceptLevels', 'u8'),
      lineCount: head.lineCount,
    },
    rows: {
      ids: array('rows.ids', 'u32'),
      langs: array('rows.langs', 'u8'),
      starts: array('rows.starts', 'u32'),
      words: array('rows.words', 'u32'),
      conceptStarts: array('rows.conceptStarts', 'u32'),
      concepts: array('rows.concepts', 'u32'),
    },
    phrases: head.phrases,
    calibration: head.calibration,
    classifier: head.classifier && {
      ...head.classifier,
      buckets: array('classifier.buckets', 'u32'),
      codes: array('classifier.codes', 'u8'),
      codewords: array('classifier.codewords', 'i8'),
      biases: array('classifier.biases', 'f32'),
      outputs: array('classifier.outputs', 'i8'),
    },
  };
  return ready(kept, {
    terms: {
      termOf: languages.map(lang => array(`termOf.${lang}`, 'u32')),
      weights: array('terms.weights', 'f32'),
      stemHashes: array('terms.stemHashes', 'u32'),
      stemSlots: array('terms.stemSlots', 'u32'),
      firstConcept: head.firstConcept,
    },
    wordLines: array('wordLines', 'u32'),
    postings: {
      starts: array('postings.starts', 'u32'),
      rows: array('postings.rows', 'u32'),
      impacts: array('postings.impacts', 'u8'),
    },
    rowNorms: array('rows.norms', 'f32'),
    deletions: { starts: array('deletions.starts', 'u32'), owners: array('deletions.owners', 'u32') },
  });
}
