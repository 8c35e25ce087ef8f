import { type Container, containerBootstrap } from '@nlpjs/core';
import { LangEn } from '@nlpjs/lang-en';
import { LangEs } from '@nlpjs/lang-es';
import { Nlp } from '@nlpjs/nlp';
import { BASE_LANGUAGES } from '../../../../src/language/index.ts';
import type { Row } from '../../../../src/retrieval/index.ts';
import { collapsed, type Peer, type Searcher } from '../peer.ts';

export const nlpjs: Peer = {
  settings:
    'NeuralNlu, an intent for each entry, both languages asked and the surer taken; None feature, stop words kept',
  typos: true,
  variants: [
    { name: 'spell check at 2 edits', build: rows => searcher(rows, 2) },
    { name: 'spell check at 1 edit', build: rows => searcher(rows, 1) },
  ],
};

async function searcher(rows: readonly Row[], edits: number): Promise<Searcher> {
  const container = await containerBootstrap();
  container.use(LangEs);
  container.use(LangEn);
  configure(container, edits);
  const nlp = new Nlp({
    container,
    languages: [...BASE_LANGUAGES],
    autoSave: false,
    autoLoad: false,
    calculateSentiment: false,
    threshold: 0,
  });
  for (const { id, lang, title, text, questions } of rows) {
    for (const utterance of [title, text, ...(questions ?? [])])
      if (utterance) nlp.addDocument(lang, utterance, id);
  }
  await nlp.train();
  return {
    async search(query) {
      const answers = [];
      for (const lang of BASE_LANGUAGES) answers.push(await nlp.process(lang, query));
      const known = answers
        .flatMap(({ classifications }) => classifications)
        .filter(({ intent, score }) => intent !== 'None' && score > 0);
      return collapsed(known.map(({ intent, score }) => ({ id: intent, score })));
    },
  };
}

/** The classifier is made deep inside; its settings can only be given as the container's defaults. */
function configure(container: Container, edits: number): void {
  const settings = {
    keepStopwords: true,
    nonefeatureValue: 1,
    nonedeltaMultiplier: 1.2,
    filterZeros: true,
    log: false,
    useNoneFeature: true,
    spellCheck: true,
    spellCheckDistance: edits,
  };
  container.registerConfiguration('nlu-??', settings, true);
}
