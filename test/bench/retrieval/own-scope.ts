import { openSeedAssistant } from '../../../src/cli/open.ts';
import { ROOT } from '../../../src/cli/root.ts';
import { openEdition, seedEdition } from '../../../src/knowledge/index.ts';
import { newDialogue } from '../../../src/turn/index.ts';
import { bankLines } from './bank.ts';
import { LIMIT, type Searcher } from './peer.ts';
import { measureScope, type Scope } from './quality.ts';

/** The institute's index, which learns from the questions that no entry answers instead of finding them. */
export function measureOwnIndex(): Promise<Scope> {
  const { index } = openEdition(seedEdition(ROOT));
  const searcher: Searcher = {
    search(query) {
      const { hits, background } = index.explain(query, { limit: LIMIT });
      const answerable = 1 - Object.values(background).reduce((sum, p) => sum + p, 0);
      return hits.map(({ id, confidence }) => ({ id, score: confidence * answerable }));
    },
  };
  return measureScope(searcher, 120);
}

/** What the whole assistant decides. It has no threshold to choose: its judgement is fitted on the tuning half. */
export function measureAssistant(): Scope {
  const assistant = openSeedAssistant();
  const { answer, oos } = bankLines('measured');
  const reply = (text: string) => assistant.turn({ text }, newDialogue()).reply;
  const given = (lines: typeof answer) =>
    lines.map(line => ({ line, reply: reply(line.q) })).filter(asked => asked.reply.decision === 'answer');
  const right = given(answer).filter(asked => asked.line.accept.includes(asked.reply.entry ?? ''));
  return {
    threshold: Number.NaN,
    right: { hits: right.length, of: answer.length },
    falsely: { hits: given(oos).length, of: oos.length },
    auroc: Number.NaN,
  };
}
