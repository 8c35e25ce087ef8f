import lunr from 'lunr';
import addSpanish from 'lunr-languages/lunr.es.js';
import addMulti from 'lunr-languages/lunr.multi.js';
import addStemmerSupport from 'lunr-languages/lunr.stemmer.support.js';
import type { Row } from '../../../../src/retrieval/index.ts';
import { collapsed, type Peer, plainFold, type Searcher, textsOf } from '../peer.ts';

addStemmerSupport(lunr);
addSpanish(lunr);
addMulti(lunr);

const BOOST = { title: 2, questions: 1.5, text: 1 };

export const lunrPeer: Peer = {
  settings: 'any word; the word itself at 4, within one edit at 1 (from 5 letters); accents folded',
  typos: true,
  variants: [
    {
      name: 'a document for each entry; boost title 2, questions 1.5; lunr-languages: Spanish and English stemmers, stop words',
      build: rows => searcher(rows, ['title', 'questions', 'text'], true),
    },
    {
      name: 'a document for each entry; boost title 2, questions 1.5; English only',
      build: rows => searcher(rows, ['title', 'questions', 'text'], false),
    },
    {
      name: 'a document for each text; Spanish and English stemmers, stop words',
      build: rows => searcher(textsOf(rows), ['text'], true),
    },
  ],
};

function searcher(
  documents: readonly Row[] | ReturnType<typeof textsOf>,
  fields: (keyof typeof BOOST)[],
  spanish: boolean,
): Searcher {
  const index = lunr(function () {
    if (spanish) this.use(lunr.multiLanguage('en', 'es'));
    this.ref('document');
    for (const field of fields) this.field(field, { boost: BOOST[field] });
    documents.forEach((document: Partial<Row>, i) => {
      const folded = fields.map(field => [field, plainFold([document[field] ?? ''].flat().join('\n'))]);
      this.add({ document: i, ...Object.fromEntries(folded) });
    });
  });
  const ids = documents.map(({ id }) => id);
  return {
    search(query) {
      const words = plainFold(query).match(/[a-z0-9]+/g) ?? [];
      const hits = index.query(ask => {
        for (const word of words) {
          ask.term(word, { boost: 4 });
          if (word.length >= 5) ask.term(word, { boost: 1, editDistance: 1 });
        }
      });
      return collapsed(hits.slice(0, 200).map(({ ref, score }) => ({ id: ids[Number(ref)]!, score })));
    },
  };
}
